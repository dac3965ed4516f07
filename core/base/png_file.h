// Pictures as PNG, out and back. Thread-safe: no shared state.
#pragma once

#include "core/base/png_text.h"
#include "core/base/result.h"
#include "core/base/rgb_image.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace faceloom {

// 8-bit RGB without texts. Errors: InvalidArgument (empty picture), Internal.
[[nodiscard]] Result<std::vector<std::byte>> encodePng(const RgbImage& image);

// Writes 8-bit RGB with the texts, if any, before the pixels; the same picture gives the same
// bytes. The file appears whole or not at all. Errors: InvalidArgument (empty picture; a text that
// no PNG can hold), WriteFailed.
[[nodiscard]] Status writePng(const std::filesystem::path& path, const RgbImage& image,
                              std::span<const PngText> texts = {});

inline constexpr int kLargestPngSide = 16384;  // pixels

// A picture as writePng writes it: 8-bit RGB; other kinds of PNG are converted to that. For a
// program's own pictures: what people bring goes through decodePicture. Errors: NotFound;
// BrokenFile (no PNG, cut short, damaged, a side of more than `largest_side` pixels, which is 1 to
// kLargestPngSide and is looked at before room is made for the picture), naming the file.
[[nodiscard]] Result<RgbImage> readPng(const std::filesystem::path& path,
                                       int largest_side = kLargestPngSide);

}  // namespace faceloom
