#include "core/train/timeline_faces.h"

#include "core/base/png_file.h"
#include "core/latent/latent_studio.h"
#include "core/train/preview_sheet.h"

#include <utility>

namespace faceloom {

Result<std::vector<RgbImage>> facesAt(const TimelinePoint& point, std::uint64_t seed) {
    if (!point.sample.empty()) {
        if (const auto sheet = readPng(point.sample, kLargestPreviewSheet)) {
            if (auto faces = facesOnSheet(*sheet)) return std::move(*faces);
        }
    }
    const auto studio = LatentStudio::open(point.file);
    if (!studio) return passOn(studio);
    return studio->render(sampleLatents(seed, kPreviewFaces, studio->latentSize()));
}

}  // namespace faceloom
