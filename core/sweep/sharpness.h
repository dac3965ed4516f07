// How sharp pictures are. Thread-safe: no shared state.
#pragma once

#include "core/base/rgb_image.h"

namespace faceloom {

// The variance of the Laplacian of the brightness (Pech-Pacheco et al. 2000, "Diatom
// autofocusing"), in squared grey levels: higher is sharper, and so is noise. 0 for a picture of
// less than 3 × 3 pixels.
[[nodiscard]] double sharpnessOf(const RgbImage& picture);

}  // namespace faceloom
