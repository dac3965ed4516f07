// A generator taken out of a checkpoint, a run or a model, as a file of its own. No Torch header.
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace faceloom {

// Writes the generator of a model, a run folder or a checkpoint as generator.safetensors holds it.
// Errors: those of readModelInfo and readGenerator; WriteFailed.
[[nodiscard]] Status exportGenerator(const std::filesystem::path& model,
                                     const std::filesystem::path& out);

}  // namespace faceloom
