#include "core/gan/spectral_norm.h"

namespace faceloom {

namespace {

constexpr int kStartingIterations = 15;
constexpr double kSmallest = 1e-12;  // keeps a weight of zeros from dividing by zero

at::Tensor unit(const at::Tensor& vector) {
    return vector / vector.norm().clamp_min(kSmallest);
}

}  // namespace

SpectralNormImpl::SpectralNormImpl(const at::Tensor& weight, at::Generator random) {
    const std::int64_t outputs = weight.size(0);
    left_ = register_buffer("left", unit(at::randn({outputs}, random)));
    right_ = register_buffer("right", unit(at::randn({weight.numel() / outputs}, random)));
    for (int i = 0; i < kStartingIterations; ++i)
        iterate(weight);
}

void SpectralNormImpl::iterate(const at::Tensor& weight) {
    const torch::NoGradGuard no_grad;
    const at::Tensor matrix = weight.detach().flatten(1);
    right_.copy_(unit(at::mv(matrix.t(), left_)));
    left_.copy_(unit(at::mv(matrix, right_)));
}

at::Tensor SpectralNormImpl::normalized(const at::Tensor& weight) const {
    const at::Tensor largest = at::dot(left_, at::mv(weight.flatten(1), right_));
    return weight * (kSpectralGain / largest.clamp_min(kSmallest));
}

}  // namespace faceloom
