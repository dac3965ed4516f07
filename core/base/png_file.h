// Pictures out as PNG. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"

#include <filesystem>

namespace faceloom {

// Writes 8-bit RGB; the same picture gives the same bytes. The file appears whole or not at all.
// Errors: InvalidArgument (empty picture), WriteFailed.
[[nodiscard]] Status writePng(const std::filesystem::path& path, const RgbImage& image);

}  // namespace faceloom
