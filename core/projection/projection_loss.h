// How far generated faces are from one that is to be reached. Internal to core: includes Torch.
#pragma once

#include "core/reading/face_network.h"

#include <torch/torch.h>

namespace faceloom {

struct ProjectionWeights {
    double features = 0;
    double prior = 0;
};

// The loss that projection.h describes. `reader` may be empty: no features then.
class ProjectionLoss {
public:
    // target [1, 3, S, S] in 0..1.
    ProjectionLoss(const at::Tensor& target, FaceNetwork reader, ProjectionWeights weights);

    // latents [N, size], their pictures [N, 3, S, S] in 0..1 → [N]. Differentiable.
    [[nodiscard]] at::Tensor operator()(const at::Tensor& latents, const at::Tensor& pictures);
    // [N]: mean squares of the differences, pixels at full size.
    [[nodiscard]] at::Tensor squaredErrors(const at::Tensor& pictures) const;
    // [N]: squared distances of the features as a share of the target's square. Needs a reader.
    [[nodiscard]] at::Tensor featureErrors(const at::Tensor& pictures);
    [[nodiscard]] bool hasReader() const { return !reader_.is_empty(); }

private:
    [[nodiscard]] at::Tensor featuresOf(const at::Tensor& pictures);

    at::Tensor target_;
    at::Tensor target_features_;  // [1, F]
    FaceNetwork reader_;
    ProjectionWeights weights_;
};

}  // namespace faceloom
