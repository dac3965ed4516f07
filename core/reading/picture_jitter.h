// What a reader's training pictures undergo, so that few faces teach more. Internal to core:
// includes Torch.
#pragma once

#include "core/reading/reader_options.h"

#include <torch/torch.h>

namespace faceloom {

// pictures [N, 3, S, S] in 0..1 → the same, each mirrored half of the time, turned by up to 11
// degrees, zoomed in or out, moved by up to 6 % of the side, blurred if the options say so, its
// colour, contrast and brightness changed. Border pixels fill what comes in. Draws from `random`.
// No gradient.
[[nodiscard]] at::Tensor jittered(const at::Tensor& pictures, const JitterOptions& options,
                                  at::Generator& random);

}  // namespace faceloom
