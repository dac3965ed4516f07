// From a folder of photographs to a packed data set: listed, decoded in parallel, cropped, resized,
// written, kept in the user's cache and used again when nothing changed.
#pragma once

#include "core/base/result.h"
#include "core/data/packed_dataset.h"
#include "core/imaging/prepare_options.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace faceloom {

struct PictureSources;

struct SkippedPicture {
    std::string name;    // relative to the folder
    std::string reason;  // one line
};

struct PrepareProgress {
    std::size_t done = 0;
    std::size_t total = 0;
    std::size_t skipped = 0;
};

struct PreparedData {
    PackedDataset dataset;
    bool from_cache = false;              // an unchanged file was used again
    std::vector<SkippedPicture> skipped;  // also when from the cache
    std::vector<std::string>
        warnings;  // attribute rows without a picture, and the like; a line each
};

// Called on one worker thread at a time, not on the caller's.
using PrepareObserver = std::function<void(const PrepareProgress&)>;

// Decodes into `out`, replacing it. Thread-safe for different `out`. Memory does not grow with the
// folder. Errors: those of findPictures and readAttributeTable; InvalidArgument (crop outside the
// first picture; every picture skipped, naming the first reason); WriteFailed; Cancelled.
[[nodiscard]] Result<PreparedData> prepareDataset(const PrepareOptions& options,
                                                  const std::filesystem::path& out,
                                                  std::stop_token stop = {},
                                                  const PrepareObserver& observer = {});

// The same into the cache folder, or straight from it when sources, crop and size are as they were.
[[nodiscard]] Result<PreparedData> prepareCached(const PrepareOptions& options,
                                                 std::stop_token stop = {},
                                                 const PrepareObserver& observer = {});

// For what has found its sources already (picture_sources.h).
[[nodiscard]] Result<PreparedData> prepareFromSources(const PrepareOptions& options,
                                                      PictureSources sources,
                                                      const std::filesystem::path& out,
                                                      const std::stop_token& stop,
                                                      const PrepareObserver& observer);

}  // namespace faceloom
