// How far the runs of a sweep have come, as their folders say: whoever trained there, and however
// that ended. Treats its input as hostile. No Torch here. Thread-safe: no shared state.
#pragma once

#include "core/sweep/sweep_folder.h"
#include "core/train/run_measures.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace faceloom {

// Of a model's faces, as a share of what real pictures have: see sharpness.h.
inline constexpr const char* kSharpness = "sharpness";

struct TrialState {
    std::int64_t steps = 0;            // of the newest checkpoint
    double seconds = 0;                // that training took up to the last row of losses.csv
    std::vector<RunMeasure> measures;  // that hold a kernel distance, by step
    std::string problem;               // why it failed; empty: it has not

    [[nodiscard]] bool failed() const { return !problem.empty(); }
    [[nodiscard]] const RunMeasure* measuredAt(std::int64_t step) const;  // null: it was not
};

[[nodiscard]] TrialState readTrial(const SweepFolder& folder, const Trial& trial);

// A later run of the sweep tries it again without it. Errors: WriteFailed.
[[nodiscard]] Status writeProblem(const SweepFolder& folder, const Trial& trial,
                                  const std::string& problem);
void forgetProblem(const SweepFolder& folder, const Trial& trial);

// What is to be done next.
struct SweepTask {
    std::size_t trial = 0;   // index into SweepPlan::trials()
    std::int64_t steps = 0;  // to train to, and to measure there
    bool operator==(const SweepTask&) const = default;
};

struct SweepSchedule {
    std::vector<SweepTask> next;  // in this order; empty: all is done that can be
    std::size_t rung = 0;         // of SweepPlan::rungs(), that is being climbed
    // For each setting, the rung at which it was left behind by better ones.
    std::vector<std::optional<std::size_t>> left_at;
};

// By what the plan's runs have measured; `states` as SweepPlan::trials().
[[nodiscard]] SweepSchedule scheduleOf(const SweepPlan& plan, const std::vector<Trial>& trials,
                                       const std::vector<TrialState>& states);

}  // namespace faceloom
