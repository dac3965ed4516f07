#include "core/imaging/contact_sheet.h"

#include "core/imaging/opencv_image.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace faceloom {
namespace {

constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;
constexpr int kFineness =
    4;  // text is drawn this much larger, then averaged down: Hershey strokes stay even

int rowsFor(std::size_t tiles, int columns) {
    return static_cast<int>((tiles + static_cast<std::size_t>(columns) - 1) /
                            static_cast<std::size_t>(columns));
}

// Copies `image` into `sheet` with its corner at x, y.
void place(RgbImage& sheet, const RgbImage& image, int x, int y) {
    const std::size_t row = static_cast<std::size_t>(image.width) * 3;
    for (int line = 0; line < image.height; ++line) {
        std::memcpy(sheet.pixel(x, y + line), image.pixel(0, line), row);
    }
}

// The measures of a captioned sheet, pixels.
struct Layout {
    int tile_width = 0;
    int tile_height = 0;
    int gap = 0;          // around and between tiles
    int sign_width = 0;   // added between tiles when any has a sign
    int text_height = 0;  // of a capital letter
    int line_height = 0;
    int caption_lines = 0;

    // A caption may be wider than its tile, but must keep clear of its neighbour's.
    [[nodiscard]] int captionWidth() const { return stepX() - text_height * 2; }
    [[nodiscard]] int stepX() const { return tile_width + gap + sign_width; }
    [[nodiscard]] int stepY() const { return tile_height + gap + caption_lines * line_height; }
};

double fontScale(int text_height) {
    constexpr double kCapitalHeight = 21.0;  // of the font at scale 1
    return text_height / kCapitalHeight;
}

int textWidth(const std::string& text, int text_height) {
    return cv::getTextSize(text, kFont, fontScale(text_height * kFineness), kFineness, nullptr)
               .width /
           kFineness;
}

// Broken at blanks so that each line fits, where that can be.
std::vector<std::string> brokenLines(const std::string& text, int text_height, int width) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        if (!lines.empty() && textWidth(lines.back() + " " + word, text_height) <= width) {
            lines.back() += " " + word;
        } else if (!word.empty()) {
            lines.push_back(word);
        }
        at = end + 1;
    }
    return lines;
}

// Dark on what is there, centred on x with the capitals' top at y.
void drawText(cv::Mat sheet, const std::string& text, int centre_x, int top, int text_height) {
    const int width = textWidth(text, text_height) + 4;
    const int height = text_height * 2;
    cv::Mat ink(height * kFineness, width * kFineness, CV_8UC1, cv::Scalar(0));
    const int thickness = std::max(kFineness, cvRound(text_height * kFineness / 8.0));
    cv::putText(ink, text, {2 * kFineness, (text_height + text_height / 4) * kFineness}, kFont,
                fontScale(text_height * kFineness), cv::Scalar(255), thickness, cv::LINE_AA);
    cv::resize(ink, ink, {width, height}, 0, 0, cv::INTER_AREA);
    const cv::Rect target(centre_x - width / 2, top - text_height / 4, width, height);
    const cv::Rect inside = target & cv::Rect(0, 0, sheet.cols, sheet.rows);
    if (inside.empty()) return;
    const cv::Mat mask = ink(inside - target.tl());
    cv::Mat part = sheet(inside);
    constexpr double kInk = 40;  // grey level of the text
    for (int y = 0; y < part.rows; ++y) {
        for (int x = 0; x < part.cols; ++x) {
            const double amount = std::min(1.0, mask.at<std::uint8_t>(y, x) / 255.0 * 1.25);
            auto& pixel = part.at<cv::Vec3b>(y, x);
            for (int c = 0; c < 3; ++c) {
                pixel[c] = cv::saturate_cast<std::uint8_t>(pixel[c] + (kInk - pixel[c]) * amount);
            }
        }
    }
}

