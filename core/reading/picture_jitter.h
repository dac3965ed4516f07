// What a reader's training pictures undergo, so that few faces teach more. Internal to core:
// includes Torch.
#pragma once

#include <torch/torch.h>

namespace faceloom {

// pictures [N, 3, S, S] in 0..1 → the same, each mirrored half of the time, turned by up to 11
// degrees, zoomed by up to `zoom_in` (0.3: the face 30 % larger at most, and 10 % smaller), moved
// by up to 6 % of the side, its colour, contrast and brightness changed. Border pixels fill what
// comes in. Draws from `random`. No gradient.
[[nodiscard]] at::Tensor jittered(const at::Tensor& pictures, double zoom_in,
                                  at::Generator& random);

}  // namespace faceloom
