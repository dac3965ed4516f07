// CelebA's three text files, LF or CRLF. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace faceloom {

// list_attr_celeba.txt: a count, the names, then a row a picture of 1 (has it) or -1 (has it not).
struct AttributeTable {
    std::vector<std::string> names;  // 40 in CelebA
    std::unordered_map<std::string, std::vector<std::int8_t>>
        by_file;  // file name → names.size() values, 1 or -1

    // Position of a name in `names`, or -1.
    [[nodiscard]] int indexOf(const std::string& name) const;
};
// Errors: NotFound; BrokenFile with the line's number (count line wrong, short row, a value that is
// neither 1 nor -1).
[[nodiscard]] Result<AttributeTable> readAttributeTable(const std::filesystem::path& path);

// list_landmarks_align_celeba.txt: x,y of left eye, right eye, nose, left and right mouth corner,
// pixels at 178×218.
using Landmarks = std::array<float, 10>;
[[nodiscard]] Result<std::unordered_map<std::string, Landmarks>> readLandmarkTable(
    const std::filesystem::path& path);

// identity_CelebA.txt: file name and the person's number; no count line.
[[nodiscard]] Result<std::unordered_map<std::string, int>> readIdentityTable(
    const std::filesystem::path& path);

}  // namespace faceloom
