// What the fuzz targets share: bytes as a file that only memory holds, and what a reader must keep.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace faceloom::fuzz {

using Bytes = std::span<const std::uint8_t>;

[[nodiscard]] std::string_view textOf(Bytes bytes);

// An anonymous file (memfd), gone with this object. Its path leads there from any folder.
class InputFile {
public:
    explicit InputFile(Bytes bytes);
    // Grown with zeros, which take no memory, where `least_size` is more, up to 8 MiB.
    explicit InputFile(std::string_view text, std::uint64_t least_size = 0);
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;
    ~InputFile();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    int descriptor_ = -1;
    std::filesystem::path path_;
};

// One folder for the whole process, made at first use and removed at its end, for readers that find
// their file by its name.
[[nodiscard]] const std::filesystem::path& scratchFolder();
// The input under that name in the scratch folder, replacing what was there.
void placeInScratch(const std::string& name, const InputFile& file);

// A safetensors file of an input that is easier to mutate than one: the header's text up to the
// first line feed, then data; the length field and missing data (zeros) are put right.
[[nodiscard]] InputFile safetensorsFrom(Bytes bytes);

// A copy of a PNG file whose chunks' checksums are right, so that mutations reach what is behind
// them.
[[nodiscard]] std::string withPngChecksums(Bytes bytes);

// Ends the program where a promise is broken, so that the input is kept.
void require(bool kept, const char* promise);
// A refusal says what is wrong.
void requireSound(const Error& error);
template <class T>
[[nodiscard]] bool read(const Result<T>& result) {
    if (!result) requireSound(result.error());
    return result.has_value();
}

}  // namespace faceloom::fuzz
