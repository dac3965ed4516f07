// A file's bytes, mapped read-only. Thread-safe after opening. A mapped file that another program
// shortens, or whose disk fails, ends the program at the next look at its bytes: what is kept open
// for long is read by readAt() instead.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace faceloom {

class MappedFile {
public:
    // Errors: NotFound, BrokenFile (not a regular file, or cannot be mapped). An empty file maps to
    // no bytes.
    [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path);

    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    [[nodiscard]] std::span<const std::byte> bytes() const { return {data_, size_}; }

    // Fills `to` with the bytes from `offset` on, which must lie within bytes(). Errors: BrokenFile
    // (shortened since it was opened, or no longer readable), without the file's name.
    [[nodiscard]] Status readAt(std::uint64_t offset, std::span<std::byte> to) const;

private:
    MappedFile(int descriptor, const std::byte* data, std::size_t size)
        : descriptor_(descriptor), data_(data), size_(size) {}
    void release() noexcept;

    int descriptor_ = -1;
    const std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace faceloom
