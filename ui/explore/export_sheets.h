// What can be exported, gathered from what the panes show. For the GUI thread.
#pragma once

#include "ui/explore/export_dialog.h"

#include <QImage>
#include <optional>
#include <vector>

namespace faceloom {

struct ExportSources {
    GridSeed seed;
    const std::vector<QImage>& faces;
    std::vector<SheetTile> arithmetic;
    const std::vector<QImage>& strip;
    int current_face = 1;  // number of the face for “one face”
    // What all of the pictures carry: model, seed, sets and formula.
    Provenance shared = {};
    std::vector<Latent> grid_latents = {};
    std::vector<LabelledLatent> arithmetic_latents = {};
    std::vector<Latent> strip_latents = {};
    QString photograph_name = {};            // of its file, without ending
    std::vector<SheetTile> photograph = {};  // its face and the nearest one
    std::vector<LabelledLatent> photograph_latents = {};
    std::optional<LatentPath> strip_path = {};
};

[[nodiscard]] ExportSheets gatherSheets(const ExportSources& sources);

}  // namespace faceloom
