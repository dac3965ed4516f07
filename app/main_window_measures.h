// The window's measures: whose they are, what will come, and the offer of the best saved point when
// a run has ended.
#pragma once

#include "core/train/train_options.h"
#include "core/train/train_types.h"
#include "ui/base/answer_channel.h"

#include <QObject>
#include <QString>
#include <filesystem>
#include <optional>
#include <vector>

namespace faceloom {

class CurvesPane;
class MessageBar;
class TimelineController;
class TrainingController;
struct RollBack;

class WindowMeasures : public QObject {
    Q_OBJECT
public:
    // All must outlive it.
    WindowMeasures(TrainingController* training, TimelineController* timeline, CurvesPane* curves,
                   MessageBar* messages, QObject* parent);
    ~WindowMeasures() override;

signals:
    void exploreRequested(const QString& model);

private:
    using Losses = std::vector<StepMetrics>;

    // A run goes on here, or ended last, in the folder that the timeline shows.
    [[nodiscard]] bool showsOwnRun() const;
    void followTimeline();
    void takeMeasures(const RunMeasures& measures);
    void showLive();
    void show(const std::vector<RunMeasure>& measured, std::optional<std::int64_t> best);
    [[nodiscard]] QString expectation() const;
    [[nodiscard]] QString expectationOf(const TrainOptions& options) const;
    void takeRolledBack(const std::filesystem::path& run, const RollBack&, const Losses& losses);
    void tellEnd(const RunReport& report);

    TrainingController* training_;
    TimelineController* timeline_;
    CurvesPane* curves_;
    MessageBar* messages_;
    RunMeasures live_;              // of the run that goes on or ended last
    bool folder_behind_ = false;    // that run's folder was last read before live_ was told
    std::filesystem::path losses_;  // of the folder whose losses were asked for
    AnswerChannel<std::filesystem::path, Losses> reader_;  // last: it stops before the rest
};

}  // namespace faceloom
