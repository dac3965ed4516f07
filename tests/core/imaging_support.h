// What the imaging tests share: fixtures, folders of drawn pictures, and a cache of their own.
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/png_file.h"
#include "core/imaging/sketch_faces.h"
#include "tests/core/temp_folder.h"
#include "tests/test_paths.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace faceloom {

inline std::filesystem::path pictureFixture(const std::string& name) {
    return std::filesystem::path(testData()) / "pictures" / name;
}

// `count` sketched faces as 00.png, 01.png, ...
inline void drawPictures(const std::filesystem::path& folder, int count, int side = 48) {
    std::filesystem::create_directories(folder);
    for (int i = 0; i < count; ++i) {
        const std::string name = (i < 10 ? "0" : "") + std::to_string(i) + ".png";
        ASSERT_TRUE(writePng(folder / name, drawSketchFace(3, static_cast<std::size_t>(i), side)));
    }
}

inline std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The user's cache folder is inside `folder` while it lives.
class OwnCache {
public:
    explicit OwnCache(const std::filesystem::path& folder) {
        if (const char* before = std::getenv("XDG_CACHE_HOME")) before_ = before;
        setenv("XDG_CACHE_HOME", folder.c_str(), 1);
    }
    OwnCache(const OwnCache&) = delete;
    OwnCache& operator=(const OwnCache&) = delete;
    ~OwnCache() {
        if (before_.empty()) {
            unsetenv("XDG_CACHE_HOME");
        } else {
            setenv("XDG_CACHE_HOME", before_.c_str(), 1);
        }
    }

private:
    std::string before_;
};

}  // namespace faceloom
