// Between the window and a sweep: gets its pictures ready and carries it out on a thread of its
// own, reads what its folder holds, says what happened by signals. Lives on the GUI thread and
// never waits, but its destructor does: stop first and close when it is no longer active.
#pragma once

#include "core/sweep/sweep_runner.h"
#include "core/sweep/sweep_table.h"
#include "ui/base/answer_channel.h"
#include "ui/base/gui_queue.h"
#include "ui/training/training_pictures.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace faceloom {

// A sweep as its folder has it.
struct SweepView {
    std::filesystem::path folder;  // empty: none is open
    SweepPlan plan;
    std::vector<Trial> trials;
    std::vector<TrialState> states;  // as trials
    SweepOutcome outcome;
    bool complete = false;  // nothing is left to do
};

class SweepController : public QObject {
    Q_OBJECT
public:
    enum class Phase { Idle, Preparing, Running, Stopping };

    explicit SweepController(QObject* parent = nullptr);
    ~SweepController() override;

    [[nodiscard]] Phase phase() const { return phase_; }
    [[nodiscard]] bool active() const { return phase_ != Phase::Idle; }
    [[nodiscard]] bool paused() const { return paused_; }
    [[nodiscard]] const SweepView& view() const { return view_; }
    [[nodiscard]] const std::map<std::string, TrialProgress>& underWay() const {
        return under_way_;
    }
    // Why the folder that was opened shows nothing; empty: it does.
    [[nodiscard]] const QString& problem() const { return problem_; }
    // Of all its steps, 0..1; and the time that the others take, < 0 while unknown.
    [[nodiscard]] double shareDone() const;
    [[nodiscard]] double secondsLeft() const;
    // faceloom-cli, which carries out each run in a process of its own; empty: runs go one after
    // another in this program. At first the one beside this program.
    void setProgram(const std::filesystem::path& program) { program_ = program; }

    // Ignored while it is active. `pictures`: none for a sweep that has its own.
    void start(const std::filesystem::path& folder, const SweepPlan& plan,
               const std::optional<TrainingPictures>& pictures, int at_once);
    // The one that is open, under a plan that may have other values, seeds or budget; `retry`:
    // those runs too that failed.
    void goOn(const SweepPlan& plan, int at_once, bool retry);

public slots:
    // The runs under way are saved and end; goOn() goes on with them. As stop() while a new sweep's
    // pictures are being got ready, since there is nothing to go on with yet.
    void pause();
    void stop();
    void open(const std::filesystem::path& folder);

signals:
    void phaseChanged();
    void changed();     // what the folder holds, or that it cannot be read
    void progressed();  // a step of a run
    void preparing(std::size_t done, std::size_t total);
    void messageRaised(const QString& text, bool is_error);

private:
    struct Job {
        std::filesystem::path folder;
        SweepPlan plan;
        std::optional<TrainingPictures> pictures;
        std::filesystem::path program;
        int at_once = 1;
        bool retry = false;
    };
    class Observer;

    void begin(Job job);
    void setPhase(Phase phase);
    [[nodiscard]] Result<SweepReport> carryOut(Job& job, const std::stop_token& stop);
    [[nodiscard]] Status prepare(Job& job, const std::stop_token& stop);
    void finish(const Result<SweepReport>& report);
    void read();
    void take(const Result<SweepView>& view);

    Phase phase_ = Phase::Idle;
    bool paused_ = false;
    std::filesystem::path folder_;
    std::filesystem::path program_;
    SweepView view_;
    QString problem_;
    std::map<std::string, TrialProgress> under_way_;  // by the run's name
    GuiQueue to_gui_;
    AnswerChannel<std::filesystem::path, SweepView> reader_;
    std::jthread thread_;  // last: it ends before the rest goes
};

}  // namespace faceloom
