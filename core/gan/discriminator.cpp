#include "core/gan/discriminator.h"

#include "core/gan/dropout.h"
#include "core/gan/initializers.h"
#include "core/gan/picture_convolution.h"

namespace faceloom {

namespace {

// Kernels and Torch's "same" padding, see the header.
struct Kernel {
    int size;
    int padding;
};

Kernel kernelOf(DiscriminatorKind kind) {
    return kind == DiscriminatorKind::Light ? Kernel{4, 1} : Kernel{5, 2};
}

}  // namespace

DiscriminatorImpl::DiscriminatorImpl(NetworkOptions options, at::Generator random)
    : options_(std::move(options)) {
    int channels = 3;
    const bool light = options_.discriminator == DiscriminatorKind::Light;
    const Kernel kernel = kernelOf(options_.discriminator);
    const auto& widths = options_.discriminator_widths;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        convolutions_.push_back(register_module(
            "conv" + std::to_string(i),
            torch::nn::Conv2d(torch::nn::Conv2dOptions(channels, widths[i], kernel.size)
                                  .stride(i == 0 && !light ? 1 : 2)
                                  .padding(kernel.padding))));
        initializeLayer(convolutions_.back()->weight, convolutions_.back()->bias,
                        options_.initializer, random);
        channels = widths[i];
        if (!options_.discriminator_batch_norm) continue;
        norms_.push_back(register_module(
            "norm" + std::to_string(i),
            torch::nn::BatchNorm2d(torch::nn::BatchNorm2dOptions(channels)
                                       .eps(options_.batch_norm_epsilon)
                                       .momentum(1.0 - options_.batch_norm_momentum))));
    }
    dense_ = register_module("dense", torch::nn::Linear(16 * channels, 1));
    initializeLayer(dense_->weight, dense_->bias, options_.initializer, random);
    if (!light) return;
    for (std::size_t i = 0; i <= convolutions_.size(); ++i) {
        const at::Tensor& weight =
            i < convolutions_.size() ? convolutions_[i]->weight : dense_->weight;
        spectral_norms_.push_back(
            register_module("spectral" + std::to_string(i), SpectralNorm(weight, random)));
    }
}

void DiscriminatorImpl::followWeights() {
    for (std::size_t i = 0; i < spectral_norms_.size(); ++i) {
        spectral_norms_[i]->iterate(i < convolutions_.size() ? convolutions_[i]->weight
                                                             : dense_->weight);
    }
}

at::Tensor DiscriminatorImpl::weightOf(const at::Tensor& weight, std::size_t layer) const {
    return spectral_norms_.empty() ? weight : spectral_norms_[layer]->normalized(weight);
}

at::Tensor DiscriminatorImpl::convolved(std::size_t level, const at::Tensor& input) const {
    const auto& layer = convolutions_[level];
    const at::Tensor weight = inType(weightOf(layer->weight, level), compute_type_);
    const at::Tensor bias = inType(layer->bias, compute_type_);
    if (layer->options.stride()->at(0) == 1) return pictureConvolution(input, weight, bias);
    return at::conv2d(input, weight, bias, layer->options.stride(),
                      kernelOf(options_.discriminator).padding);
}

at::Tensor DiscriminatorImpl::forward(const at::Tensor& pictures,
                                      std::optional<at::Generator> random) {
    at::Tensor x = inType(pictures, compute_type_).contiguous(kComputeFormat);
    for (int i = 0; i < stageCount(); ++i)
        x = stage(i, x, random);
    return x.view({-1});
}

at::Tensor DiscriminatorImpl::stage(int index, const at::Tensor& input,
                                    std::optional<at::Generator> random) {
    const auto level = static_cast<std::size_t>(index);
    if (level < convolutions_.size()) {
        at::Tensor x = convolved(level, input);
        x = at::leaky_relu_(x, options_.leaky_slope);
        return norms_.empty() ? x : norms_[level]->forward(x);
    }
    at::Tensor features = input.flatten(1);
    if (compute_type_) features = features.to(dense_->weight.scalar_type());
    if (is_training() && options_.dropout > 0)
        features = dropped(features, options_.dropout, random);
    return at::linear(features, weightOf(dense_->weight, convolutions_.size()), dense_->bias);
}

void DiscriminatorImpl::setWeightGradients(bool wanted) {
    for (const at::Tensor& parameter : parameters())
        parameter.requires_grad_(wanted);
}

}  // namespace faceloom
