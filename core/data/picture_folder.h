// Finds the pictures of a folder and recognises CelebA's layout. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace faceloom {

struct PictureFolder {
    std::filesystem::path root;  // the folder that holds the pictures
    std::vector<std::filesystem::path>
        files;               // relative to root, in the order of their names, nested ones included
    bool is_celeba = false;  // img_align_celeba/ with list_attr_celeba.txt beside it
    std::optional<std::filesystem::path> attribute_file;
    std::optional<std::filesystem::path> landmark_file;
    std::optional<std::filesystem::path> identity_file;
};

// `folder` may be CelebA's folder or its img_align_celeba inside. limit 0: all.
// Errors: NotFound (no such folder, not a folder), InvalidArgument (no picture in it).
[[nodiscard]] Result<PictureFolder> findPictures(const std::filesystem::path& folder,
                                                 std::size_t limit = 0);

}  // namespace faceloom
