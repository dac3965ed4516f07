#include "core/base/checked_safetensors.h"

#include "core/base/sha256.h"

#include <algorithm>
#include <vector>

#include <fmt/ranges.h>

namespace faceloom {
namespace {

// Lengths in front, so that no two contents are spelt alike; names in their order, so that the
// file's layout plays no part.
class Checksum {
public:
    explicit Checksum(const Metadata& metadata) {
        for (const auto& [key, value] : metadata) {
            if (key == kChecksumKey) continue;
            sum_.add(fmt::format("{} {} {} {}\n", key.size(), key, value.size(), value));
        }
    }
    // Its bytes follow.
    void addTensor(const std::string& name, DType dtype, std::span<const std::int64_t> shape) {
        sum_.add(fmt::format("{} {} {} [{}]\n", name.size(), name, dtypeName(dtype),
                             fmt::join(shape, ",")));
    }
    void addBytes(std::span<const std::byte> bytes) { sum_.add(bytes); }
    std::string digest() { return sum_.digest(); }

private:
    Sha256 sum_;
};

std::string checksumOf(std::vector<TensorView> tensors, const Metadata& metadata) {
    Checksum sum(metadata);
    std::ranges::sort(tensors, {}, &TensorView::name);
    for (const TensorView& tensor : tensors) {
        sum.addTensor(tensor.name, tensor.dtype, tensor.shape);
        sum.addBytes(tensor.bytes);
    }
    return sum.digest();
}

Result<std::string> checksumOf(const SafetensorsFile& file) {
    Checksum sum(file.metadata());
    for (const auto& [name, entry] : file.tensors()) {
        sum.addTensor(name, entry.dtype, entry.shape);
        const auto read =
            file.readParts(name, [&sum](std::span<const std::byte> part) { sum.addBytes(part); });
        if (!read) return passOn(read);
    }
    return sum.digest();
}

Status readBack(const AtomicFile& file, const std::filesystem::path& path) {
    const auto written = SafetensorsFile::open(file.temporaryPath());
    if (written && checkChecksum(*written)) return {};
    return fail(ErrorCode::WriteFailed, "{}: what was read back is not what was written",
                path.string());
}

}  // namespace

Status writeCheckedSafetensors(const std::filesystem::path& path,
                               std::span<const TensorView> tensors, Metadata metadata) {
    metadata[kChecksumKey] = checksumOf({tensors.begin(), tensors.end()}, metadata);
    auto file = AtomicFile::create(path);
    if (!file) return passOn(file);
    if (auto written = appendSafetensors(*file, tensors, metadata); !written) return written;
    if (auto same = readBack(*file, path); !same) return same;
    return file->commit();
}

Status checkChecksum(const SafetensorsFile& file) {
    const auto found = file.metadata().find(kChecksumKey);
    if (found == file.metadata().end()) return {};
    const auto sum = checksumOf(file);
    if (!sum) return passOn(sum);
    if (*sum == found->second) return {};
    return fail(ErrorCode::BrokenFile,
                "{}: damaged: its content has the checksum {}, {} is written in it",
                file.path().string(), shortHash(*sum), shortHash(found->second));
}

}  // namespace faceloom
