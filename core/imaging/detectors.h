// Private to imaging: the detectors behind makeDetector.
#pragma once

#include "core/base/result.h"
#include "core/imaging/face_detector.h"

#include <filesystem>
#include <memory>

namespace faceloom {

[[nodiscard]] Result<std::unique_ptr<FaceDetector>> makeHaarDetector(
    const std::filesystem::path& folder, FaceSearch search);
[[nodiscard]] Result<std::unique_ptr<FaceDetector>> makeMtcnnDetector(
    const std::filesystem::path& folder, FaceSearch search);

// Larger pictures are searched at this size: the longer side, in pixels.
[[nodiscard]] constexpr int searchSide(FaceSearch search) {
    return search == FaceSearch::EveryFace ? 1280 : 480;
}

}  // namespace faceloom
