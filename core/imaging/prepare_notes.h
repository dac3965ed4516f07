// What stands beside a packed file in the cache: what was skipped and warned of when it was made.
// Private to imaging. Treats its input as hostile. Thread-safe: no shared state.
#pragma once

#include "core/imaging/dataset_builder.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace faceloom {

struct PrepareNotes {
    std::vector<SkippedPicture> skipped;
    std::vector<std::string> warnings;
};

// Errors: WriteFailed.
[[nodiscard]] Status writePrepareNotes(const std::filesystem::path& path,
                                       const std::string& fingerprint, const PrepareNotes& notes);

// Nothing where they are not there, not of this fingerprint, or not what was written.
[[nodiscard]] std::optional<PrepareNotes> readPrepareNotes(const std::filesystem::path& path,
                                                           const std::string& fingerprint);

}  // namespace faceloom
