// A part of a JPEG without the work for the rest of it, through libjpeg. Private to imaging.
// Thread-safe: no shared state.
#pragma once

#include "core/base/rgb_image.h"
#include "core/data/crop_rect.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>

namespace faceloom {

struct JpegRegion {
    int reduction = 1;  // 1, 2, 4 or 8: the picture is decoded at this part of its size, rounded up
    PixelRect rect;     // in pixels of the reduced picture; inside it
};

// Given the picture's size as the file has it. Nothing: the region is not worth it.
using RegionChoice = std::function<std::optional<JpegRegion>(int width, int height)>;

// The pixels of the region, to the bit those that decoding the whole gives. Nothing where only that
// will do: the file is broken, CMYK, or carries EXIF, whose orientation may turn it.
[[nodiscard]] std::optional<RgbImage> decodeJpegRegion(std::span<const std::byte> jpeg,
                                                       const RegionChoice& choice);

}  // namespace faceloom
