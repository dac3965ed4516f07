#include "core/gan/generator.h"

#include "core/gan/conv_transpose.h"
#include "core/gan/initializers.h"
#include "core/gan/tensor_file.h"

namespace faceloom {

namespace {

constexpr int kKernel = 4;
constexpr std::int64_t kSettlingLatents = 128;
constexpr std::uint64_t kSettlingSeed = 0x5E771E;

}  // namespace

GeneratorImpl::GeneratorImpl(NetworkOptions options, at::Generator random)
    : options_(std::move(options)) {
    const auto& widths = options_.generator_widths;
    dense_ = register_module("dense", torch::nn::Linear(options_.latent_size, 16 * widths.front()));
    initializeLayer(dense_->weight, dense_->bias, options_.initializer, random);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const bool last = i + 1 == widths.size();
        const int channels = last ? 3 : widths[i + 1];
        const auto level = std::make_shared<torch::nn::Module>();
        weights_.push_back(level->register_parameter(
            "weight", torch::empty({widths[i], channels, kKernel, kKernel})));
        biases_.push_back(level->register_parameter("bias", torch::empty({channels})));
        initializeLayer(weights_.back(), biases_.back(), options_.initializer, random);
        register_module("up" + std::to_string(i), level);
        if (last) break;
        norms_.push_back(register_module(
            "norm" + std::to_string(i),
            torch::nn::BatchNorm2d(torch::nn::BatchNorm2dOptions(channels)
                                       .eps(options_.batch_norm_epsilon)
                                       .momentum(1.0 - options_.batch_norm_momentum))));
    }
}

at::Tensor GeneratorImpl::forward(const at::Tensor& latents) {
    at::Tensor x = latents;
    for (int i = 0; i < stageCount(); ++i)
        x = stage(i, x);
    return x;
}

at::Tensor GeneratorImpl::stage(int index, const at::Tensor& input) {
    if (index == 0) {
        return at::linear(inType(input, compute_type_), inType(dense_->weight, compute_type_),
                          inType(dense_->bias, compute_type_));
    }
    if (index == 1) {
        return input.view({input.size(0), options_.generator_widths.front(), 4, 4})
            .contiguous(kComputeFormat);
    }
    const auto level = static_cast<std::size_t>(index - 2);
    at::Tensor x = convTranspose(input, inType(weights_[level], compute_type_),
                                 inType(biases_[level], compute_type_));
    if (level < norms_.size()) {
        return norms_[level]->forward(at::leaky_relu_(x, options_.leaky_slope));
    }
    if (compute_type_) x = x.to(weights_[level].scalar_type());
    return options_.output == OutputActivation::Tanh ? at::tanh(x) : at::sigmoid(x);
}

void GeneratorImpl::setBatchNormMomentum(double keras_momentum) {
    for (auto& norm : norms_)
        norm->options.momentum(1.0 - keras_momentum);
}

Generator settledCopy(Generator& generator) {
    const torch::NoGradGuard no_grad;
    auto random = at::make_generator<at::CPUGeneratorImpl>(kSettlingSeed);
    const NetworkOptions& options = generator->options();
    Generator copy(options, random);
    const auto device = generator->parameters().front().device();
    copy->to(device);
    copyState(*generator, *copy);
    const at::Tensor latents =
        at::randn({kSettlingLatents, options.latent_size}, random).to(device);
    copy->train();
    copy->setBatchNormMomentum(0.0);
    copy->forward(latents);
    copy->setBatchNormMomentum(options.batch_norm_momentum);
    copy->eval();
    return copy;
}

}  // namespace faceloom
