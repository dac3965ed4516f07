// By what two faces are found to be alike, see nearest_pictures.h. Internal to core: includes
// Torch.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/reading/attribute_reader.h"

#include <span>

#include <torch/torch.h>

namespace faceloom {

// Left and right changed.
[[nodiscard]] RgbImage mirrorImage(const RgbImage& picture);

// The reader's features of each face, brought to the reader's size and softened by a Gaussian of
// 1.6 pixels: [N, F] float32. Errors: those of AttributeReader::features.
[[nodiscard]] Result<at::Tensor> softFeatures(const AttributeReader& reader,
                                              std::span<const RgbImage> faces);

// Features into a space where those of a set of pictures spread evenly.
struct Whitening {
    at::Tensor mean;    // [F] float32
    at::Tensor matrix;  // [F, F] float32

    // [N, F] → [N, F]: moved, whitened, of length 1. 1 − the product of two rows is their distance.
    [[nodiscard]] at::Tensor operator()(const at::Tensor& features) const;
};

// From features [N, F] float32, read a few thousand at a time. Their covariance is mixed with an
// even one, as though F further pictures had been seen that spread evenly: few pictures say little
// of most directions.
[[nodiscard]] Whitening whiteningOf(const at::Tensor& features);

}  // namespace faceloom
