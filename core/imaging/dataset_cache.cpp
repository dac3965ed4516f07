// prepareCached: the packed file and, beside it, what was skipped and warned of when it was made.
#include "core/base/atomic_file.h"
#include "core/base/mapped_file.h"
#include "core/base/user_folders.h"
#include "core/imaging/picture_sources.h"

#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

namespace faceloom {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kLargestNotes = 256U << 20U;  // bytes

struct CachePaths {
    fs::path pictures;
    fs::path notes;
};

CachePaths cachePaths(const std::string& key) {
    const fs::path folder = userCacheFolder() / "pictures";
    return {folder / (key + ".safetensors"), folder / (key + ".json")};
}

Status writeNotes(const fs::path& path, const PreparedData& data) {
    Json skipped = Json::array();
    for (const SkippedPicture& picture : data.skipped) {
        skipped.push_back({picture.name, picture.reason});
    }
    const Json notes = {{"fingerprint", data.dataset.info().fingerprint},
                        {"skipped", std::move(skipped)},
                        {"warnings", data.warnings}};
    return writeTextAtomically(path, notes.dump(0, ' ', false, Json::error_handler_t::replace));
}

// False when they are not there, not of this fingerprint, or not what was written.
bool readNotes(const fs::path& path, const std::string& fingerprint, PreparedData& data) {
    const auto file = MappedFile::open(path);
    if (!file || file->bytes().size() > kLargestNotes) return false;
    const auto* text = reinterpret_cast<const char*>(file->bytes().data());
    const Json notes = Json::parse(text, text + file->bytes().size(), nullptr, false);
    try {
        if (notes.at("fingerprint") != fingerprint) return false;
        for (const Json& picture : notes.at("skipped")) {
            data.skipped.push_back(
                {picture.at(0).get<std::string>(), picture.at(1).get<std::string>()});
        }
        data.warnings = notes.at("warnings").get<std::vector<std::string>>();
        return true;
    } catch (const Json::exception&) {
        return false;
    }
}

// Anything amiss with the cache is no error: the pictures are decoded again.
std::optional<PreparedData> fromCache(const CachePaths& paths, const std::string& fingerprint) {
    auto dataset = PackedDataset::open(paths.pictures);
    if (!dataset || dataset->info().fingerprint != fingerprint) return std::nullopt;
    PreparedData data{std::move(*dataset), true, {}, {}};
    if (!readNotes(paths.notes, fingerprint, data)) return std::nullopt;
    return data;
}

}  // namespace

Result<PreparedData> prepareCached(const PrepareOptions& options, std::stop_token stop,
                                   const PrepareObserver& observer) {
    auto sources = findSources(options);
    if (!sources) return passOn(sources);
    const CachePaths paths = cachePaths(sources->key);
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
    if (auto noted = writeNotes(paths.notes, *data); !noted) return passOn(noted);
    return data;
}

}  // namespace faceloom
