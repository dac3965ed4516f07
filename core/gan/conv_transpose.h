// The generator's transposed convolution, 4×4, stride 2, "same". Internal to core: includes Torch.
#pragma once

#include <torch/torch.h>

namespace faceloom {

// input [N, Cin, H, W], weight [Cin, Cout, 4, 4], bias [Cout] → [N, Cout, 2H, 2W]. Padding 1 on
// each side is what Keras' "same" gives for this kernel and stride, so the two agree here. On a CPU
// with LibTorch 1.x it is computed as the input gradient of the ordinary convolution with the same
// weight: the same numbers, through oneDNN, 2 to 4 times faster than the built-in, which goes round
// oneDNN there. Differentiable once.
[[nodiscard]] at::Tensor convTranspose(const at::Tensor& input, const at::Tensor& weight,
                                       const at::Tensor& bias);

// LibTorch's own, the reference for the above.
[[nodiscard]] at::Tensor convTransposeBuiltIn(const at::Tensor& input, const at::Tensor& weight,
                                              const at::Tensor& bias);

}  // namespace faceloom
