#include "core/latent/explorer_json.h"

#include "core/base/sha256.h"
#include "core/latent/latent_formula.h"

#include <algorithm>
#include <limits>

namespace faceloom {
namespace {

constexpr std::size_t kLongestPath = 4096;  // bytes
constexpr std::size_t kLongestLetter = 32;  // bytes
constexpr std::size_t kMostSets = 1000;
constexpr int kMostLooks = 1000;
constexpr const char* kTruncation = "truncation";

bool isSetName(const std::string& text) {
    const auto inside = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '_';
    };
    return !text.empty() && !(text.front() >= '0' && text.front() <= '9') &&
           std::ranges::all_of(text, inside);
}

Json jsonOf(const LatentSet& set) {
    Json json = {{"letter", set.letter}, {"name", set.name}, {"look", set.look}};
    if (set.expected)
        json["expected"] = {{"smiling", set.expected->smiling}, {"male", set.expected->male}};
    json["members"] = jsonOf(set.members);
    return json;
}

LatentSet setFrom(const JsonNode& node, int latent_size) {
    LatentSet set;
    set.letter = node.at("letter").text(kLongestLetter);
    if (!isSetName(set.letter)) node.at("letter").complain("is no name for a formula");
    set.name = node.at("name").text(kLongestLabel);
    set.look = node.at("look").integer(0, kMostLooks);
    if (const auto expected = node.find("expected"))
        set.expected = {expected->at("smiling").flag(), expected->at("male").flag()};
    set.members = facesFrom(node.at("members"), latent_size);
    return set;
}

}  // namespace

Json jsonOf(const ModelReference& model) {
    return {{"sha256", model.sha256}, {"path", model.path}, {"latent_size", model.latent_size}};
}

ModelReference modelFrom(const JsonNode& node) {
    ModelReference model;
    model.sha256 = node.at("sha256").text(64);
    if (!isSha256(model.sha256)) node.at("sha256").complain("is not a SHA-256");
    if (const auto path = node.find("path")) model.path = path->text(kLongestPath);
    model.latent_size = node.at("latent_size").integer(1, kLargestLatentSize);
    return model;
}

void putTruncation(Json& object, double truncation) {
    if (truncation != 1) object[kTruncation] = truncation;
}

double truncationFrom(const JsonNode& object) {
    const auto truncation = object.find(kTruncation);
    return truncation ? truncation->number(0, 1) : 1;
}

Json jsonOf(const std::vector<LabelledLatent>& faces) {
    Json list = Json::array();
    for (const LabelledLatent& face : faces) {
        Json json;
        json["label"] = face.label;
        if (face.grid) {
            json["grid"] = {{"seed", face.grid->seed}, {"number", face.grid->number}};
            putTruncation(json["grid"], face.grid->truncation);
        }
        json["latent"] = jsonOf(face.latent);
        list.push_back(std::move(json));
    }
    return list;
}

std::vector<LabelledLatent> facesFrom(const JsonNode& node, int latent_size) {
    std::vector<LabelledLatent> faces;
    for (const JsonNode& entry : node.items(kMostStoredFaces)) {
        LabelledLatent face;
        face.label = entry.at("label").text(kLongestLabel);
        face.latent = entry.at("latent").latent(latent_size);
        if (const auto grid = entry.find("grid")) {
            face.grid = {grid->at("seed").seed(),
                         grid->at("number").integer(1, std::numeric_limits<int>::max()),
                         truncationFrom(*grid)};
        }
        if (!node.good()) return {};
        faces.push_back(std::move(face));
    }
    return faces;
}

void putArithmetic(Json& object, const SetArithmetic& arithmetic) {
    Json sets = Json::array();
    for (const LatentSet& set : arithmetic.sets)
        sets.push_back(jsonOf(set));
    object["sets"] = std::move(sets);
    object["formula"] = arithmetic.formula;
    if (!arithmetic.draft.empty()) object["draft"] = arithmetic.draft;
    object["renormalized"] = arithmetic.renormalized;
}

SetArithmetic arithmeticFrom(const JsonNode& object, int latent_size) {
    SetArithmetic arithmetic;
    std::vector<std::string> letters;
    for (const JsonNode& node : object.at("sets").items(kMostSets)) {
        arithmetic.sets.push_back(setFrom(node, latent_size));
        const std::string& letter = arithmetic.sets.back().letter;
        if (std::ranges::find(letters, letter) != letters.end())
            node.complain(fmt::format("has the name {} of another set", letter));
        letters.push_back(letter);
        if (!object.good()) return {};
    }
    if (const auto formula = object.find("formula"))
        arithmetic.formula = formula->text(kLongestFormula);
    if (const auto draft = object.find("draft")) arithmetic.draft = draft->text(kLongestFormula);
    if (const auto flag = object.find("renormalized")) arithmetic.renormalized = flag->flag();
    if (!arithmetic.formula.empty() && object.good()) {
        const auto read = parseFormula(arithmetic.formula, letters);
        if (!read) object.at("formula").complain("cannot be read: " + read.error().message);
    }
    return arithmetic;
}

Json jsonOf(const LatentPath& path) {
    Json keyframes = Json::array();
    for (const PathKeyframe& keyframe : path.keyframes) {
        keyframes.push_back({{"label", keyframe.label},
                             {"frames", keyframe.frames},
                             {"mode", keyframe.mode == InterpolationMode::Slerp ? "slerp" : "lerp"},
                             {"latent", jsonOf(keyframe.latent)}});
    }
    return {{"loop", path.loop},
            {"frames_per_second", path.frames_per_second},
            {"keyframes", std::move(keyframes)}};
}

LatentPath pathFrom(const JsonNode& node, int latent_size) {
    LatentPath path;
    path.loop = node.at("loop").flag();
    path.frames_per_second = node.at("frames_per_second").number(1, 60);
    for (const JsonNode& entry : node.at("keyframes").items(kMostKeyframes)) {
        PathKeyframe keyframe;
        keyframe.label = entry.at("label").text(kLongestLabel);
        keyframe.frames = entry.at("frames").integer(1, kMostSegmentFrames);
        const std::string mode = entry.at("mode").text(kLongestLabel);
        if (mode != "lerp" && mode != "slerp")
            entry.at("mode").complain("is neither lerp nor slerp");
        keyframe.mode = mode == "slerp" ? InterpolationMode::Slerp : InterpolationMode::Lerp;
        keyframe.latent = entry.at("latent").latent(latent_size);
        path.keyframes.push_back(std::move(keyframe));
    }
    return path;
}

std::string textOf(const Json& json, bool indented) {
    return json.dump(indented ? 1 : -1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace faceloom
