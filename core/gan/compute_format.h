// The order in which pictures and feature maps lie in memory while networks compute. Internal to
// core: includes Torch.
#pragma once

#include <torch/torch.h>

namespace faceloom {

// Channels last: oneDNN and cuDNN then compute on the tensors as they are, instead of reordering
// them before and after every layer. Shapes stay [N, C, H, W]; files and interfaces hold the plain
// order.
inline constexpr auto kComputeFormat = at::MemoryFormat::ChannelsLast;

}  // namespace faceloom
