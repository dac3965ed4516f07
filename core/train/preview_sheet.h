// The 36 faces of a preview as one picture, and back. No Torch header.
#pragma once

#include "core/base/rgb_image.h"

#include <optional>
#include <vector>

namespace faceloom {

inline constexpr int kPreviewFaces = 36;
inline constexpr int kLargestPreviewSheet = 6 * 128;  // pixels a side, of the networks there are

// Square faces of one size, 6 a row, without gaps.
[[nodiscard]] RgbImage previewSheet(const std::vector<RgbImage>& faces);

// The 36 faces on it, row by row; nothing where it is no such sheet.
[[nodiscard]] std::optional<std::vector<RgbImage>> facesOnSheet(const RgbImage& sheet);

}  // namespace faceloom
