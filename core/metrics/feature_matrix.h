// Sets of features as matrices. Internal to core: includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/metrics/kernel_distance.h"

#include <span>

#include <torch/torch.h>

namespace faceloom {

// Errors: InvalidArgument (fewer than `least` of a set, features of different lengths, none, or not
// finite).
[[nodiscard]] Status checkFeatures(std::span<const Features> a, std::span<const Features> b,
                                   std::size_t least);

// A row each: [n, d] float64. Of one length.
[[nodiscard]] at::Tensor matrixOf(std::span<const Features> features);

}  // namespace faceloom
