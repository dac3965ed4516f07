// A trained generator made ready for drawing fast on the CPU. Internal to core: includes Torch.
#pragma once

#include "core/gan/generator.h"

#include <vector>

#include <torch/torch.h>

namespace faceloom {

// The same function as the generator's forward in evaluation mode, to float32 rounding. Each
// transposed convolution (4×4, stride 2) is computed as one ordinary 2×2 convolution with four
// times the channels, a group for each parity of output row and column, whose weights are laid out
// for oneDNN once; bias, LeakyReLU and batch norm are applied while the groups are put together.
// The dense layer and the first of them are one matrix.
// Every face is computed by itself, several at a time on all cores: it comes out the same to the
// bit whatever it is drawn with. Immutable, thread-safe.
class InferenceGenerator {
public:
    // Copies the weights, which must be float32 and on the CPU.
    explicit InferenceGenerator(const Generator& generator);

    // [N, latent_size] float32 on the CPU → [N, 3, S, S] in 0..1 (sigmoid) or −1..1 (tanh).
    [[nodiscard]] at::Tensor draw(const at::Tensor& latents) const;
    // [N, latent_size] → [N, C·8·8]: the first level's output, after LeakyReLU and batch norm.
    [[nodiscard]] at::Tensor firstLayer(const at::Tensor& latents) const;
    // [latent_size, C·8·8]: what a unit of each latent number adds to the same before LeakyReLU.
    [[nodiscard]] at::Tensor firstLayerWeights() const;

private:
    struct Level {
        at::Tensor
            weight;  // not of the first: [4·C, Cin, 2, 2], laid out for oneDNN where that is there
        std::vector<float> bias;   // [C], as the next two
        float slope = 1;           // of LeakyReLU; 1 for none
        std::vector<float> scale;  // of batch norm
        std::vector<float> shift;
    };

    void foldDense(const Generator& generator);
    [[nodiscard]] at::Tensor drawOne(const at::Tensor& latent) const;
    [[nodiscard]] at::Tensor drawFirst(const at::Tensor& latent) const;  // [1, C, 8, 8]
    [[nodiscard]] at::Tensor convolve(const Level& level, const at::Tensor& input) const;
    [[nodiscard]] at::Tensor interleave(const Level& level, const at::Tensor& groups) const;

    NetworkOptions options_;
    // The dense layer and the first convolution in one: [latent_size, 4·C·5·5] and [4·C·5·5].
    at::Tensor first_weight_;
    at::Tensor first_bias_;
    std::vector<Level> levels_;
    bool packed_ = false;
};

}  // namespace faceloom
