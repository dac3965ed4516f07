// The generator: latents to pictures. Internal to core: includes Torch.
#pragma once

#include "core/gan/compute_format.h"
#include "core/gan/network_options.h"

#include <vector>

#include <torch/torch.h>

namespace faceloom {

// Layers as in the table of the design: dense, reshape to 4 × 4, then transposed convolutions 4×4
// of stride 2, each but the last followed by LeakyReLU and then BatchNorm; sigmoid or tanh at the
// end.
class GeneratorImpl : public torch::nn::Module {
public:
    // Options must pass check(). Weights drawn from `random`, which lives on the CPU.
    GeneratorImpl(NetworkOptions options, at::Generator random);

    // [N, latent_size] float → [N, 3, S, S] in 0..1 (sigmoid) or −1..1 (tanh).
    at::Tensor forward(const at::Tensor& latents);

    // bf16 for what is heavy; float32 stay the parameters, batch norm's statistics and the
    // pictures.
    void setComputeType(ComputeType type) { compute_type_ = type; }

    // The same, stage by stage: 0 dense, 1 reshape, then one a transposed convolution.
    [[nodiscard]] int stageCount() const { return 2 + options_.depth(); }
    at::Tensor stage(int index, const at::Tensor& input);

    [[nodiscard]] const NetworkOptions& options() const { return options_; }
    [[nodiscard]] const torch::nn::Linear& dense() const { return dense_; }
    // Of the transposed convolutions: [Cin, C, 4, 4] and [C], and the batch norms after all but the
    // last.
    [[nodiscard]] const std::vector<at::Tensor>& weights() const { return weights_; }
    [[nodiscard]] const std::vector<at::Tensor>& biases() const { return biases_; }
    [[nodiscard]] const std::vector<torch::nn::BatchNorm2d>& norms() const { return norms_; }
    // The batch norms' moving statistics follow the newest batch alone when 0 (see settledCopy),
    // else as the options say.
    void setBatchNormMomentum(double keras_momentum);

private:
    NetworkOptions options_;
    ComputeType compute_type_;
    torch::nn::Linear dense_{nullptr};
    std::vector<at::Tensor> weights_;
    std::vector<at::Tensor> biases_;
    std::vector<torch::nn::BatchNorm2d> norms_;
};
TORCH_MODULE(Generator);

// A copy of its own in evaluation mode whose batch norms hold the statistics of these very weights,
// taken over a fixed set of latents. Moving averages lag by hundreds of steps (with Keras' momentum
// an early picture is plain grey); this is what previews and saved models use.
[[nodiscard]] Generator settledCopy(Generator& generator);

}  // namespace faceloom
