// What is to become of a folder of photographs, and where in them the face is taken to be.
// Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/data/crop_rect.h"
#include "core/imaging/face_detector.h"

#include <cstddef>
#include <filesystem>
#include <optional>

namespace faceloom {

struct PrepareOptions {
    std::filesystem::path images;  // a folder of pictures
    std::optional<std::filesystem::path>
        attribute_file;            // else CelebA's own, where it is recognised
    std::optional<CropRect> crop;  // else CelebA's default there, else the largest centred square
    std::optional<DetectorKind>
        detect;  // instead of a rectangle; pictures with no face are skipped
    std::filesystem::path detector_folder;  // see makeDetector
    int image_size = 64;                    // pixels a side
    std::size_t limit = 0;                  // 0: all pictures
    int threads = 0;                        // 0: all cores

    // Errors: InvalidArgument (crop and detect together, size not 32, 64 or 128, …).
    [[nodiscard]] Status check() const;
};

// The crop that would be used for a picture of the folder when options name none.
[[nodiscard]] CropRect defaultCrop(bool is_celeba, int picture_width, int picture_height);

}  // namespace faceloom
