// The faces in a photograph, cut out as a generator draws them. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/data/crop_rect.h"

#include <filesystem>
#include <vector>

namespace faceloom {

struct PhotographFace {
    PixelRect square;  // in the photograph
    RgbImage face;     // what is in it, at its own size
};

// Where MTCNN's Caffe files are looked for: mtcnn/ of the shipped models' folder. Empty when det1
// to det3 are not all there.
[[nodiscard]] std::filesystem::path mtcnnFolder();

inline constexpr std::size_t kMostPhotographFaces = 40;

// Largest first, at most kMostPhotographFaces; at least one. Found by MTCNN when `mtcnn` names a
// folder with its files, by the Haar cascade when it is empty. Errors: those of decodePicture and
// makeDetector; NotFound, when there is no face.
[[nodiscard]] Result<std::vector<PhotographFace>> facesInPhotograph(
    const std::filesystem::path& picture, const std::filesystem::path& mtcnn);

}  // namespace faceloom
