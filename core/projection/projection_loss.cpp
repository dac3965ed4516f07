#include "core/projection/projection_loss.h"

#include <utility>

namespace faceloom {

namespace {

// Sizes beside the full one that pixels are compared at, as divisors: a feature that is a little
// out of place pulls there as well.
constexpr std::int64_t kReductions[] = {2, 4};

at::Tensor meanSquares(const at::Tensor& a, const at::Tensor& b) {
    return (a - b).square().mean({1, 2, 3});
}

}  // namespace

ProjectionLoss::ProjectionLoss(const at::Tensor& target, FaceNetwork reader,
                               ProjectionWeights weights)
    : target_(target), reader_(std::move(reader)), weights_(weights) {
    const torch::NoGradGuard no_grad;
    if (hasReader()) target_features_ = featuresOf(target_);
}

at::Tensor ProjectionLoss::featuresOf(const at::Tensor& pictures) {
    if (pictures.size(2) == kReadSide) return reader_->features(pictures);
    return reader_->features(at::upsample_bilinear2d(pictures, {kReadSide, kReadSide}, false));
}

at::Tensor ProjectionLoss::squaredErrors(const at::Tensor& pictures) const {
    return meanSquares(pictures, target_);
}

at::Tensor ProjectionLoss::featureErrors(const at::Tensor& pictures) {
    return (featuresOf(pictures) - target_features_).square().sum(1) /
           target_features_.square().sum().clamp_min(1e-12);
}

at::Tensor ProjectionLoss::operator()(const at::Tensor& latents, const at::Tensor& pictures) {
    at::Tensor loss = squaredErrors(pictures);
    for (const std::int64_t reduction : kReductions) {
        loss = loss +
               meanSquares(at::avg_pool2d(pictures, reduction), at::avg_pool2d(target_, reduction));
    }
    if (hasReader() && weights_.features > 0)
        loss = loss + weights_.features * featureErrors(pictures);
    return loss + weights_.prior / 2 * latents.square().mean(1);
}

}  // namespace faceloom
