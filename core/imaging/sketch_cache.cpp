#include "core/imaging/sketch_cache.h"

#include "core/base/unfinished_files.h"
#include "core/base/user_folders.h"
#include "core/imaging/sketch_faces.h"

namespace faceloom {

namespace {

// Raised when faces are drawn otherwise than before, so that old files are not used again.
constexpr int kDrawingVersion = 1;

}  // namespace

std::filesystem::path sketchCacheFile(const SketchSet& set) {
    return userCacheFolder() / fmt::format("sketch-{}-{}px-seed{}-v{}.safetensors", set.count,
                                           set.image_size, set.seed, kDrawingVersion);
}

Result<PackedDataset> openSketchFaces(const SketchSet& set, std::stop_token stop) {
    const auto file = sketchCacheFile(set);
    removeUnfinished(file.parent_path());
    auto kept = PackedDataset::open(file);
    if (kept && kept->count() == set.count && kept->imageSize() == set.image_size) return kept;
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (error) {
        return fail(ErrorCode::WriteFailed, "{}: the folder cannot be made: {}",
                    file.parent_path().string(), error.message());
    }
    return packSketchFaces(file, set.count, set.image_size, set.seed, std::move(stop));
}

}  // namespace faceloom
