// The discriminator's first convolution: from the three channels of a picture to many. Internal to
// core: includes Torch.
#pragma once

#include <torch/torch.h>

namespace faceloom {

// at::conv2d with stride 1 and "same" padding. Only the gradient to the pictures differs: on a CPU,
// oneDNN's kernels for it fill their lanes with channels and so run at a fifth of their speed for
// three; a matrix product and col2im give the same numbers in half the time. input [N, C, H, W],
// weight [O, C, K, K], bias [O] → [N, O, H, W], K odd. Differentiable once.
[[nodiscard]] at::Tensor pictureConvolution(const at::Tensor& input, const at::Tensor& weight,
                                            const at::Tensor& bias);

}  // namespace faceloom
