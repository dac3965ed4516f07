// What the pictures of a path carry: its sheet the path and every face on it, a frame its own face.
// Thread-safe: no shared state.
#pragma once

#include "core/base/png_text.h"
#include "core/latent/latent_path.h"
#include "core/latent/provenance.h"

#include <optional>

namespace faceloom {

// For a path that passes check(). `shared`: model, seed and sets. Without the faces, which the path
// gives, where they are more than a picture can carry. Nothing without a model's hash.
[[nodiscard]] std::optional<PngText> sheetText(const Provenance& shared, const LatentPath& path);
// Of frame 0..frameCount(path) − 1.
[[nodiscard]] std::optional<PngText> frameText(const ModelReference& model, const LatentPath& path,
                                               int frame);

}  // namespace faceloom
