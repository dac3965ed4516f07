// What a process that was killed while writing leaves beside the file it wrote. Thread-safe: no
// shared state.
#pragma once

#include <chrono>
#include <filesystem>
#include <string_view>

namespace faceloom {

// The name that the file NAME.PID-N.tmp, as AtomicFile calls it while it is being written, was to
// have; empty for any other.
[[nodiscard]] std::string_view finalName(std::string_view name);

// Removes unfinished files directly in the folder that were not written to for so long that nobody
// is writing them. What cannot be removed stays.
void removeUnfinished(const std::filesystem::path& folder,
                      std::chrono::minutes unwritten_for = std::chrono::hours(1));

}  // namespace faceloom
