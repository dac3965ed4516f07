#include "core/latent/path_provenance.h"

#include <utility>

namespace faceloom {
namespace {

LabelledLatent frameFace(const LatentPath& path, int frame) {
    return {fmt::format("frame {}", frame + 1), latentAt(path, frame), {}};
}

std::optional<PngText> textOf(const Provenance& provenance) {
    auto text = pngTextOf(provenance);
    return text ? std::optional(std::move(*text)) : std::nullopt;
}

}  // namespace

std::optional<PngText> sheetText(const Provenance& shared, const LatentPath& path) {
    if (shared.model.sha256.empty()) return std::nullopt;
    Provenance provenance = shared;
    provenance.path = path;
    for (int frame = 0; frame < frameCount(path); ++frame)
        provenance.faces.push_back(frameFace(path, frame));
    if (auto text = textOf(provenance)) return text;
    provenance.faces.clear();
    return textOf(provenance);
}

std::optional<PngText> frameText(const ModelReference& model, const LatentPath& path, int frame) {
    if (model.sha256.empty()) return std::nullopt;
    Provenance provenance;
    provenance.model = model;
    provenance.faces = {frameFace(path, frame)};
    return textOf(provenance);
}

}  // namespace faceloom
