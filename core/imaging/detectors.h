// Private to imaging: the detectors behind makeDetector.
#pragma once

#include "core/base/result.h"
#include "core/imaging/face_detector.h"

#include <filesystem>
#include <memory>

namespace faceloom {

[[nodiscard]] Result<std::unique_ptr<FaceDetector>> makeHaarDetector(
    const std::filesystem::path& folder);
[[nodiscard]] Result<std::unique_ptr<FaceDetector>> makeMtcnnDetector(
    const std::filesystem::path& folder);

// Larger pictures are searched at this size: only their main face is wanted.
inline constexpr int kSearchSide = 480;  // pixels, the longer side

}  // namespace faceloom
