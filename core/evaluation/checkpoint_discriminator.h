// The discriminator that a checkpoint holds, to be asked what it thinks of pictures. Internal to
// core: includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/gan/discriminator.h"
#include "core/gan/model_info.h"

#include <stop_token>
#include <vector>

namespace faceloom {

// In evaluation mode, on the CPU. `info` is of a checkpoint, whose checksum somebody else looks at.
// Errors: BrokenFile (a tensor missing, of another shape or with a number that is not finite, or
// fewer bytes than the network needs).
[[nodiscard]] Result<Discriminator> readDiscriminator(const ModelInfo& info);

// Logits of pictures [N, 3, S, S] in the generator's range, a few at a time. Errors: Cancelled;
// NonFinite (weights so large that a logit overflows).
[[nodiscard]] Result<std::vector<double>> judge(Discriminator& discriminator,
                                                const at::Tensor& pictures,
                                                const std::stop_token& stop);

}  // namespace faceloom
