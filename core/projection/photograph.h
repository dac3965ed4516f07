// The faces in a photograph, cut out as a generator draws them. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/data/crop_rect.h"

#include <filesystem>
#include <vector>

namespace faceloom {

struct PhotographFace {
    PixelRect square;  // in the photograph; may reach outside, where its edge goes on
    RgbImage face;     // what is in it, at its own size
};

// Where MTCNN's Caffe files are looked for: mtcnn/ of the shipped models' folder. Empty when det1
// to det3 are not all there.
[[nodiscard]] std::filesystem::path mtcnnFolder();

inline constexpr std::size_t kMostPhotographFaces = 40;

// As decodePicture, but a huge JPEG comes at a half, a quarter or an eighth of its size, which is
// ample for finding faces and cutting them out.
[[nodiscard]] Result<RgbImage> decodePhotograph(const std::filesystem::path& picture);

// Largest first, at most kMostPhotographFaces; empty when there is no face. Where none is large
// enough to be what the photograph is of, small ones are looked for as well. Found by MTCNN when
// `mtcnn` names a folder with its files, by the Haar cascade when it is empty. Errors: those of
// makeDetector.
[[nodiscard]] Result<std::vector<PhotographFace>> facesIn(const RgbImage& photograph,
                                                          const std::filesystem::path& mtcnn);

// The same of a file; at least one. Errors: those of decodePicture and facesIn; NotFound, when
// there is no face.
[[nodiscard]] Result<std::vector<PhotographFace>> facesInPhotograph(
    const std::filesystem::path& picture, const std::filesystem::path& mtcnn);

}  // namespace faceloom
