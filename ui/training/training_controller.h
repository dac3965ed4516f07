// Between the window and a training run: starts it on its own thread, looks into its mailbox, says
// what happened by signals. Lives on the GUI thread and never waits, but its destructor does: stop
// first and close on an ended state.
#pragma once

#include "core/train/training_session.h"
#include "ui/training/training_pictures.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <optional>
#include <vector>

namespace faceloom {

class TrainingController : public QObject {
    Q_OBJECT
public:
    explicit TrainingController(QObject* parent = nullptr);

    [[nodiscard]] SessionState state() const { return state_; }
    [[nodiscard]] bool active() const { return isActive(state_); }
    [[nodiscard]] const RunProgress& progress() const { return progress_; }
    // Of the run that goes on or ended last; empty or none before the first.
    [[nodiscard]] const std::filesystem::path& runFolder() const { return run_folder_; }
    [[nodiscard]] const std::optional<TrainOptions>& runOptions() const { return run_options_; }

public slots:
    // Each is ignored where the state does not allow it (canStart, canPause, …).
    void start(const faceloom::RunRequest& request, const faceloom::TrainingPictures& pictures);
    void pause();
    void resume();
    void stop();

signals:
    void stateChanged(faceloom::SessionState state);
    // While pictures are decoded; `total` is 0 until they are counted.
    void preparing(std::size_t done, std::size_t total);
    void progressed(const faceloom::RunProgress& progress);
    void metricsAppended(const std::vector<faceloom::StepMetrics>& metrics);
    // All earlier metrics no longer hold: a new run (empty) or a continued one (its history).
    void historyReplaced(const std::vector<faceloom::StepMetrics>& metrics);
    void previewArrived(const faceloom::Preview& preview);
    void generatorWritten(const QString& path);
    void messageRaised(const QString& text, bool is_error);
    // The run goes wrong, or has ended with a number that is not finite.
    void alarmRaised(const faceloom::Alarm& alarm);
    // Everything measured of the run so far, and what is being measured.
    void measured(const faceloom::RunMeasures& measures);
    // Why the run waits, before its state becomes Holding.
    void held(const faceloom::RunHold& hold);
    // Reached its end or was stopped after at least one step; a failed run raises a message
    // instead.
    void finished(const faceloom::RunReport& report);

private:
    void drain();
    void tellHold(const std::optional<RunHold>& hold);
    void tellEnd(const SessionNews& news);

    SessionState state_ = SessionState::Idle;
    RunProgress progress_;
    std::optional<RunHold> hold_;
    std::filesystem::path run_folder_;
    std::optional<TrainOptions> run_options_;
    QTimer timer_;
    TrainingSession session_;
};

}  // namespace faceloom
