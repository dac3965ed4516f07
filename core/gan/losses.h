// Binary cross-entropy on logits (Goodfellow et al. 2014; the generator's in its non-saturating
// form). Internal to core: includes Torch.
#pragma once

#include <torch/torch.h>

namespace faceloom {

// Mean over the batch of −log σ(logit): the loss of calling these real. Stable for logits of any
// size.
[[nodiscard]] at::Tensor lossForReal(const at::Tensor& logits);
// Mean of −log(1 − σ(logit)): the loss of calling these generated.
[[nodiscard]] at::Tensor lossForFake(const at::Tensor& logits);

}  // namespace faceloom
