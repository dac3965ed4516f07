// The Fréchet distance between two sets of features. Standard-library types only. Thread-safe: no
// shared state.
#pragma once

#include "core/base/result.h"
#include "core/metrics/kernel_distance.h"

#include <span>

namespace faceloom {

struct FrechetDistance {
    double value = 0;  // 0 for sets with the same mean and covariance; grows with fewer samples
    // There were fewer samples of a set than features: its covariance was drawn towards a multiple
    // of the identity (Ledoit and Wolf 2004), and the value compares only with others like it.
    bool shrunk = false;
};

// |μa − μb|² + tr(Σa + Σb − 2 (Σa Σb)^½), the Fréchet distance of the normal distributions with the
// sets' means and covariances (Dowson and Landau 1982; for pictures, FID: Heusel et al. 2017,
// section 4). Covariances divide by n − 1; singular ones are allowed. Errors: InvalidArgument
// (fewer than two of a set, features of different lengths or not finite).
[[nodiscard]] Result<FrechetDistance> frechetDistance(std::span<const Features> a,
                                                      std::span<const Features> b);

}  // namespace faceloom
