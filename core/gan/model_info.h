// What a generator file says of itself, read without Torch. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/gan/network_options.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace faceloom {

struct ModelInfo {
    std::filesystem::path path;  // the .safetensors file itself
    NetworkOptions network;
    std::int64_t step = 0;  // training steps behind it
    double epoch = 0;
    std::string trained_on;        // name of the data set's folder or file, "sketch faces"
    std::string faceloom_version;  // that wrote it
    std::string sha256;            // of the file; only LatentStudio works it out
};

// A .safetensors file as it is, or the generator.safetensors of a run folder. Errors: NotFound,
// saying what was looked for.
[[nodiscard]] Result<std::filesystem::path> resolveModelPath(const std::filesystem::path& path);

// Errors: NotFound; BrokenFile (not safetensors, not a generator of ours, options out of range).
[[nodiscard]] Result<ModelInfo> readModelInfo(const std::filesystem::path& path);

}  // namespace faceloom
