#include "core/latent/explorer_session.h"

#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"
#include "core/latent/explorer_json.h"

#include <algorithm>
#include <array>

namespace faceloom {
namespace {

constexpr const char* kVersionKey = "faceloom_session";
constexpr std::size_t kMostDirections = 1000;
constexpr std::size_t kLongestOrigin = 10000;  // bytes
constexpr double kLargestAmount = 100;
constexpr std::array<const char*, 4> kKinds = {"component", "factor", "attribute", "sets"};

Json jsonOf(const SessionEdit& edit) {
    Json directions = Json::array();
    for (const SessionDirection& entry : edit.directions) {
        directions.push_back({{"name", entry.direction.name},
                              {"kind", kKinds.at(static_cast<std::size_t>(entry.direction.kind))},
                              {"strength", entry.direction.strength},
                              {"amount", entry.amount},
                              {"locked", entry.locked},
                              {"vector", faceloom::jsonOf(entry.direction.vector)}});
    }
    Json json = {{"truncation", edit.truncation}, {"renormalized", edit.renormalized}};
    // A list of one: the face is written as other faces are.
    if (edit.face) json["face"] = faceloom::jsonOf(std::vector{*edit.face});
    json["directions"] = std::move(directions);
    return json;
}

SessionDirection directionFrom(const JsonNode& node, int latent_size) {
    SessionDirection entry;
    entry.direction.name = node.at("name").text(kLongestLabel);
    const std::string kind = node.at("kind").text(kLongestLabel);
    const auto known = std::ranges::find(kKinds, kind);
    if (known == kKinds.end()) {
        node.at("kind").complain(fmt::format("'{}' is none of {}", kind, fmt::join(kKinds, ", ")));
    } else {
        entry.direction.kind = static_cast<DirectionKind>(known - kKinds.begin());
    }
    entry.direction.strength = node.at("strength").number(-1e6, 1e6);
    entry.amount = node.at("amount").number(-kLargestAmount, kLargestAmount);
    entry.locked = node.at("locked").flag();
    entry.direction.vector = node.at("vector").latent(latent_size);
    return entry;
}

SessionEdit editFrom(const JsonNode& node, int latent_size) {
    SessionEdit edit;
    if (const auto list = node.find("face")) {
        auto faces = facesFrom(*list, latent_size);
        if (faces.size() > 1) list->complain("is more than one face");
        if (!faces.empty()) edit.face = std::move(faces.front());
    }
    edit.truncation = node.at("truncation").number(0, 1);
    edit.renormalized = node.at("renormalized").flag();
    for (const JsonNode& entry : node.at("directions").items(kMostDirections))
        edit.directions.push_back(directionFrom(entry, latent_size));
    return edit;
}

Json jsonOf(const std::vector<SessionFavourite>& favourites) {
    Json list = Json::array();
    for (const SessionFavourite& favourite : favourites) {
        list.push_back({{"label", favourite.label},
                        {"origin", favourite.origin},
                        {"latent", faceloom::jsonOf(favourite.latent)}});
    }
    return list;
}

std::vector<SessionFavourite> favouritesFrom(const JsonNode& node, int latent_size) {
    std::vector<SessionFavourite> favourites;
    for (const JsonNode& entry : node.items(kMostStoredFaces)) {
        favourites.push_back({entry.at("label").text(kLongestLabel),
                              entry.at("origin").text(kLongestOrigin),
                              entry.at("latent").latent(latent_size)});
    }
    return favourites;
}

}  // namespace

std::string toJson(const ExplorerSession& session) {
    Json json;
    json[kVersionKey] = kSessionVersion;
    json["model"] = jsonOf(session.model);
    json["seed"] = session.grid.seed;
    putTruncation(json, session.grid.truncation);
    putArithmetic(json, session.arithmetic);
    json["path"] = jsonOf(session.path);
    json["edit"] = jsonOf(session.edit);
    json["favourites"] = jsonOf(session.favourites);
    return textOf(json, false) + "\n";
}

Result<ExplorerSession> sessionFromJson(std::string_view text) {
    const auto json = parseJson(text);
    if (!json) return passOn(json);
    std::string problem;
    const JsonNode root(*json, &problem);
    const auto version = root.find(kVersionKey);
    if (!version) return fail(ErrorCode::BrokenFile, "not a session of Faceloom's");
    if (const int number = version->integer(1, 1'000'000);
        number != kSessionVersion && problem.empty()) {
        return fail(ErrorCode::InvalidArgument,
                    "a session of version {}, this program reads version {}", number,
                    kSessionVersion);
    }
    ExplorerSession session;
    session.model = modelFrom(root.at("model"));
    if (!problem.empty()) return fail(ErrorCode::BrokenFile, "{}", problem);
    const int size = session.model.latent_size;
    session.grid = {root.at("seed").seed(), truncationFrom(root)};
    session.arithmetic = arithmeticFrom(root, size);
    if (session.arithmetic.sets.empty()) root.at("sets").complain("is empty");
    if (const auto path = root.find("path")) session.path = pathFrom(*path, size);
    if (const auto edit = root.find("edit")) session.edit = editFrom(*edit, size);
    if (const auto kept = root.find("favourites")) session.favourites = favouritesFrom(*kept, size);
    if (!problem.empty()) return fail(ErrorCode::BrokenFile, "{}", problem);
    return session;
}

Status writeSession(const std::filesystem::path& path, const ExplorerSession& session) {
    const std::string text = toJson(session);
    if (text.size() > kLargestSession) {
        return fail(ErrorCode::InvalidArgument, "{}: the session has {} bytes, more than {}",
                    path.string(), text.size(), kLargestSession);
    }
    // What could not be opened again must not pass for saved.
    if (const auto read = sessionFromJson(text); !read)
        return fail(ErrorCode::InvalidArgument, "{}: cannot be saved: {}", path.string(),
                    read.error().message);
    return writeTextAtomically(path, text);
}

Result<ExplorerSession> readSession(const std::filesystem::path& path) {
    const auto text = readRegularFile(path, kLargestSession);
    if (!text) return passOn(text);
    auto session = sessionFromJson(*text);
    if (!session) {
        return fail(session.error().code, "{}: {}", path.string(), session.error().message);
    }
    return session;
}

std::optional<Latent> editedFace(const SessionEdit& edit) {
    if (!edit.face) return std::nullopt;
    std::vector<DirectionMove> moves;
    for (const SessionDirection& entry : edit.directions)
        moves.push_back({entry.direction.vector, entry.amount, entry.locked});
    return edited(edit.face->latent, moves, edit.truncation, edit.renormalized);
}

}  // namespace faceloom
