// A generator as it is before its first training step, for tests and trials. Thread-safe: no shared
// state.
#pragma once

#include "core/base/result.h"
#include "core/gan/network_options.h"

#include <cstdint>
#include <filesystem>

namespace faceloom {

// Writes it as a model file that LatentStudio opens. Errors: InvalidArgument, WriteFailed.
[[nodiscard]] Status writeUntrainedGenerator(const std::filesystem::path& path,
                                             const NetworkOptions& options, std::uint64_t seed);

}  // namespace faceloom
