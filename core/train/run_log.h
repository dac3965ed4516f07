// A run in the log, and the log in the run's folder. Not thread-safe: for the thread that runs it.
#pragma once

#include "core/base/log_file.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <optional>

namespace faceloom {

// Stands between a run and its observer, to whom it hands everything on. Once the run has begun,
// what is logged also goes to its log.txt, beginning with what led to the run.
class RunLog : public TrainObserver {
public:
    RunLog(const RunRequest& request, TrainObserver& next);

    void onStart(const RunStart& start) override;
    void onHistory(const std::vector<StepMetrics>& history) override;
    void onStep(const StepMetrics& metrics, const RunProgress& progress) override;
    void onPreview(const Preview& preview) override;
    void onCheckpoint(std::int64_t step, const std::filesystem::path& generator) override;
    void onMessage(const std::string& text) override;
    void onAlarm(const Alarm& alarm) override;
    void onHold(const RunHold& hold) override;
    void onHoldOver() override;
    void onMeasures(const RunMeasures& measures) override;
    [[nodiscard]] std::vector<std::int64_t> stepsInUse() override;
    [[nodiscard]] bool wantsEnd() override;
    void onEnd(RunReport& report, const std::stop_token& stop) override;
    void atStepBorder(const std::stop_token& stop) override;

    // The end and its error; log.txt is whole and closed afterwards.
    void end(const Result<RunReport>& result);

private:
    TrainObserver& next_;
    std::uint64_t log_after_;
    std::optional<LogFile> file_;
    StepMetrics newest_;
    double images_per_second_ = 0;
    bool stop_told_ = false;
};

}  // namespace faceloom
