// Between core's plain bytes and Qt's pictures. Thread-safe: no shared state.
#pragma once

#include "core/base/rgb_image.h"

#include <QImage>

namespace faceloom {

// Copies. A null QImage for an empty picture, and the reverse; there and back gives the same bytes.
[[nodiscard]] QImage toQImage(const RgbImage& image);
[[nodiscard]] RgbImage fromQImage(const QImage& image);

}  // namespace faceloom
