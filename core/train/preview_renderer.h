// The same 36 latents, drawn at different times of a run. Internal to core: includes Torch.
#pragma once

#include "core/base/rgb_image.h"
#include "core/gan/generator.h"
#include "core/train/preview_sheet.h"

#include <vector>

namespace faceloom {

// Draws faces 1 to 36 of `seed` with a generator in evaluation mode.
[[nodiscard]] std::vector<RgbImage> drawPreview(Generator& settled, std::uint64_t seed);

}  // namespace faceloom
