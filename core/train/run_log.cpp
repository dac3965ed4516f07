#include "core/train/run_log.h"

#include "core/base/log.h"
#include "core/base/regular_file.h"
#include "core/base/system_facts.h"
#include "core/gan/compute_facts.h"
#include "core/train/run_folder.h"

#include <utility>

#include <nlohmann/json.hpp>

namespace faceloom {

namespace {

// run.json in one line, or why there is none.
std::string descriptionLine(const RunFolder& folder) {
    const auto text = readRegularFile(folder.descriptionFile());
    if (!text) return text.error().message;
    try {
        return nlohmann::ordered_json::parse(*text).dump();
    } catch (const nlohmann::json::exception& error) {
        return fmt::format("{}: {}", folder.descriptionFile().string(), error.what());
    }
}

void logMachine() {
    Facts facts{programFact()};
    for (Facts more : {systemFacts(), computeFacts()})
        facts.insert(facts.end(), more.begin(), more.end());
    logInfo("{}", inOneLine(facts));
}

}  // namespace

RunLog::RunLog(const RunRequest& request, TrainObserver& next)
    : next_(next), log_after_(request.log_after) {
    logInfo("asked to {} the run in {} with {}", request.resume ? "resume" : "begin",
            request.run_folder.string(), request.data_name);
}

void RunLog::onStart(const RunStart& start) {
    const RunFolder folder(start.run_folder);
    file_.emplace(folder.logFile(), log_after_);
    if (log_after_ > 0) logMachine();  // else the program's first lines say it
    logInfo("run {} with {}", start.step > 0 ? "resumed" : "begun", descriptionLine(folder));
    logInfo("steps {} to {} on {}, convolutions in {}", start.step + 1, start.total_steps,
            start.device, start.precision);
    next_.onStart(start);
}

void RunLog::onHistory(const std::vector<StepMetrics>& history) {
    next_.onHistory(history);
}

void RunLog::onStep(const StepMetrics& metrics, const RunProgress& progress) {
    newest_ = metrics;
    images_per_second_ = progress.images_per_second;
    next_.onStep(metrics, progress);
}

void RunLog::onPreview(const Preview& preview) {
    logDebug("preview after step {}", preview.step);
    next_.onPreview(preview);
}

void RunLog::onCheckpoint(std::int64_t step, const std::filesystem::path& generator) {
    logInfo(
        "checkpoint after step {}: D real {:.3f}, D fake {:.3f}, G {:.3f}, {:.1f} pictures a "
        "second",
        step, newest_.d_loss_real, newest_.d_loss_fake, newest_.g_loss, images_per_second_);
    next_.onCheckpoint(step, generator);
}

void RunLog::onMessage(const std::string& text) {
    logInfo("{}", text);
    next_.onMessage(text);
}

void RunLog::onAlarm(const Alarm& alarm) {
    logWarning("step {}: {}", alarm.step, alarm.text);
    next_.onAlarm(alarm);
}

void RunLog::onHold(const RunHold& hold) {
    logWarning("waiting: {}", hold.reason);
    next_.onHold(hold);
}

void RunLog::onHoldOver() {
    logInfo("what could not be written is written: going on");
    next_.onHoldOver();
}

void RunLog::onMeasures(const RunMeasures& measures) {
    next_.onMeasures(measures);
}

std::vector<std::int64_t> RunLog::stepsInUse() {
    return next_.stepsInUse();
}

bool RunLog::wantsEnd() {
    return next_.wantsEnd();
}

void RunLog::onEnd(RunReport& report, const std::stop_token& stop) {
    next_.onEnd(report, stop);
    if (report.best) logInfo("{}", describe(*report.best));
}

void RunLog::atStepBorder(const std::stop_token& stop) {
    next_.atStepBorder(stop);
    if (stop.stop_requested() && !std::exchange(stop_told_, true)) logInfo("asked to stop");
}

void RunLog::end(const Result<RunReport>& result) {
    if (!result)
        logError("the run failed: {}", result.error().message);
    else if (result->end == RunEnd::AlreadyFinished)
        logInfo("the run had been finished before: {} steps", result->steps_done);
    else
        logInfo("the run {} after step {}{}",
                result->end == RunEnd::Stopped ? "stopped" : "finished", result->steps_done,
                result->end == RunEnd::Flat ? ": what is measured no longer gets better" : "");
    file_.reset();
}

}  // namespace faceloom
