// Which of a run's checkpoints is the best by what was measured, and by how much. No Torch here.
// Functions keep no state.
#pragma once

#include "core/train/run_measures.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace faceloom {

struct BestCheckpoint {
    // A checkpoint and its kernel distance to real faces.
    struct Measured {
        std::int64_t step = 0;
        double distance = 0;
        double standard_error = 0;  // 0: not known
        bool operator==(const Measured&) const = default;
    };
    Measured best;
    std::int64_t newest = 0;           // step of the newest checkpoint
    std::optional<Measured> compared;  // the newest; where that is the best, the next best
    bool operator==(const BestCheckpoint&) const = default;

    [[nodiscard]] bool isNewest() const { return best.step == newest; }
};

// Of the checkpoints at these steps, ascending; none if none of them was measured.
[[nodiscard]] std::optional<BestCheckpoint> bestCheckpoint(
    std::span<const RunMeasure> measures, std::span<const std::int64_t> checkpoints);

// A sentence for a person, without its full stop.
[[nodiscard]] std::string describe(const BestCheckpoint& best);

}  // namespace faceloom
