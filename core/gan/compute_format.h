// How pictures and feature maps lie in memory while networks compute, and of what numbers they are.
// Internal to core: includes Torch.
#pragma once

#include <optional>

#include <torch/torch.h>

namespace faceloom {

// Channels last: oneDNN and cuDNN then compute on the tensors as they are, instead of reordering
// them before and after every layer. Shapes stay [N, C, H, W]; files and interfaces hold the plain
// order.
inline constexpr auto kComputeFormat = at::MemoryFormat::ChannelsLast;

// What a network computes in where that is not its parameters' own type.
using ComputeType = std::optional<at::ScalarType>;

// The tensor itself where nothing else is asked for; gradients come back in its own type.
[[nodiscard]] inline at::Tensor inType(const at::Tensor& tensor, const ComputeType& type) {
    return type ? tensor.to(*type) : tensor;
}

}  // namespace faceloom
