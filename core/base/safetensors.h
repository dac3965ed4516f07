// The safetensors container (https://github.com/huggingface/safetensors): named arrays with a JSON
// header. Used for weights, checkpoints and packed pictures. Treats its input as hostile. No Torch
// here. Functions are thread-safe; a reader is immutable after opening.
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace faceloom {

enum class DType { U8, I8, I64, F16, F32, F64 };

[[nodiscard]] std::size_t sizeOf(DType dtype);          // bytes of one element
[[nodiscard]] std::string_view dtypeName(DType dtype);  // as the format spells it: "F32"

struct TensorEntry {
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;  // bytes from the start of the data section
    std::uint64_t end = 0;
    [[nodiscard]] std::uint64_t size() const { return end - begin; }  // bytes
};

using Metadata = std::map<std::string, std::string>;

class SafetensorsFile {
public:
    // Checks everything before anything is handed out: header length ≤ 100,000,000 and within the
    // file; a JSON object without duplicate keys; known types; end − begin = elements × size,
    // multiplied with overflow checks; data contiguous from 0 without gaps or overlaps; 8 + header
    // + data = file size. Errors: NotFound; BrokenFile, saying which of these failed with the
    // values.
    [[nodiscard]] static Result<SafetensorsFile> open(const std::filesystem::path& path);

    [[nodiscard]] const std::map<std::string, TensorEntry>& tensors() const { return tensors_; }
    [[nodiscard]] const Metadata& metadata() const { return metadata_; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    // The array's bytes from `offset` of it on, and all of them a part at a time. The name must be
    // in tensors(). Errors: BrokenFile (shortened since it was opened, or no longer readable).
    [[nodiscard]] Status read(const std::string& name, std::uint64_t offset,
                              std::span<std::byte> to) const;
    [[nodiscard]] Status readParts(
        const std::string& name, const std::function<void(std::span<const std::byte>)>& take) const;

    // The entry, if it has this type and shape. Errors: BrokenFile (missing, or another type or
    // shape; says both).
    [[nodiscard]] Result<TensorEntry> expect(const std::string& name, DType dtype,
                                             std::span<const std::int64_t> shape) const;

private:
    SafetensorsFile(std::filesystem::path path, RegularFile file)
        : path_(std::move(path)), file_(std::move(file)) {}
    [[nodiscard]] Status parse();
    [[nodiscard]] Status named(Status status) const;  // its error says which file

    std::filesystem::path path_;
    RegularFile file_;
    std::map<std::string, TensorEntry> tensors_;
    Metadata metadata_;
    std::uint64_t data_offset_ = 0;
};

// An array to be written; `bytes` must stay valid until writing returns and be as many as type and
// shape say.
struct TensorView {
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;
};

// Writes all arrays in the order given, atomically. Errors: WriteFailed.
[[nodiscard]] Status writeSafetensors(const std::filesystem::path& path,
                                      std::span<const TensorView> tensors,
                                      const Metadata& metadata);

// The same into a file that is still to be committed. Errors: WriteFailed.
[[nodiscard]] Status appendSafetensors(AtomicFile& file, std::span<const TensorView> tensors,
                                       const Metadata& metadata);

// The 8-byte length and the JSON header for arrays laid out in this order, padded with spaces so
// that the data starts at a multiple of `alignment` and at no less than `least_size` bytes. Sizes
// come from the shapes: `bytes` is not read.
[[nodiscard]] std::string safetensorsHeader(std::span<const TensorView> tensors,
                                            const Metadata& metadata, std::size_t alignment = 8,
                                            std::size_t least_size = 0);

}  // namespace faceloom
