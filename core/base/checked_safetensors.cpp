#include "core/base/checked_safetensors.h"

#include "core/base/sha256.h"

#include <algorithm>
#include <vector>

#include <fmt/ranges.h>

namespace faceloom {
namespace {

// Lengths in front, so that no two contents are spelt alike; names in their order, so that the
// file's layout plays no part.
std::string checksumOf(std::vector<TensorView> tensors, const Metadata& metadata) {
    Sha256 sum;
    for (const auto& [key, value] : metadata) {
        if (key == kChecksumKey) continue;
        sum.add(fmt::format("{} {} {} {}\n", key.size(), key, value.size(), value));
    }
    std::ranges::sort(tensors, {}, &TensorView::name);
    for (const TensorView& tensor : tensors) {
        sum.add(fmt::format("{} {} {} [{}]\n", tensor.name.size(), tensor.name,
                            dtypeName(tensor.dtype), fmt::join(tensor.shape, ",")));
        sum.add(tensor.bytes);
    }
    return sum.digest();
}

std::vector<TensorView> viewsOf(const SafetensorsFile& file) {
    std::vector<TensorView> views;
    for (const auto& [name, entry] : file.tensors())
        views.push_back({name, entry.dtype, entry.shape, file.bytes(name)});
    return views;
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
    const std::string sum = checksumOf(viewsOf(file), file.metadata());
    if (sum == found->second) return {};
    return fail(ErrorCode::BrokenFile,
                "{}: damaged: its content has the checksum {}, {} is written in it",
                file.path().string(), shortHash(sum), shortHash(found->second));
}

}  // namespace faceloom
