// Faces laid out as one picture: the grid, the arithmetic row, the strip. Thread-safe: no shared
// state.
#pragma once

#include "core/base/rgb_image.h"

#include <span>
#include <string>
#include <vector>

namespace faceloom {

struct SheetTile {
    RgbImage image;
    std::string caption;  // drawn under the tile when captions are on: "7", "smiling woman"
    std::string sign;     // drawn between the previous tile and this one: "-", "+", "="
};

struct SheetStyle {
    int columns = 6;
    int scale = 1;          // 1..8: each pixel of a face becomes scale × scale
    bool captions = false;  // numbers and captions; without, tiles touch and nothing is written
};

// All images must have the size of the first. Plain (no captions): faces side by side without gaps,
// so that cutting the sheet gives the faces back to the bit; signs are left out. With captions: on
// white, with gaps, signs and text.
[[nodiscard]] RgbImage drawSheet(std::span<const SheetTile> tiles, const SheetStyle& style);

// `image` with each pixel as a scale × scale block.
[[nodiscard]] RgbImage enlarged(const RgbImage& image, int scale);

}  // namespace faceloom
