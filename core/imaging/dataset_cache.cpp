// prepareCached: the packed file and, beside it, what was skipped and warned of when it was made.
#include "core/base/unfinished_files.h"
#include "core/base/user_folders.h"
#include "core/imaging/dataset_builder.h"
#include "core/imaging/picture_sources.h"
#include "core/imaging/prepare_notes.h"

#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

struct CachePaths {
    fs::path pictures;
    fs::path notes;
};

CachePaths cachePaths(const std::string& key) {
    const fs::path folder = userCacheFolder() / "pictures";
    return {folder / (key + ".safetensors"), folder / (key + ".json")};
}

// Anything amiss with the cache is no error: the pictures are decoded again.
std::optional<PreparedData> fromCache(const CachePaths& paths, const std::string& fingerprint) {
    auto dataset = PackedDataset::open(paths.pictures);
    if (!dataset || dataset->info().fingerprint != fingerprint) return std::nullopt;
    auto notes = readPrepareNotes(paths.notes, fingerprint);
    if (!notes) return std::nullopt;
    return PreparedData{std::move(*dataset), true, std::move(notes->skipped),
                        std::move(notes->warnings)};
}

}  // namespace

Result<PreparedData> prepareCached(const PrepareOptions& options, std::stop_token stop,
                                   const PrepareObserver& observer) {
    auto sources = findSources(options);
    if (!sources) return passOn(sources);
    const CachePaths paths = cachePaths(sources->key);
    // A preparation that was killed left as much as it had written.
    removeUnfinished(paths.pictures.parent_path());
    if (auto cached = fromCache(paths, sources->fingerprint)) return std::move(*cached);

    const fs::path folder = paths.pictures.parent_path();
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        return fail(ErrorCode::WriteFailed, "{}: cannot be created: {}", folder.string(),
                    error.message());
    }
    auto data = prepareFromSources(options, std::move(*sources), paths.pictures, stop, observer);
    if (!data) return data;
    const PrepareNotes notes{data->skipped, data->warnings};
    if (auto noted = writePrepareNotes(paths.notes, data->dataset.info().fingerprint, notes);
        !noted) {
        return passOn(noted);
    }
    return data;
}

}  // namespace faceloom
