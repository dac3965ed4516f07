// A face crop given as a rectangle, in pixels of a reference size or of the pictures themselves.
// Value type.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace faceloom {

// Whole pixels of one picture.
struct PixelRect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    bool operator==(const PixelRect&) const = default;
};

struct CropRect {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    int reference_width =
        0;  // the rectangle is in pixels of a picture of this size; 0: of the first picture's
    int reference_height = 0;

    bool operator==(const CropRect&) const = default;
    // "X,Y,W,H" or "X,Y,W,H@WxH"; parseCropRect reads it back.
    [[nodiscard]] std::string toString() const;
    // Scaled to a picture of this size and rounded to whole pixels. The reference size must be set.
    // Errors: InvalidArgument when it leaves the picture or is empty there, naming both.
    [[nodiscard]] Result<PixelRect> scaledTo(int picture_width, int picture_height) const;
};

// The face of aligned CelebA pictures: 24,56,128,128 of 178×218.
[[nodiscard]] CropRect celebaCrop();

// Errors: InvalidArgument, quoting the text.
[[nodiscard]] Result<CropRect> parseCropRect(std::string_view text);

}  // namespace faceloom
