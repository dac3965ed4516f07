#include "core/base/safetensors.h"

#include "core/base/safetensors_header.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace faceloom {
namespace {

constexpr std::uint64_t kLongestHeader = 100'000'000;  // bytes; the format's own bound
constexpr std::size_t kLengthBytes = 8;

std::uint64_t littleEndian(std::span<const std::byte> bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = kLengthBytes; i-- > 0;) {
        value = value << 8U | std::to_integer<std::uint64_t>(bytes[i]);
    }
    return value;
}

// elements × size, or nothing when that does not fit.
bool byteCount(const TensorEntry& entry, std::uint64_t& bytes) {
    bytes = sizeOf(entry.dtype);
    bool fits = true;
    // A zero dimension makes the product zero, but the others must still be plausible.
    for (const std::int64_t dimension : entry.shape) {
        fits =
            fits && !__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(dimension), &bytes);
    }
    return fits;
}

Status checkLayout(const std::map<std::string, TensorEntry>& tensors, std::uint64_t data_size) {
    std::vector<std::pair<const std::string*, const TensorEntry*>> in_order;
    in_order.reserve(tensors.size());
    for (const auto& [name, entry] : tensors)
        in_order.emplace_back(&name, &entry);
    std::ranges::sort(in_order, [](const auto& a, const auto& b) {
        return std::pair(a.second->begin, a.second->end) <
               std::pair(b.second->begin, b.second->end);
    });
    std::uint64_t expected = 0;
    for (const auto& [name, entry] : in_order) {
        std::uint64_t bytes = 0;
        if (!byteCount(*entry, bytes)) {
            return fail(ErrorCode::BrokenFile, "tensor \"{}\": shape [{}] is too large", *name,
                        fmt::join(entry->shape, ", "));
        }
        if (entry->end < entry->begin || entry->end - entry->begin != bytes) {
            return fail(ErrorCode::BrokenFile,
                        "tensor \"{}\": shape [{}] of {} needs {} bytes, offsets are {} to {}",
                        *name, fmt::join(entry->shape, ", "), dtypeName(entry->dtype), bytes,
                        entry->begin, entry->end);
        }
        if (entry->begin != expected) {
            return fail(ErrorCode::BrokenFile,
                        "tensor \"{}\" begins at {}, {} the end before it at {}", *name,
                        entry->begin,
                        entry->begin < expected ? "overlapping" : "leaving a gap after", expected);
        }
        expected = entry->end;
    }
    if (expected != data_size) {
        return fail(ErrorCode::BrokenFile,
                    "the header describes {} bytes of data, the file holds {}{}", expected,
                    data_size, data_size < expected ? ": cut short" : "");
    }
    return {};
}

}  // namespace

std::size_t sizeOf(DType dtype) {
    switch (dtype) {
        case DType::U8:
        case DType::I8:
            return 1;
        case DType::F16:
            return 2;
        case DType::F32:
            return 4;
        case DType::I64:
        case DType::F64:
            return 8;
    }
    throw std::invalid_argument("unknown DType");
}

std::string_view dtypeName(DType dtype) {
    switch (dtype) {
        case DType::U8:
            return "U8";
        case DType::I8:
            return "I8";
        case DType::I64:
            return "I64";
        case DType::F16:
            return "F16";
        case DType::F32:
            return "F32";
        case DType::F64:
            return "F64";
    }
    throw std::invalid_argument("unknown DType");
}

Result<SafetensorsFile> SafetensorsFile::open(const std::filesystem::path& path) {
    auto opened = RegularFile::open(path);
    if (!opened) return passOn(opened);
    SafetensorsFile file(path, std::move(*opened));
    if (auto parsed = file.named(file.parse()); !parsed) return passOn(parsed);
    return file;
}

Status SafetensorsFile::parse() {
    if (file_.size() < kLengthBytes) {
        return fail(ErrorCode::BrokenFile, "not a safetensors file: only {} bytes", file_.size());
    }
    std::array<std::byte, kLengthBytes> length_bytes{};
    if (auto status = file_.readAt(0, length_bytes); !status) return status;
    const std::uint64_t length = littleEndian(length_bytes);
    if (length > kLongestHeader) {
        return fail(ErrorCode::BrokenFile, "header length {} is above the format's limit of {}",
                    length, kLongestHeader);
    }
    if (length > file_.size() - kLengthBytes) {
        return fail(ErrorCode::BrokenFile,
                    "header length {} is beyond the file's {} bytes: cut short", length,
                    file_.size());
    }
    std::string text(static_cast<std::size_t>(length), '\0');
    if (auto status = file_.readAt(kLengthBytes, std::as_writable_bytes(std::span(text))); !status)
        return status;
    auto header = parseSafetensorsHeader(text);
    if (!header) return passOn(header);
    data_offset_ = kLengthBytes + length;
    if (auto laid_out = checkLayout(header->tensors, file_.size() - data_offset_); !laid_out) {
        return laid_out;
    }
    tensors_ = std::move(header->tensors);
    metadata_ = std::move(header->metadata);
    return {};
}

