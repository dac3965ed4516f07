// Picture files to RgbImage through OpenCV, whatever they hold: grey, palette, alpha (over white),
// CMYK, 16 bits, EXIF orientation. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"

#include <filesystem>

namespace faceloom {

// Errors: NotFound; BrokenFile (truncated, empty, not a picture, smaller than 8 or larger than
// 16384 pixels a side), naming the file.
[[nodiscard]] Result<RgbImage> decodePicture(const std::filesystem::path& path);

// The part of `image` in the rectangle, resized to side × side (area average when shrinking, cubic
// when growing). The rectangle must lie inside the image.
struct PixelRect;
[[nodiscard]] RgbImage cropAndResize(const RgbImage& image, const PixelRect& rect, int side);

// The whole picture at another size (same filters).
[[nodiscard]] RgbImage resized(const RgbImage& image, int width, int height);

}  // namespace faceloom
