// What a process that was killed while writing leaves beside the file it wrote. Thread-safe: no
// shared state.
#pragma once

#include <filesystem>
#include <string_view>

namespace faceloom {

// The name that the file NAME.PID-N.tmp, as AtomicFile calls it while it is being written, was to
// have; empty for any other. A part of `name`.
[[nodiscard]] std::string_view finalName(std::string_view name);

// Removes unfinished files directly in the folder whose process is gone from this computer and
// which, as it may be another's on a shared disk, were not written to for ten minutes; and whatever
// was not written to for a day, as numbers of processes come again. What cannot be removed stays.
void removeUnfinished(const std::filesystem::path& folder);

}  // namespace faceloom
