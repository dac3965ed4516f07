// Differentiable augmentation (Zhao et al. 2020): what the discriminator sees, real and generated
// alike, is changed at random in ways the generator's gradient passes through, so that few pictures
// cannot be learnt by heart. Internal to core: includes Torch.
#pragma once

#include "core/gan/network_options.h"

#include <torch/torch.h>

namespace faceloom {

// How many random numbers a picture takes.
inline constexpr std::int64_t kAugmentationNumbers = 5;

// pictures [N, 3, S, S] in the output's range; numbers [N, 5] in 0..1, on the pictures' device, for
// brightness (±0.2 of the range), saturation (×0.5..1.5), contrast (×0.5..1.5), and shifts to the
// right and down (±3 % of the side in whole pixels; what comes in is mirrored). Each recolouring is
// left out below 0.5, so that true colours are what is seen most and strange ones are not learnt
// from it (Karras et al. 2020, "Training Generative Adversarial Networks with Limited Data",
// section 2.2). Less than Zhao's: with its saturation, ×0..2, generated colours came out too
// strong, and with its shift, ±12 %, a discriminator that was given a finished generator could not
// tell its pictures from real ones after a thousand steps. Returns pictures like the input.
// Differentiable with respect to the pictures.
[[nodiscard]] at::Tensor augmented(const at::Tensor& pictures, const at::Tensor& numbers,
                                   OutputActivation output);

}  // namespace faceloom
