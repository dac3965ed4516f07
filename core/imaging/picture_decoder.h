// Picture files to RgbImage through OpenCV, whatever they hold: grey, palette, alpha (over white),
// CMYK, 16 bits, EXIF orientation. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/imaging/jpeg_region.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace faceloom {

// Given the picture's size as the file has it (before any turn by EXIF), by how much it may be
// smaller on either side: 1, 2, 4 or 8.
using ReductionChoice = std::function<int(int width, int height)>;

// JPEG files can be decoded at a half, a quarter or an eighth of their size in a fraction of the
// time, each pixel the mean of those it stands for; other formats ignore the choice. Sizes are
// rounded up. Errors: NotFound; BrokenFile (truncated, empty, not a picture, smaller than 8 or
// larger than 16384 pixels a side), naming the file.
[[nodiscard]] Result<RgbImage> decodePicture(const std::filesystem::path& path,
                                             const ReductionChoice& reduction = {});

// A region of a JPEG, decoded without the rest. Nothing where decodePicture has to do it: another
// format, a picture that EXIF may turn, a broken file, a region that `choice` does not want.
[[nodiscard]] std::optional<RgbImage> decodePictureRegion(const std::filesystem::path& path,
                                                          const RegionChoice& choice);

// The part of `image` in the rectangle, resized to side × side (area average when shrinking, cubic
// when growing). The rectangle must lie inside the image.
struct PixelRect;
[[nodiscard]] RgbImage cropAndResize(const RgbImage& image, const PixelRect& rect, int side);

// The whole picture at another size (same filters).
[[nodiscard]] RgbImage resized(const RgbImage& image, int width, int height);

}  // namespace faceloom
