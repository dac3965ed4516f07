// Regular files, read and never mapped: one that another program shortens, or whose disk goes, is
// an error and not the program's end. A stream tells it by its bad(). A pipe of the name is
// refused: it would hold its reader for ever. Thread-safe: no shared state; a RegularFile may be
// read by several threads at once.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <span>
#include <string>

namespace faceloom {

// For what is read part by part.
class RegularFile {
public:
    // Errors: NotFound, BrokenFile (not a regular file, or cannot be opened).
    [[nodiscard]] static Result<RegularFile> open(const std::filesystem::path& path);

    RegularFile(RegularFile&& other) noexcept;
    RegularFile& operator=(RegularFile&& other) noexcept;
    RegularFile(const RegularFile&) = delete;
    RegularFile& operator=(const RegularFile&) = delete;
    ~RegularFile();

    [[nodiscard]] std::uint64_t size() const { return size_; }  // bytes, when it was opened

    // Fills `to` with the bytes from `offset` on, which must lie within size(). Errors: BrokenFile
    // (shortened since it was opened, or no longer readable), without the file's name.
    [[nodiscard]] Status readAt(std::uint64_t offset, std::span<std::byte> to) const;

    // Hands out `length` bytes from `offset` on, a part of them at a time. Errors: those of readAt.
    [[nodiscard]] Status readParts(
        std::uint64_t offset, std::uint64_t length,
        const std::function<void(std::span<const std::byte>)>& take) const;

private:
    RegularFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}

    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

// For what is read line by line or while it grows. Errors: those of RegularFile::open.
[[nodiscard]] Result<std::ifstream> openRegularFile(const std::filesystem::path& path);

// Bytes: an uncompressed picture of the largest size, and VGG-16's weights.
inline constexpr std::uint64_t kMostReadWhole = std::uint64_t{1} << 30;

// Its first `most` bytes, or all of them. Errors: those of RegularFile.
[[nodiscard]] Result<std::string> readStartOfFile(const std::filesystem::path& path,
                                                  std::size_t most);

// For what is read as a whole. Errors: those of RegularFile; BrokenFile (more than `most` bytes).
[[nodiscard]] Result<std::string> readRegularFile(const std::filesystem::path& path,
                                                  std::uint64_t most = kMostReadWhole);

}  // namespace faceloom
