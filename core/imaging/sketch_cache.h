// Sketch faces packed once and kept in the user's cache folder. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/data/packed_dataset.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stop_token>

namespace faceloom {

inline constexpr std::size_t kDefaultSketchFaces = 4096;

struct SketchSet {
    std::size_t count = kDefaultSketchFaces;
    std::uint64_t seed = 1;
    int image_size = 64;  // pixels a side
};

// The file that this set is kept in.
[[nodiscard]] std::filesystem::path sketchCacheFile(const SketchSet& set);

// From the cache, or drawn into it. Errors: those of packSketchFaces.
[[nodiscard]] Result<PackedDataset> openSketchFaces(const SketchSet& set,
                                                    std::stop_token stop = {});

}  // namespace faceloom
