// What came out of a sweep: a measure for each setting with its error, and sentences that claim no
// more than the runs show. No Torch here. Thread-safe: no shared state.
#pragma once

#include "core/sweep/sweep_state.h"
#include "core/sweep/sweep_statistics.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace faceloom {

// The measures that are shown, by their columns in measures.csv: kernel distance (lower is nearer
// to real faces) and sharpness (1 is as sharp as real pictures).
inline constexpr std::array<const char*, 2> kSweepMeasures = {kKernelDistance, kSharpness};
[[nodiscard]] std::string shownName(const std::string& measure);  // "kernel distance"

struct SettingOutcome {
    Setting setting;
    std::string label;
    std::int64_t steps = 0;  // that its runs were measured after, the most of them all; 0: none was
    // By measure, as kSweepMeasures; and each run's own, by seed.
    std::array<std::optional<MeanOfRuns>, kSweepMeasures.size()> means;
    std::array<std::vector<std::optional<double>>, kSweepMeasures.size()> values;
    std::size_t failed = 0;            // runs
    std::string problem;               // of the first of them
    std::optional<std::size_t> shown;  // the trial whose faces stand for it: the first measured one
    bool left_behind = false;          // others went on, by successive halving
};

struct SweepOutcome {
    std::vector<SettingOutcome> settings;
    std::optional<std::size_t> best;     // the lowest kernel distance of those that went furthest
    std::vector<std::string> sentences;  // what can be said, the study's finding last
};

[[nodiscard]] SweepOutcome outcomeOf(const SweepPlan& plan, const std::vector<Trial>& trials,
                                     const std::vector<TrialState>& states);

// Within each seed, b less a, after as many steps as both have come; nothing where no seed has
// both.
[[nodiscard]] std::optional<PairedDifference> differenceBetween(
    const SweepPlan& plan, const std::vector<Trial>& trials, const std::vector<TrialState>& states,
    std::size_t a, std::size_t b, const std::string& measure, double confidence = 0.95);

// A row a setting: the varied options, steps, runs, failed, each measure with its standard error,
// best, left_behind, problem.
[[nodiscard]] std::string toCsv(const SweepPlan& plan, const SweepOutcome& outcome);
// The same for people, columns below one another, and the sentences.
[[nodiscard]] std::string toText(const SweepOutcome& outcome);
// "0.1234 ± 0.0056"; "–" where there is none.
[[nodiscard]] std::string shownMean(const std::optional<MeanOfRuns>& mean);

}  // namespace faceloom
