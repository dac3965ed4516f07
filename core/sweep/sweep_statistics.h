// Means with error bars, and whether two settings differ. Thread-safe: no shared state.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace faceloom {

struct MeanOfRuns {
    double mean = 0;
    std::optional<double> standard_error;  // nothing: of one run
    std::size_t runs = 0;
    bool operator==(const MeanOfRuns&) const = default;
};

[[nodiscard]] std::optional<MeanOfRuns> meanOfRuns(
    std::span<const double> values);  // of none: none

// A mean difference, and how far it may be off: the true one lies within mean ± half_width with the
// confidence given (Student's t over the pairs).
struct PairedDifference {
    double mean = 0;
    std::optional<double> half_width;  // nothing: of one pair
    std::size_t pairs = 0;
    double confidence = 0.95;

    // Whether it is told apart from none at all.
    [[nodiscard]] bool told() const {
        return half_width && (mean > *half_width || -mean > *half_width);
    }
    bool operator==(const PairedDifference&) const = default;
};

// Of differences within pairs. `confidence` in 0..1.
[[nodiscard]] std::optional<PairedDifference> pairedDifference(std::span<const double> differences,
                                                               double confidence = 0.95);

}  // namespace faceloom
