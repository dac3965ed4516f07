// Dropout with a generator of its own. Internal to core: includes Torch.
#pragma once

#include <optional>

#include <torch/torch.h>

namespace faceloom {

// Zeroes each number with probability p and scales the rest by 1/(1 − p) (Srivastava et al. 2014),
// drawn from `random` so that a run can be repeated and resumed whatever else the program draws.
[[nodiscard]] at::Tensor dropped(const at::Tensor& x, double p,
                                 const std::optional<at::Generator>& random);

}  // namespace faceloom
