// What a picture was made of, as it travels inside the PNG: so that whoever has the picture has the
// faces. Treats what it reads as hostile. Thread-safe: no shared state.
#pragma once

#include "core/base/png_text.h"
#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/latent/explorer_types.h"
#include "core/latent/latent_path.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace faceloom {

inline constexpr const char* kProvenanceKeyword = "Faceloom";

struct Provenance {
    ModelReference model;                     // without its path: that is nobody else's business
    std::optional<GridSeed> grid;             // that was shown
    std::vector<LabelledLatent> faces;        // one for each tile drawn from a latent, in order
    std::optional<SetArithmetic> arithmetic;  // the sets and the formula that was in force
    std::optional<LatentPath> path;           // that a strip shows
    bool operator==(const Provenance&) const = default;
};

[[nodiscard]] std::string toJson(const Provenance& provenance);
// Errors: BrokenFile, saying what is wrong where; InvalidArgument (another version's).
[[nodiscard]] Result<Provenance> provenanceFromJson(std::string_view text);

// As a PNG carries it. Errors: InvalidArgument where it is longer than a picture can carry.
[[nodiscard]] Result<PngText> pngTextOf(const Provenance& provenance);
// The picture with its provenance inside. Errors: those of writePng; InvalidArgument where the
// provenance is longer than a picture can carry.
[[nodiscard]] Status writePngWith(const std::filesystem::path& path, const RgbImage& image,
                                  const Provenance& provenance);
// Errors: those of readPngText and provenanceFromJson; NotFound where the picture carries none.
[[nodiscard]] Result<Provenance> readProvenance(const std::filesystem::path& png);

}  // namespace faceloom
