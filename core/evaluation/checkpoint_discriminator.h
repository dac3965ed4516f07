// What a discriminator, see readDiscriminator, thinks of pictures. Internal to core: includes
// Torch.
#pragma once

#include "core/base/result.h"
#include "core/gan/discriminator.h"

#include <stop_token>
#include <vector>

namespace faceloom {

// Logits of pictures [N, 3, S, S] in the generator's range, a few at a time. Errors: Cancelled;
// NonFinite (weights so large that a logit overflows).
[[nodiscard]] Result<std::vector<double>> judge(Discriminator& discriminator,
                                                const at::Tensor& pictures,
                                                const std::stop_token& stop);

}  // namespace faceloom
