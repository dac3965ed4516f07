#include "core/sweep/sharpness.h"

namespace faceloom {

double sharpnessOf(const RgbImage& picture) {
    if (picture.width < 3 || picture.height < 3) return 0;
    const auto brightness = [&picture](int x, int y) {
        const std::uint8_t* rgb = picture.pixel(x, y);
        return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
    };
    double sum = 0, squares = 0;
    for (int y = 1; y + 1 < picture.height; ++y) {
        for (int x = 1; x + 1 < picture.width; ++x) {
            const double value = brightness(x - 1, y) + brightness(x + 1, y) +
                                 brightness(x, y - 1) + brightness(x, y + 1) - 4 * brightness(x, y);
            sum += value;
            squares += value * value;
        }
    }
    const double count = static_cast<double>(picture.width - 2) * (picture.height - 2);
    return squares / count - sum / count * (sum / count);
}

}  // namespace faceloom
