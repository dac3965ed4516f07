// Faces drawn procedurally from a seed, with known attributes: something to try the program and
// test it on with nothing downloaded. No result is ever claimed on them. Thread-safe: no shared
// state.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/data/packed_dataset.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace faceloom {

enum class AgeGroup { Child, Adult, Old };

struct SketchFace {
    bool smiling = false;
    bool male = false;
    bool eyeglasses = false;
    int hair = 0;  // 0 black, 1 brown, 2 blond, 3 grey, 4 red
    int skin = 0;  // 0 (lightest) .. 4 (darkest)
    AgeGroup age = AgeGroup::Adult;
};

// Attribute names of the packed set, CelebA's spelling: Smiling, Male, Eyeglasses, Black_Hair,
// Brown_Hair, Blond_Hair, Gray_Hair, Young, Pale_Skin.
[[nodiscard]] const std::vector<std::string>& sketchAttributeNames();

// What face `index` of this seed has.
[[nodiscard]] SketchFace sketchFace(std::uint64_t seed, std::size_t index);
// Drawn at side × side pixels; the same arguments give the same bytes.
[[nodiscard]] RgbImage drawSketchFace(std::uint64_t seed, std::size_t index, int side);

// `count` of them as a packed file at `path`. Errors: WriteFailed, Cancelled.
[[nodiscard]] Result<PackedDataset> packSketchFaces(const std::filesystem::path& path,
                                                    std::size_t count, int side, std::uint64_t seed,
                                                    std::stop_token stop = {});

}  // namespace faceloom
