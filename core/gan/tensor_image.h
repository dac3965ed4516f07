// Tensors to pictures, and back. Internal to core: includes Torch.
#pragma once

#include "core/base/rgb_image.h"
#include "core/gan/network_options.h"

#include <vector>

#include <torch/torch.h>

namespace faceloom {

// [N, 3, S, S] float as a generator gives it (0..1, or −1..1 for tanh) to N pictures, rounded to
// the nearest level.
[[nodiscard]] std::vector<RgbImage> toImages(const at::Tensor& pictures, OutputActivation output);

// [3, height, width] float32 in 0..1.
[[nodiscard]] at::Tensor toTensor(const RgbImage& picture);

}  // namespace faceloom
