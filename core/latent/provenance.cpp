#include "core/latent/provenance.h"

#include "core/base/png_file.h"
#include "core/latent/explorer_json.h"

namespace faceloom {
namespace {

constexpr int kVersion = 1;
constexpr const char* kVersionKey = "faceloom_picture";

}  // namespace

std::string toJson(const Provenance& provenance) {
    Json json;
    json[kVersionKey] = kVersion;
    json["model"] = {{"sha256", provenance.model.sha256},
                     {"latent_size", provenance.model.latent_size}};
    if (provenance.grid) {
        json["seed"] = provenance.grid->seed;
        putTruncation(json, provenance.grid->truncation);
    }
    if (provenance.arithmetic) putArithmetic(json, *provenance.arithmetic);
    if (provenance.path) json["path"] = jsonOf(*provenance.path);
    json["faces"] = jsonOf(provenance.faces);
    return textOf(json, false);
}

Result<Provenance> provenanceFromJson(std::string_view text) {
    if (text.size() > kLongestPngText)
        return fail(ErrorCode::BrokenFile, "longer than {} bytes", kLongestPngText);
    const auto json = parseJson(text);
    if (!json) return passOn(json);
    std::string problem;
    const JsonNode root(*json, &problem);
    const auto version = root.find(kVersionKey);
    if (!version) return fail(ErrorCode::BrokenFile, "not what Faceloom writes into pictures");
    if (const int number = version->integer(1, 1'000'000); number != kVersion && problem.empty()) {
        return fail(ErrorCode::InvalidArgument, "of version {}, this program reads version {}",
                    number, kVersion);
    }
    Provenance provenance;
    provenance.model = modelFrom(root.at("model"));
    if (!problem.empty()) return fail(ErrorCode::BrokenFile, "{}", problem);
    const int size = provenance.model.latent_size;
    if (const auto seed = root.find("seed")) provenance.grid = {seed->seed(), truncationFrom(root)};
    if (root.find("sets")) provenance.arithmetic = arithmeticFrom(root, size);
    if (const auto path = root.find("path")) provenance.path = pathFrom(*path, size);
    provenance.faces = facesFrom(root.at("faces"), size);
    if (!problem.empty()) return fail(ErrorCode::BrokenFile, "{}", problem);
    return provenance;
}

Result<PngText> pngTextOf(const Provenance& provenance) {
    PngText text{kProvenanceKeyword, toJson(provenance)};
    if (text.text.size() > kLongestPngText) {
        return fail(ErrorCode::InvalidArgument,
                    "{} faces of {} numbers are more than a picture can carry; write fewer",
                    provenance.faces.size(), provenance.model.latent_size);
    }
    return text;
}

Status writePngWith(const std::filesystem::path& path, const RgbImage& image,
                    const Provenance& provenance) {
    const auto text = pngTextOf(provenance);
    if (!text) return fail(text.error().code, "{}: {}", path.string(), text.error().message);
    return writePng(path, image, {&*text, 1});
}

Result<Provenance> readProvenance(const std::filesystem::path& png) {
    const auto text = readPngText(png, kProvenanceKeyword);
    if (!text) return passOn(text);
    if (!*text) {
        return fail(ErrorCode::NotFound, "{}: this picture does not carry its faces with it",
                    png.string());
    }
    auto provenance = provenanceFromJson(**text);
    if (!provenance) {
        return fail(provenance.error().code, "{}: what it carries cannot be used: {}", png.string(),
                    provenance.error().message);
    }
    return provenance;
}

}  // namespace faceloom
