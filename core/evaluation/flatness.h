// When to stop: a run's kernel distance no longer falls. Not thread-safe.
#pragma once

#include "core/train/run_measures.h"

#include <optional>
#include <span>

namespace faceloom {

// A measure is better where its kernel distance is below the best so far by more than that one's
// standard error; what is within the error may be chance.
class Flatness {
public:
    // After so many measures in a row that are not better; 0: never.
    explicit Flatness(int patience) : patience_(patience) {}

    // What an earlier session of the run measured: to be bettered, but not counted.
    void beginAfter(std::span<const RunMeasure> earlier);
    // Without a kernel distance it counts for nothing.
    void add(const RunMeasure& measure);

    [[nodiscard]] bool flat() const { return patience_ > 0 && since_best_ >= patience_; }
    [[nodiscard]] int sinceBest() const { return since_best_; }

private:
    [[nodiscard]] bool better(const RunMeasure& measure);

    struct Best {
        double distance = 0;
        double error = 0;
    };
    int patience_;
    int since_best_ = 0;
    std::optional<Best> best_;
};

}  // namespace faceloom
