// Pictures out as PNG. Thread-safe: no shared state.
#pragma once

#include "core/base/png_text.h"
#include "core/base/result.h"
#include "core/base/rgb_image.h"

#include <filesystem>
#include <span>

namespace faceloom {

// Writes 8-bit RGB with the texts, if any, before the pixels; the same picture gives the same
// bytes. The file appears whole or not at all. Errors: InvalidArgument (empty picture; a text that
// no PNG can hold), WriteFailed.
[[nodiscard]] Status writePng(const std::filesystem::path& path, const RgbImage& image,
                              std::span<const PngText> texts = {});

}  // namespace faceloom
