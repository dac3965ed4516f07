#include "core/train/timeline_faces.h"

#include "core/base/png_file.h"
#include "core/latent/latent_studio.h"

#include <algorithm>

namespace faceloom {

namespace {

constexpr int kColumns = 6;  // as previewSheet lays them out
constexpr std::size_t kFaces = 36;

std::vector<RgbImage> facesOn(const RgbImage& sheet) {
    const int side = sheet.width / kColumns;
    std::vector<RgbImage> faces;
    for (int i = 0; i < static_cast<int>(kFaces); ++i) {
        RgbImage& face = faces.emplace_back(side, side);
        for (int y = 0; y < side; ++y) {
            std::copy_n(sheet.pixel(i % kColumns * side, i / kColumns * side + y), side * 3,
                        face.pixel(0, y));
        }
    }
    return faces;
}

}  // namespace

Result<std::vector<RgbImage>> facesAt(const TimelinePoint& point, std::uint64_t seed) {
    if (!point.sample.empty()) {
        const auto sheet = readPng(point.sample);
        if (sheet && sheet->width == sheet->height && sheet->width % kColumns == 0)
            return facesOn(*sheet);
    }
    const auto studio = LatentStudio::open(point.file);
    if (!studio) return passOn(studio);
    return studio->render(sampleLatents(seed, kFaces, studio->latentSize()));
}

}  // namespace faceloom
