// A file that appears under its name whole or not at all: written beside it, flushed, renamed.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace faceloom {

// Not thread-safe; one writer an object. The destructor removes what was not committed.
class AtomicFile {
public:
    // Errors: WriteFailed, naming the path and the system's reason.
    [[nodiscard]] static Result<AtomicFile> create(const std::filesystem::path& path,
                                                   const std::string& temporary_ending = ".tmp");

    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    AtomicFile(const AtomicFile&) = delete;
    ~AtomicFile();

    // Appends at the end.
    [[nodiscard]] Status write(std::span<const std::byte> bytes);
    // Overwrites what stands at `offset` without moving the end.
    [[nodiscard]] Status writeAt(std::uint64_t offset, std::span<const std::byte> bytes);
    // For libraries that write by name, and look at its ending; until it is committed.
    [[nodiscard]] const std::filesystem::path& temporaryPath() const { return temporary_; }
    // Flushes the file to disk, renames it to its name, flushes the folder.
    [[nodiscard]] Status commit();

private:
    AtomicFile(std::filesystem::path path, std::filesystem::path temporary, int descriptor);
    [[nodiscard]] tl::unexpected<Error> failure(const char* what) const;

    std::filesystem::path path_;
    std::filesystem::path temporary_;
    int descriptor_ = -1;
};

// The whole of `text` as a file of that name. Errors: WriteFailed.
[[nodiscard]] Status writeTextAtomically(const std::filesystem::path& path,
                                         const std::string& text);

}  // namespace faceloom
