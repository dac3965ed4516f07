// A picture as plain bytes, the only picture type that crosses between core, ui and app.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace faceloom {

struct RgbImage {
    int width = 0;                     // pixels
    int height = 0;                    // pixels
    std::vector<std::uint8_t> rgb_u8;  // height × width × 3, rows from the top, no padding

    RgbImage() = default;
    RgbImage(int width_px, int height_px, std::uint8_t grey = 0)
        : width(width_px),
          height(height_px),
          rgb_u8(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px) * 3,
                 grey) {}

    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] std::uint8_t* pixel(int x, int y) {
        return rgb_u8.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                static_cast<std::size_t>(x)) *
                                   3;
    }
    [[nodiscard]] const std::uint8_t* pixel(int x, int y) const {
        return const_cast<RgbImage*>(this)->pixel(x, y);
    }
    bool operator==(const RgbImage&) const = default;
};

}  // namespace faceloom
