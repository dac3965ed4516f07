#include "ui/base/image_convert.h"

#include <cstring>

namespace faceloom {

QImage toQImage(const RgbImage& image) {
    if (image.empty()) return {};
    QImage result(image.width, image.height, QImage::Format_RGB888);
    const auto row_bytes = static_cast<std::size_t>(image.width) * 3;
    for (int y = 0; y < image.height; ++y) {
        std::memcpy(result.scanLine(y), image.pixel(0, y), row_bytes);
    }
    return result;
}

RgbImage fromQImage(const QImage& image) {
    if (image.isNull()) return {};
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    RgbImage result(rgb.width(), rgb.height());
    const auto row_bytes = static_cast<std::size_t>(result.width) * 3;
    for (int y = 0; y < result.height; ++y) {
        std::memcpy(result.pixel(0, y), rgb.constScanLine(y), row_bytes);
    }
    return result;
}

}  // namespace faceloom
