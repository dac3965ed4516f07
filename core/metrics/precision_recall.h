// How many generated faces look real, and how many real ones the generator can make.
// Standard-library types only. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/metrics/kernel_distance.h"

#include <cstddef>
#include <span>

namespace faceloom {

struct PrecisionRecall {
    double precision = 0;  // share of generated faces among the real ones, 0..1
    double recall = 0;     // share of real faces among the generated ones
};

// Improved precision and recall (Kynkäänniemi et al. 2019, section 2): a face is among those of a
// set when it lies no further from one of them than that one's `k`-th nearest other, by Euclidean
// distance of features. Both depend on how many there are: compare like with like. Errors:
// InvalidArgument (k below 1, k or fewer of a set, features of different lengths or not finite).
[[nodiscard]] Result<PrecisionRecall> precisionAndRecall(std::span<const Features> real,
                                                         std::span<const Features> generated,
                                                         std::size_t k = 3);

}  // namespace faceloom
