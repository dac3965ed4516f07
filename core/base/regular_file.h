// Streams over regular files, for what is read line by line or while it grows; MappedFile suits the
// rest. A pipe of the name is refused: it would hold its reader for ever. Thread-safe: no shared
// state.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace faceloom {

// Errors of both: NotFound, BrokenFile (not a regular file, or cannot be opened).
[[nodiscard]] Result<std::ifstream> openRegularFile(const std::filesystem::path& path);
[[nodiscard]] Result<std::string> readRegularFile(const std::filesystem::path& path);

}  // namespace faceloom
