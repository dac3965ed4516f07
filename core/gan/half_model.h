// A generator in half the space. No Torch header.
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace faceloom {

// Reads a generator (a file or a run folder) and writes it with its weights in float16, to be
// widened again when it is opened: faces differ by a grey level or two. Errors: those of
// readModelInfo and readGenerator; NonFinite (a weight beyond float16's 65504); WriteFailed.
[[nodiscard]] Status writeHalfModel(const std::filesystem::path& model,
                                    const std::filesystem::path& out);

}  // namespace faceloom
