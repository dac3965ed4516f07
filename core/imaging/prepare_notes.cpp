#include "core/imaging/prepare_notes.h"

#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"

#include <utility>

#include <nlohmann/json.hpp>

namespace faceloom {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLargestNotes = 256U << 20U;  // bytes

}  // namespace

Status writePrepareNotes(const std::filesystem::path& path, const std::string& fingerprint,
                         const PrepareNotes& notes) {
    Json skipped = Json::array();
    for (const SkippedPicture& picture : notes.skipped)
        skipped.push_back({picture.name, picture.reason});
    const Json json = {{"fingerprint", fingerprint},
                       {"skipped", std::move(skipped)},
                       {"warnings", notes.warnings}};
    return writeTextAtomically(path, json.dump(0, ' ', false, Json::error_handler_t::replace));
}

std::optional<PrepareNotes> readPrepareNotes(const std::filesystem::path& path,
                                             const std::string& fingerprint) {
    const auto text = readRegularFile(path, kLargestNotes);
    if (!text) return std::nullopt;
    const Json json = Json::parse(*text, nullptr, false);
    try {
        if (json.at("fingerprint") != fingerprint) return std::nullopt;
        PrepareNotes notes;
        for (const Json& picture : json.at("skipped")) {
            notes.skipped.push_back(
                {picture.at(0).get<std::string>(), picture.at(1).get<std::string>()});
        }
        notes.warnings = json.at("warnings").get<std::vector<std::string>>();
        return notes;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

}  // namespace faceloom
