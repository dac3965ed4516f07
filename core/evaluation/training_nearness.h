// How near faces lie to the nearest of many training pictures, in the space of likeness.h. Internal
// to core: includes Torch.
#pragma once

#include "core/reading/likeness.h"

#include <vector>

#include <torch/torch.h>

namespace faceloom {

// Immutable.
class TrainingNearness {
public:
    // softFeatures of the pictures: [N, F] float32, N at least 1.
    explicit TrainingNearness(const at::Tensor& features);

    // softFeatures of faces and of their mirror images, [Q, F] each → of each face the distance, 0
    // to 2, to the nearest picture, its own or its mirror image's, whichever is smaller.
    [[nodiscard]] std::vector<double> distances(const at::Tensor& faces,
                                                const at::Tensor& mirrored) const;

private:
    Whitening whitening_;
    at::Tensor rows_;  // [N, F]
};

// 0 of none.
[[nodiscard]] double medianOf(std::vector<double> values);

}  // namespace faceloom
