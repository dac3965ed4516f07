// One run at a time in a run folder, whatever the process. No Torch here. Not thread-safe.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <utility>

namespace faceloom {

// Held by the file run.lock, which says who has it: process, host and since when. The lock is the
// system's (flock) and ends with the process, however that ends: a file left by a crash keeps
// nobody out. Where a file system knows no locks, nobody is kept out either.
class RunLock {
public:
    // The folder must be there. Errors: Unavailable, naming who has it; WriteFailed.
    [[nodiscard]] static Result<RunLock> take(const std::filesystem::path& run_folder);

    RunLock(RunLock&& other) noexcept
        : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}
    RunLock& operator=(RunLock&& other) noexcept;
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;
    ~RunLock() { release(); }  // the file goes with it

    // Whether the folder is still the one that was taken: not when it or run.lock was deleted,
    // renamed or replaced.
    [[nodiscard]] bool inPlace() const;

private:
    RunLock(std::filesystem::path path, int descriptor)
        : path_(std::move(path)), descriptor_(descriptor) {}
    void release() noexcept;

    std::filesystem::path path_;
    int descriptor_ = -1;
};

}  // namespace faceloom
