#include "core/train/preview_sheet.h"

#include <algorithm>

namespace faceloom {

namespace {

constexpr int kColumns = 6;

}  // namespace

RgbImage previewSheet(const std::vector<RgbImage>& faces) {
    const int side = faces.front().width;
    const int rows = (static_cast<int>(faces.size()) + kColumns - 1) / kColumns;
    RgbImage sheet(side * kColumns, side * rows);
    for (int i = 0; i < static_cast<int>(faces.size()); ++i) {
        const RgbImage& face = faces[static_cast<std::size_t>(i)];
        for (int y = 0; y < side; ++y) {
            std::copy_n(face.pixel(0, y), side * 3,
                        sheet.pixel(i % kColumns * side, i / kColumns * side + y));
        }
    }
    return sheet;
}

std::optional<std::vector<RgbImage>> facesOnSheet(const RgbImage& sheet) {
    const int side = sheet.width / kColumns;
    if (sheet.width != sheet.height || sheet.width % kColumns != 0 || side == 0 ||
        sheet.width > kLargestPreviewSheet)
        return std::nullopt;
    std::vector<RgbImage> faces;
    for (int i = 0; i < kPreviewFaces; ++i) {
        RgbImage& face = faces.emplace_back(side, side);
        for (int y = 0; y < side; ++y) {
            std::copy_n(sheet.pixel(i % kColumns * side, i / kColumns * side + y), side * 3,
                        face.pixel(0, y));
        }
    }
    return faces;
}

}  // namespace faceloom
