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
    // At which grids are best drawn, more than 0 to 1, see GridSeed; 1: none.
    double truncation = 1;
    // The file holds a run's whole state, see checkpoint.h; its generator is what the run would
    // save.
    bool is_checkpoint = false;
    std::string trained_on;        // name of the data set's folder or file, "sketch faces"
    std::string faceloom_version;  // that wrote it
    std::string sha256;            // of the file; only LatentStudio works it out
};

// A .safetensors file as it is, or the generator.safetensors of a run folder. Errors: NotFound,
// saying what was looked for.
[[nodiscard]] Result<std::filesystem::path> resolveModelPath(const std::filesystem::path& path);

// Of a generator or a checkpoint. Errors: NotFound; BrokenFile (not safetensors, neither of ours,
// options out of range). Texts of more than 1024 bytes are cut there, with an ellipsis.
[[nodiscard]] Result<ModelInfo> readModelInfo(const std::filesystem::path& path);

// Where the run lies that the model is of, if it lies in one's folder.
[[nodiscard]] std::filesystem::path runFolderOf(const ModelInfo& model);

}  // namespace faceloom
