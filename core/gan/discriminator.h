// The discriminator: pictures to one number each. Internal to core: includes Torch.
#pragma once

#include "core/gan/compute_format.h"
#include "core/gan/network_options.h"
#include "core/gan/spectral_norm.h"

#include <optional>
#include <vector>

#include <torch/torch.h>

namespace faceloom {

// Layers as in the table of the design: a convolution 5×5 of stride 1, then one of stride 2 a
// level, each followed by LeakyReLU (and BatchNorm if the options say so); flatten, dropout, dense.
// A light one has convolutions 4×4 of stride 2 alone and spectral norm on every weight.
//
// "Same" padding is Torch's 2 pixels on every side. For stride 2 Keras pads 1 before and 2 after:
// the output sizes agree, the sampling grid is half a pixel apart. The symmetric one needs no
// separate padding pass over the largest tensors, and as weights are trained here and not taken
// over from Keras the alignment does not matter.
class DiscriminatorImpl : public torch::nn::Module {
public:
    // Options must pass check(). Weights drawn from `random`, which lives on the CPU.
    DiscriminatorImpl(NetworkOptions options, at::Generator random);

    // [N, 3, S, S] → logits [N]; the sigmoid is in the losses. In training mode dropout draws from
    // `random`.
    at::Tensor forward(const at::Tensor& pictures,
                       std::optional<at::Generator> random = std::nullopt);

    // bf16 for the convolutions; parameters, logits and batch norm's statistics stay as they are.
    void setComputeType(ComputeType type) { compute_type_ = type; }

    // The same, stage by stage: the convolutions, then flatten with dropout and dense.
    [[nodiscard]] int stageCount() const { return static_cast<int>(convolutions_.size()) + 1; }
    at::Tensor stage(int index, const at::Tensor& input, std::optional<at::Generator> random);

    [[nodiscard]] const NetworkOptions& options() const { return options_; }
    // Lets the spectral norms follow the weights: once a training step. Nothing for a full one.
    void followWeights();
    // Whether a backward pass computes gradients for the weights; off in the generator's half of a
    // step.
    void setWeightGradients(bool wanted);

private:
    [[nodiscard]] at::Tensor convolved(std::size_t level, const at::Tensor& input) const;
    // Under its spectral norm where there is one.
    [[nodiscard]] at::Tensor weightOf(const at::Tensor& weight, std::size_t layer) const;

    NetworkOptions options_;
    ComputeType compute_type_;
    std::vector<torch::nn::Conv2d> convolutions_;
    std::vector<torch::nn::BatchNorm2d> norms_;
    torch::nn::Linear dense_{nullptr};
    std::vector<SpectralNorm> spectral_norms_;  // of the convolutions, then of the dense layer
};
TORCH_MODULE(Discriminator);

}  // namespace faceloom
