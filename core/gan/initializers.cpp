#include "core/gan/initializers.h"

#include <cmath>

namespace faceloom {

void initializeLayer(const at::Tensor& weight, const at::Tensor& bias, Initializer initializer,
                     at::Generator& random) {
    const torch::NoGradGuard no_grad;
    const auto kernel = static_cast<double>(weight.numel() / (weight.size(0) * weight.size(1)));
    const double fan_a = static_cast<double>(weight.size(0)) * kernel;
    const double fan_b = static_cast<double>(weight.size(1)) * kernel;
    if (initializer == Initializer::Keras) {
        const double limit = std::sqrt(6.0 / (fan_a + fan_b));
        weight.uniform_(-limit, limit, random);
        bias.zero_();
    } else {
        const double limit = 1.0 / std::sqrt(fan_b);
        weight.uniform_(-limit, limit, random);
        bias.uniform_(-limit, limit, random);
    }
}

}  // namespace faceloom
