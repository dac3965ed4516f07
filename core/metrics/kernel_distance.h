// How far apart two sets of features lie. Standard-library types only. Thread-safe: no shared
// state.
#pragma once

#include "core/base/result.h"

#include <span>
#include <vector>

namespace faceloom {

using Features = std::vector<float>;  // of one picture

struct KernelDistance {
    double value = 0;           // 0 for like distributions; can fall a little below by chance
    double standard_error = 0;  // of the value, from ten disjoint parts of the samples
};

// The unbiased estimate of the squared maximum mean discrepancy under the kernel (x·y / d + 1)³, d
// the number of features: KID (Bińkowski et al. 2018, "Demystifying MMD GANs", section 4). At least
// 20 of each. Errors: InvalidArgument (fewer, features of different lengths or not finite).
[[nodiscard]] Result<KernelDistance> kernelDistance(std::span<const Features> a,
                                                    std::span<const Features> b);

}  // namespace faceloom
