// Starting weights. Internal to core: includes Torch.
#pragma once

#include "core/gan/network_options.h"

#include <torch/torch.h>

namespace faceloom {

// Fills a layer's weight [a, b, kernel…] and bias in place. Keras: Glorot uniform weights (Glorot
// and Bengio 2010), zero bias. Torch: both uniform within 1/√fan-in, fan-in as Torch counts it (b ×
// kernel).
void initializeLayer(const at::Tensor& weight, const at::Tensor& bias, Initializer initializer,
                     at::Generator& random);

}  // namespace faceloom
