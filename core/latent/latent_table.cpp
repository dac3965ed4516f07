#include "core/latent/latent_table.h"

#include <algorithm>
#include <cmath>

namespace faceloom {
namespace {

std::string endingOf(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return ending;
}

tl::unexpected<Error> unknownEnding(const std::filesystem::path& path) {
    return fail(ErrorCode::InvalidArgument, "{}: latents are .csv or .npy files", path.string());
}

}  // namespace

Result<LatentTable> readLatents(const std::filesystem::path& path) {
    if (endingOf(path) == ".csv") return readLatentsCsv(path);
    if (endingOf(path) == ".npy") return readLatentsNpy(path);
    return unknownEnding(path);
}

Status writeLatents(const std::filesystem::path& path, const LatentTable& table) {
    if (endingOf(path) == ".csv") return writeLatentsCsv(path, table);
    if (endingOf(path) == ".npy") return writeLatentsNpy(path, table);
    return unknownEnding(path);
}

Status checkTable(const std::filesystem::path& path, const LatentTable& table) {
    if (table.empty()) {
        return fail(ErrorCode::InvalidArgument, "{}: there are no faces to write", path.string());
    }
    const std::size_t size = table.front().latent.size();
    for (const LabelledLatent& row : table) {
        if (row.latent.size() == size && size >= 1 && size <= kLargestLatentSize &&
            std::ranges::all_of(row.latent, [](float value) { return std::isfinite(value); })) {
            continue;
        }
        return fail(ErrorCode::InvalidArgument,
                    "{}: '{}' has {} numbers where {} finite ones are needed", path.string(),
                    row.label, row.latent.size(), size);
    }
    return {};
}

}  // namespace faceloom
