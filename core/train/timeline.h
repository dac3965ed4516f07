// A training run over time: its checkpoints as points, and which of them are kept. No Torch here.
// Functions keep no state.
#pragma once

#include "core/base/result.h"
#include "core/train/run_folder.h"
#include "core/train/run_measures.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace faceloom {

// A checkpoint that is whole, as far as its header tells.
struct TimelinePoint {
    std::int64_t step = 0;
    std::filesystem::path file;
    std::uintmax_t bytes = 0;
    std::filesystem::path sample;           // the 36 faces as a picture; empty: not there
    std::optional<double> kernel_distance;  // to real faces, where it was measured
    bool best = false;                      // the lowest kernel distance of all points
    bool newest = false;
    bool operator==(const TimelinePoint&) const = default;
};

struct RunTimeline {
    std::filesystem::path folder;
    RunDescription run;
    std::vector<TimelinePoint> points;  // oldest first
    std::vector<RunMeasure> measures;   // see run_measures.h
    std::string problem;  // why what was measured cannot be read, one line; empty: it can

    [[nodiscard]] std::int64_t totalSteps() const;  // that the run was asked for
    // The pass over the pictures, counted from 1, that the step was in, as losses.csv counts.
    [[nodiscard]] std::int64_t epochAt(std::int64_t step) const;
    [[nodiscard]] const TimelinePoint* at(std::int64_t step) const;  // null: no such point
};

// Errors: NotFound, BrokenFile (no run, or a run.json that cannot be read).
[[nodiscard]] Result<RunTimeline> readTimeline(const RunFolder& folder);

struct SizedPoint {
    std::int64_t step = 0;
    std::uintmax_t bytes = 0;
};

inline constexpr std::size_t kNewestKept = 3;         // whatever they take
inline constexpr std::size_t kMostCheckpoints = 100;  // however small they are

// Which of a run's checkpoints (steps ascending) to keep in so many bytes: the newest few in any
// case; then, as long as there is room, the best, the very first and a series of the others that
// covers the whole run, its gaps growing with age. Asked again and again as a run grows, and given
// what it left the last time, it keeps that shape: from six points on no gap is wider than five
// times those of an even series. Returns steps, ascending.
[[nodiscard]] std::vector<std::int64_t> stepsToKeep(std::span<const SizedPoint> points,
                                                    std::optional<std::int64_t> best,
                                                    std::uintmax_t budget_bytes);

// Pictures of the faces beyond those of checkpoints.
inline constexpr std::size_t kMostSamples = 200;

// The same for samples/: those at the steps in `wanted` in any case, at most `most` with the
// others, the first and the newest few among them.
[[nodiscard]] std::vector<std::int64_t> samplesToKeep(std::span<const std::int64_t> samples,
                                                      std::span<const std::int64_t> wanted,
                                                      std::size_t most = kMostSamples);

// Removes checkpoints and samples that are not to be kept. What cannot be removed stays, and does
// no harm; a checkpoint that is not whole is removed once newer ones are. Those at the steps
// `in_use` stay.
void thinOut(const RunFolder& folder, std::uintmax_t budget_bytes,
             std::span<const std::int64_t> in_use = {});

}  // namespace faceloom
