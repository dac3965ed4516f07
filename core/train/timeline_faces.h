// The same 36 faces at a point of a run. No Torch header. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/train/timeline.h"

#include <cstdint>
#include <vector>

namespace faceloom {

// Row by row, from the point's sample picture or, where that is missing or broken, drawn by the
// checkpoint from the latents of the run's seed, which takes a second. Errors: those of
// LatentStudio::open.
[[nodiscard]] Result<std::vector<RgbImage>> facesAt(const TimelinePoint& point, std::uint64_t seed);

}  // namespace faceloom
