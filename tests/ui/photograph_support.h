// Photographs with sketched faces in them, which the Haar cascade finds.
#pragma once

#include "core/base/png_file.h"
#include "core/imaging/sketch_faces.h"
#include "core/projection/projection.h"

#include <QtGlobal>
#include <algorithm>
#include <filesystem>

namespace faceloom {

// So many beside one another.
inline RgbImage photographOf(int faces) {
    constexpr int kSide = 100, kGap = 60;
    RgbImage photograph(faces * (kSide + kGap) + kGap, kSide + 2 * kGap, 190);
    const RgbImage face = drawSketchFace(1, 8, kSide);
    for (int i = 0; i < faces; ++i) {
        for (int y = 0; y < kSide; ++y) {
            std::copy_n(face.pixel(0, y), kSide * 3,
                        photograph.pixel(kGap + i * (kSide + kGap), kGap + y));
        }
    }
    return photograph;
}

inline std::filesystem::path writePhotograph(const std::filesystem::path& path, int faces) {
    if (!writePng(path, photographOf(faces))) qFatal("no photograph for the test");
    return path;
}

// A search that takes a moment, and one that does not end by itself while a test runs.
inline ProjectionOptions quickSearch() {
    ProjectionOptions options;
    options.candidates = 32;
    options.starts = 2;
    options.steps = 30;
    return options;
}
inline ProjectionOptions endlessSearch() {
    ProjectionOptions options = quickSearch();
    options.steps = 10'000;
    return options;
}

}  // namespace faceloom
