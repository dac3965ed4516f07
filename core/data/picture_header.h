// What a picture file says of itself before anything is decoded. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace faceloom {

enum class PictureFormat { Jpeg, Png, Bmp, Webp };

struct PictureHeader {
    PictureFormat format = PictureFormat::Jpeg;
    int width = 0;   // pixels
    int height = 0;  // pixels
};

// Larger pictures are refused before they are decoded.
inline constexpr int kLargestPictureSide = 16384;
inline constexpr int kSmallestPictureSide = 8;

// Reads format and size, and checks that the file is whole: decoders give half a picture for a
// truncated JPEG without an error. A format's own end marker or length field decides. Errors:
// BrokenFile, worded to follow "PATH: ".
[[nodiscard]] Result<PictureHeader> inspectPicture(std::span<const std::byte> file);

// By its ending, in any case: jpg, jpeg, png, bmp, webp.
[[nodiscard]] bool hasPictureEnding(std::string_view file_name);

}  // namespace faceloom
