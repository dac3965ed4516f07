// The small network behind the age network, the attribute reader and the encoder. Internal to core:
// includes Torch.
#pragma once

#include "core/gan/compute_format.h"

#include <optional>
#include <vector>

#include <torch/torch.h>

namespace faceloom {

inline constexpr int kReadSide = 64;  // pixels a side of the faces it sees

// Six convolutions 3×3, each with batch norm and ReLU, four of them followed by max pooling (2×2);
// the mean over what is left of the picture; dropout; one dense layer. 1.12 million parameters with
// eight outputs. AgeNet's shape at 64×64: there 7×7, 5×5 and 3×3 convolutions with pooling, and two
// wide dense layers, which is where its 43 MB are.
class FaceNetworkImpl : public torch::nn::Module {
public:
    // Weights drawn from `random`, which lives on the CPU. `places`: how many places a side of what
    // is left of the picture the dense layer sees apart, where a mean over them would lose what
    // lies where; pictures then have 16 · places pixels a side. 1: the mean.
    FaceNetworkImpl(int outputs, double dropout, at::Generator random, int places = 1);

    // Pictures [N, 3, 64, 64] RGB in 0..1 → logits [N, outputs]. In training mode dropout draws
    // from `random`.
    at::Tensor forward(const at::Tensor& pictures,
                       std::optional<at::Generator> random = std::nullopt);
    // The same up to the mean, or to the places: [N, featureSize()].
    at::Tensor features(const at::Tensor& pictures);
    [[nodiscard]] std::int64_t featureSize() const;

    // bf16 for the convolutions; everything else stays as it is.
    void setComputeType(ComputeType type) { compute_type_ = type; }

    // A convolution as it is in evaluation mode, batch norm worked into it: for input as
    // normalized() gives it, before ReLU.
    struct FoldedLayer {
        at::Tensor weight;  // [O, I, 3, 3]
        at::Tensor bias;    // [O]
        bool pooled = false;
    };
    [[nodiscard]] std::vector<FoldedLayer> foldedLayers() const;
    [[nodiscard]] const torch::nn::Linear& dense() const { return dense_; }

    // What the first convolution sees: (255 · picture − mean) / kContrast, mean in R, G, B.
    static constexpr double kMean[3] = {114.895847746, 87.7689143744, 78.4263377603};
    static constexpr double kContrast = 64.0;

private:
    double dropout_;
    int places_;
    ComputeType compute_type_;
    std::vector<torch::nn::Conv2d> convolutions_;
    std::vector<torch::nn::BatchNorm2d> norms_;
    torch::nn::Linear dense_{nullptr};
    at::Tensor mean_;  // [1, 3, 1, 1]
};
TORCH_MODULE(FaceNetwork);

}  // namespace faceloom
