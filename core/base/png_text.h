// Text carried inside PNG files, under a keyword (PNG specification, tEXt, zTXt and iTXt). Treats
// its input as hostile. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace faceloom {

struct PngText {
    std::string keyword;  // 1 to 79 letters, digits and spaces
    std::string text;     // UTF-8 without zero bytes
};

inline constexpr std::size_t kLongestPngText = std::size_t{16} << 20;  // bytes, unpacked

// The text as a whole iTXt chunk, compressed. Errors: InvalidArgument (a keyword or text that no
// chunk can hold).
[[nodiscard]] Result<std::string> pngTextChunk(const PngText& text);

// The first text under that keyword; nothing where there is none. The picture itself is not looked
// at. Errors: NotFound; BrokenFile (no PNG, cut short; the text's chunk damaged, or longer than
// kLongestPngText).
[[nodiscard]] Result<std::optional<std::string>> readPngText(const std::filesystem::path& path,
                                                             const std::string& keyword);

// Whether the file begins as PNG files do.
[[nodiscard]] bool looksLikePng(const std::filesystem::path& path);

}  // namespace faceloom
