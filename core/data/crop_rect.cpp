#include "core/data/crop_rect.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace faceloom {
namespace {

constexpr double kLargestValue = 1e6;  // pixels; beyond any picture, and safe to round to int

// The number at the front of `text`, which is shortened by it.
template <class Number>
std::optional<Number> takeNumber(std::string_view& text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} ||
        !(value >= Number{0} && value <= static_cast<Number>(kLargestValue))) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

bool takeChar(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<CropRect> parse(std::string_view text) {
    CropRect rect;
    const std::array<double*, 4> values = {&rect.x, &rect.y, &rect.width, &rect.height};
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0 && !takeChar(text, ',')) return std::nullopt;
        const auto value = takeNumber<double>(text);
        if (!value) return std::nullopt;
        *values[i] = *value;
    }
    if (takeChar(text, '@')) {
        const auto width = takeNumber<int>(text);
        if (!width || !takeChar(text, 'x')) return std::nullopt;
        const auto height = takeNumber<int>(text);
        if (!height || *width == 0 || *height == 0) return std::nullopt;
        rect.reference_width = *width;
        rect.reference_height = *height;
    }
    if (!text.empty() || rect.width <= 0 || rect.height <= 0) return std::nullopt;
    return rect;
}

// First pixel and length of a range along one axis; a half pixel too many from rounding is taken
// back.
std::pair<int, int> wholePixels(double first, double length, int limit) {
    const int count = static_cast<int>(std::lround(length));
    int start = static_cast<int>(std::lround(first));
    if (start + count == limit + 1) --start;
    return {start, count};
}

}  // namespace

std::string CropRect::toString() const {
    std::string text = fmt::format("{},{},{},{}", x, y, width, height);
    if (reference_width > 0) text += fmt::format("@{}x{}", reference_width, reference_height);
    return text;
}

Result<PixelRect> CropRect::scaledTo(int picture_width, int picture_height) const {
    const double scale_x = static_cast<double>(picture_width) / reference_width;
    const double scale_y = static_cast<double>(picture_height) / reference_height;
    const bool sound = reference_width > 0 && reference_height > 0 && width > 0 && height > 0 &&
                       std::isfinite(x) && std::isfinite(y) && x >= 0 && y >= 0 &&
                       x + width <= reference_width && y + height <= reference_height;
    if (!sound) {
        return fail(ErrorCode::InvalidArgument,
                    "the crop {} lies outside a picture of {} x {} pixels", toString(),
                    picture_width, picture_height);
    }
    const auto [left, columns] = wholePixels(x * scale_x, width * scale_x, picture_width);
    const auto [top, rows] = wholePixels(y * scale_y, height * scale_y, picture_height);
    if (left < 0 || top < 0 || columns < 1 || rows < 1) {
        return fail(ErrorCode::InvalidArgument,
                    "the crop {} is less than a pixel in a picture of {} x {} pixels", toString(),
                    picture_width, picture_height);
    }
    return PixelRect{left, top, columns, rows};
}

CropRect celebaCrop() {
    return {24, 56, 128, 128, 178, 218};
}

Result<CropRect> parseCropRect(std::string_view text) {
    const auto rect = parse(text);
    if (!rect) {
        return fail(ErrorCode::InvalidArgument,
                    "\"{}\" is not a crop: expected X,Y,W,H or X,Y,W,H@WxH in pixels", text);
    }
    return *rect;
}

}  // namespace faceloom