RgbImage drawPlain(std::span<const SheetTile> tiles, const SheetStyle& style, int columns) {
    const int width = tiles.front().image.width * style.scale;
    const int height = tiles.front().image.height * style.scale;
    RgbImage sheet(columns * width, rowsFor(tiles.size(), columns) * height, 255);
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const int index = static_cast<int>(i);
        place(sheet, enlarged(tiles[i].image, style.scale), index % columns * width,
              index / columns * height);
    }
    return sheet;
}

Layout layoutFor(std::span<const SheetTile> tiles, const SheetStyle& style) {
    Layout layout;
    layout.tile_width = tiles.front().image.width * style.scale;
    layout.tile_height = tiles.front().image.height * style.scale;
    layout.gap = std::max(4, layout.tile_width / 12);
    layout.text_height = std::clamp(layout.tile_height / 9, 7, 28);
    layout.line_height = layout.text_height * 7 / 4;
    const bool has_signs =
        std::ranges::any_of(tiles, [](const SheetTile& tile) { return !tile.sign.empty(); });
    if (has_signs) layout.sign_width = layout.text_height * 2;
    for (const SheetTile& tile : tiles) {
        const auto lines = brokenLines(tile.caption, layout.text_height, layout.captionWidth());
        layout.caption_lines = std::max(layout.caption_lines, static_cast<int>(lines.size()));
    }
    return layout;
}

RgbImage drawCaptioned(std::span<const SheetTile> tiles, const SheetStyle& style, int columns) {
    const Layout layout = layoutFor(tiles, style);
    RgbImage sheet(layout.gap + columns * layout.stepX() - layout.sign_width,
                   layout.gap + rowsFor(tiles.size(), columns) * layout.stepY(), 255);
    const cv::Mat canvas = asWritableMat(sheet);
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const int column = static_cast<int>(i) % columns;
        const int x = layout.gap + column * layout.stepX();
        const int y = layout.gap + static_cast<int>(i) / columns * layout.stepY();
        place(sheet, enlarged(tiles[i].image, style.scale), x, y);
        if (!tiles[i].sign.empty() && column > 0) {
            const int size = layout.text_height * 3 / 2;
            drawText(canvas, tiles[i].sign, x - (layout.gap + layout.sign_width) / 2,
                     y + (layout.tile_height - size) / 2, size);
        }
        int line_top = y + layout.tile_height + layout.text_height * 3 / 5;
        for (const std::string& line :
             brokenLines(tiles[i].caption, layout.text_height, layout.captionWidth())) {
            drawText(canvas, line, x + layout.tile_width / 2, line_top, layout.text_height);
            line_top += layout.line_height;
        }
    }
    return sheet;
}

}  // namespace

RgbImage enlarged(const RgbImage& image, int scale) {
    if (scale < 1) throw std::invalid_argument("enlarged: scale below 1");
    if (scale == 1) return image;
    RgbImage result(image.width * scale, image.height * scale);
    const std::size_t row = static_cast<std::size_t>(result.width) * 3;
    for (int y = 0; y < image.height; ++y) {
        std::uint8_t* to = result.pixel(0, y * scale);
        for (int x = 0; x < image.width; ++x) {
            for (int i = 0; i < scale; ++i, to += 3)
                std::memcpy(to, image.pixel(x, y), 3);
        }
        for (int i = 1; i < scale; ++i) {
            std::memcpy(result.pixel(0, y * scale + i), result.pixel(0, y * scale), row);
        }
    }
    return result;
}

RgbImage drawSheet(std::span<const SheetTile> tiles, const SheetStyle& style) {
    if (tiles.empty()) return {};
    if (style.columns < 1 || style.scale < 1 || style.scale > 8) {
        throw std::invalid_argument("drawSheet: columns or scale");
    }
    for (const SheetTile& tile : tiles) {
        if (tile.image.empty() || tile.image.width != tiles.front().image.width ||
            tile.image.height != tiles.front().image.height) {
            throw std::invalid_argument("drawSheet: tiles of different sizes");
        }
    }
    const int columns = std::min(style.columns, static_cast<int>(tiles.size()));
    return style.captions ? drawCaptioned(tiles, style, columns) : drawPlain(tiles, style, columns);
}

}  // namespace faceloom
