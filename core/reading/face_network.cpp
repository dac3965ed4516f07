#include "core/reading/face_network.h"

#include "core/gan/dropout.h"

#include <array>
#include <cmath>

namespace faceloom {

namespace {

struct Level {
    int width;
    bool pooled;
};
constexpr std::array<Level, 6> kLevels = {
    {{32, true}, {64, true}, {96, false}, {160, true}, {224, false}, {288, true}}};

// He et al. 2015, for layers followed by ReLU.
void initialize(const at::Tensor& weight, at::Generator& random) {
    const torch::NoGradGuard no_grad;
    const double fan_in = static_cast<double>(weight.numel()) / static_cast<double>(weight.size(0));
    weight.normal_(0.0, std::sqrt(2.0 / fan_in), random);
}

}  // namespace

FaceNetworkImpl::FaceNetworkImpl(int outputs, double dropout, at::Generator random, int places)
    : dropout_(dropout),
      places_(places),
      mean_(at::tensor({kMean[0], kMean[1], kMean[2]}, at::kFloat).view({1, 3, 1, 1})) {
    int channels = 3;
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
        const int width = kLevels[i].width;
        convolutions_.push_back(register_module(
            "conv" + std::to_string(i),
            torch::nn::Conv2d(
                torch::nn::Conv2dOptions(channels, width, 3).padding(1).bias(false))));
        norms_.push_back(
            register_module("norm" + std::to_string(i), torch::nn::BatchNorm2d(width)));
        initialize(convolutions_.back()->weight, random);
        channels = width;
    }
    dense_ = register_module("dense", torch::nn::Linear(featureSize(), outputs));
    const torch::NoGradGuard no_grad;
    dense_->weight.normal_(0.0, 0.01, random);
    dense_->bias.zero_();
}

std::int64_t FaceNetworkImpl::featureSize() const {
    return static_cast<std::int64_t>(kLevels.back().width) * places_ * places_;
}

at::Tensor FaceNetworkImpl::features(const at::Tensor& pictures) {
    at::Tensor x =
        (pictures * 255.0 - mean_.to(pictures.device(), pictures.scalar_type())) / kContrast;
    x = inType(x, compute_type_).contiguous(kComputeFormat);
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
        x = at::conv2d(x, inType(convolutions_[i]->weight, compute_type_), {}, 1, 1);
        x = at::relu(norms_[i]->forward(x));
        if (kLevels[i].pooled) x = at::max_pool2d(x, 2, 2);
    }
    x = x.to(pictures.scalar_type());
    return places_ == 1 ? x.mean({2, 3}) : x.flatten(1);
}

at::Tensor FaceNetworkImpl::forward(const at::Tensor& pictures,
                                    std::optional<at::Generator> random) {
    at::Tensor x = features(pictures);
    if (is_training() && dropout_ > 0) x = dropped(x, dropout_, random);
    return dense_->forward(x);
}

std::vector<FaceNetworkImpl::FoldedLayer> FaceNetworkImpl::foldedLayers() const {
    const torch::NoGradGuard no_grad;
    std::vector<FoldedLayer> layers;
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
        const auto& norm = norms_[i];
        const at::Tensor scale = norm->weight / (norm->running_var + norm->options.eps()).sqrt();
        layers.push_back({convolutions_[i]->weight * scale.view({-1, 1, 1, 1}),
                          norm->bias - norm->running_mean * scale, kLevels[i].pooled});
    }
    return layers;
}

}  // namespace faceloom
