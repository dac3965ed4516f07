#include "core/sweep/sweep_state.h"

#include "core/base/atomic_file.h"
#include "core/base/one_line.h"
#include "core/base/regular_file.h"
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace faceloom {

namespace {

constexpr std::size_t kLongestProblem = 2000;  // bytes

std::string problemIn(const std::filesystem::path& path) {
    auto text = readStartOfFile(path, kLongestProblem);
    if (!text) return {};
    while (!text->empty() && text->back() == '\n')
        text->pop_back();
    return text->empty() ? "failed" : escapedLine(*text);
}

double secondsOf(const RunFolder& run) {
    const auto description = run.readDescription();
    if (!description) return 0;
    const auto losses = salvageLosses(run.lossFile(), std::numeric_limits<std::int64_t>::max());
    if (!losses) return 0;
    double seconds = 0;
    for (const StepMetrics& row : *losses) {
        const double taken = description->options.batch / row.images_per_second;
        if (row.images_per_second > 0 && std::isfinite(taken)) seconds += taken;
    }
    return seconds;
}

// The mean over a setting's runs that were measured at the step; nothing: none was.
std::optional<double> meanAt(std::size_t setting, std::int64_t step,
                             const std::vector<Trial>& trials,
                             const std::vector<TrialState>& states) {
    double sum = 0;
    int count = 0;
    for (std::size_t i = 0; i < trials.size(); ++i) {
        if (trials[i].setting != setting) continue;
        const RunMeasure* measured = states[i].measuredAt(step);
        if (measured == nullptr) continue;
        sum += measured->values.at(kKernelDistance);
        ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

}  // namespace

const RunMeasure* TrialState::measuredAt(std::int64_t step) const {
    const auto found = std::ranges::find(measures, step, &RunMeasure::step);
    return found == measures.end() ? nullptr : &*found;
}

TrialState readTrial(const SweepFolder& folder, const Trial& trial) {
    TrialState state;
    state.problem = problemIn(folder.problemFile(trial));
    const RunFolder run(folder.runFolder(trial));
    if (!run.hasRun()) return state;
    const auto checkpoints = run.checkpointSteps();
    state.steps = checkpoints.empty() ? 0 : checkpoints.back();
    state.seconds = secondsOf(run);
    auto measures = readMeasures(run.measuresFile());
    if (!measures) {
        if (state.problem.empty()) state.problem = measures.error().message;
        return state;
    }
    for (RunMeasure& measure : *measures) {
        if (measure.values.contains(kKernelDistance)) state.measures.push_back(std::move(measure));
    }
    return state;
}

Status writeProblem(const SweepFolder& folder, const Trial& trial, const std::string& problem) {
    std::error_code error;
    std::filesystem::create_directories(folder.runFolder(trial), error);
    return writeTextAtomically(folder.problemFile(trial), escapedLine(problem) + "\n");
}

void forgetProblem(const SweepFolder& folder, const Trial& trial) {
    std::error_code ignored;
    std::filesystem::remove(folder.problemFile(trial), ignored);
}

SweepSchedule scheduleOf(const SweepPlan& plan, const std::vector<Trial>& trials,
                         const std::vector<TrialState>& states) {
    const auto rungs = plan.rungs();
    SweepSchedule schedule;
    schedule.left_at.resize(rungs.front().settings);
    std::vector<std::size_t> contenders(rungs.front().settings);
    for (std::size_t i = 0; i < contenders.size(); ++i)
        contenders[i] = i;
    for (std::size_t rung = 0; rung < rungs.size(); ++rung) {
        schedule.rung = rung;
        for (std::size_t i = 0; i < trials.size(); ++i) {
            const bool climbs =
                std::ranges::find(contenders, trials[i].setting) != contenders.end();
            if (climbs && !states[i].failed() && states[i].measuredAt(rungs[rung].steps) == nullptr)
                schedule.next.push_back({i, rungs[rung].steps});
        }
        if (!schedule.next.empty() || rung + 1 == rungs.size()) break;
        std::vector<std::pair<double, std::size_t>> ranked;
        for (const std::size_t setting : contenders) {
            const auto mean = meanAt(setting, rungs[rung].steps, trials, states);
            if (mean) ranked.emplace_back(*mean, setting);
        }
        std::ranges::sort(ranked);
        contenders.clear();
        for (std::size_t place = 0; place < ranked.size(); ++place) {
            if (place < rungs[rung + 1].settings)
                contenders.push_back(ranked[place].second);
            else
                schedule.left_at[ranked[place].second] = rung;
        }
    }
    return schedule;
}

}  // namespace faceloom
