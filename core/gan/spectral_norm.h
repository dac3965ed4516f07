// A weight scaled to a largest singular value (Miyato et al. 2018, "Spectral Normalization for
// Generative Adversarial Networks", algorithm 1). LibTorch has none. Internal to core: includes
// Torch.
#pragma once

#include <torch/torch.h>

namespace faceloom {

// The largest singular value of what comes out. The paper's 1 lets so little through five layers
// with LeakyReLU between them that real and generated logits stayed within hundredths.
inline constexpr double kSpectralGain = 2;

// Holds the two singular vectors that power iteration follows the weight with; they are part of a
// module's state, so that a resumed run goes on with them. Not thread-safe.
class SpectralNormImpl : public torch::nn::Module {
public:
    // For a weight [O, …], seen as a matrix [O, rest]. Starts from random vectors, made good by
    // some iterations.
    SpectralNormImpl(const at::Tensor& weight, at::Generator random);

    // One power iteration, without gradient: once a training step is enough for weights that change
    // slowly.
    void iterate(const at::Tensor& weight);
    // kSpectralGain · weight / (leftᵀ · matrix · right): differentiable, the singular vectors taken
    // as constants.
    [[nodiscard]] at::Tensor normalized(const at::Tensor& weight) const;

private:
    at::Tensor left_;   // [O]
    at::Tensor right_;  // [rest]
};
TORCH_MODULE(SpectralNorm);

}  // namespace faceloom