Status SafetensorsFile::read(const std::string& name, std::uint64_t offset,
                             std::span<std::byte> to) const {
    return named(file_.readAt(data_offset_ + tensors_.at(name).begin + offset, to));
}

Status SafetensorsFile::readParts(
    const std::string& name, const std::function<void(std::span<const std::byte>)>& take) const {
    const TensorEntry& entry = tensors_.at(name);
    return named(file_.readParts(data_offset_ + entry.begin, entry.size(), take));
}

Status SafetensorsFile::named(Status status) const {
    if (status) return status;
    return fail(status.error().code, "{}: {}", path_.string(), status.error().message);
}

Result<TensorEntry> SafetensorsFile::expect(const std::string& name, DType dtype,
                                            std::span<const std::int64_t> shape) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) {
        return fail(ErrorCode::BrokenFile, "{}: tensor \"{}\" is missing", path_.string(), name);
    }
    const TensorEntry& entry = found->second;
    if (entry.dtype != dtype || !std::ranges::equal(entry.shape, shape)) {
        return fail(ErrorCode::BrokenFile, "{}: tensor \"{}\" is {} [{}], expected {} [{}]",
                    path_.string(), name, dtypeName(entry.dtype), fmt::join(entry.shape, ", "),
                    dtypeName(dtype), fmt::join(shape, ", "));
    }
    return entry;
}

std::string safetensorsHeader(std::span<const TensorView> tensors, const Metadata& metadata,
                              std::size_t alignment, std::size_t least_size) {
    auto json = nlohmann::ordered_json::object();
    if (!metadata.empty()) json["__metadata__"] = metadata;
    std::uint64_t offset = 0;
    for (const TensorView& tensor : tensors) {
        const TensorEntry entry{tensor.dtype, tensor.shape, offset, 0};
        std::uint64_t size = 0;
        if (!byteCount(entry, size))
            throw std::invalid_argument("tensor too large: " + tensor.name);
        const std::uint64_t end = offset + size;
        json[tensor.name] = {{"dtype", dtypeName(tensor.dtype)},
                             {"shape", tensor.shape},
                             {"data_offsets", {offset, end}}};
        offset = end;
    }
    // A path in the metadata may not be UTF-8; the format demands it.
    const std::string text =
        json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    std::size_t total = std::max(kLengthBytes + text.size(), least_size);
    total = (total + alignment - 1) / alignment * alignment;

    std::string header(total, ' ');
    const std::uint64_t length = total - kLengthBytes;
    for (std::size_t i = 0; i < kLengthBytes; ++i) {
        header[i] = static_cast<char>(length >> (8 * i) & 0xFFU);
    }
    std::ranges::copy(text, header.begin() + kLengthBytes);
    return header;
}

Status appendSafetensors(AtomicFile& file, std::span<const TensorView> tensors,
                         const Metadata& metadata) {
    const std::string header = safetensorsHeader(tensors, metadata);
    if (auto written = file.write(std::as_bytes(std::span(header))); !written) return written;
    for (const TensorView& tensor : tensors) {
        if (auto written = file.write(tensor.bytes); !written) return written;
    }
    return {};
}

Status writeSafetensors(const std::filesystem::path& path, std::span<const TensorView> tensors,
                        const Metadata& metadata) {
    for (const TensorView& tensor : tensors) {
        std::uint64_t size = 0;
        if (!byteCount({tensor.dtype, tensor.shape, 0, 0}, size) || size != tensor.bytes.size()) {
            throw std::invalid_argument("bytes and shape differ: " + tensor.name);
        }
    }
    auto file = AtomicFile::create(path);
    if (!file) return passOn(file);
    if (auto written = appendSafetensors(*file, tensors, metadata); !written) return written;
    return file->commit();
}

}  // namespace faceloom
