#include "ui/explore/export_sheets.h"

#include "ui/base/image_convert.h"

#include <algorithm>

namespace faceloom {
namespace {

constexpr int kGridColumns = 6;
constexpr int kWidestStrip = 16;

ExportSheet& at(ExportSheets& sheets, ExportKind kind) {
    return sheets.at(static_cast<std::size_t>(kind));
}

void addProvenance(ExportSheets& sheets, const ExportSources& sources) {
    for (ExportSheet& sheet : sheets)
        sheet.provenance = sources.shared;
    const auto current = static_cast<std::size_t>(sources.current_face - 1);
    auto& grid = at(sheets, ExportKind::Grid).provenance.faces;
    for (const Latent& latent : sources.grid_latents) {
        const int number = static_cast<int>(grid.size()) + 1;
        grid.push_back({"face " + std::to_string(number), latent,
                        SeedFace{sources.seed.seed, number, sources.seed.truncation}});
    }
    if (current < grid.size()) at(sheets, ExportKind::Face).provenance.faces = {grid[current]};
    at(sheets, ExportKind::Arithmetic).provenance.faces = sources.arithmetic_latents;
    at(sheets, ExportKind::Strip).provenance.path = sources.strip_path;
    auto& strip = at(sheets, ExportKind::Strip).provenance.faces;
    for (const Latent& latent : sources.strip_latents)
        strip.push_back({"step " + std::to_string(strip.size() + 1), latent, {}});
    // Nothing of the grid or the sets is in it.
    at(sheets, ExportKind::Photograph).provenance = {
        sources.shared.model, {}, sources.photograph_latents, {}, {}};
}

}  // namespace

ExportSheets gatherSheets(const ExportSources& sources) {
    ExportSheets sheets;
    const QString seed = QString::number(sources.seed.seed);
    ExportSheet& grid = at(sheets, ExportKind::Grid);
    grid.file_name = QStringLiteral("faces-seed-%1.png").arg(seed);
    grid.columns = kGridColumns;
    for (std::size_t i = 0; i < sources.faces.size(); ++i) {
        grid.tiles.push_back({fromQImage(sources.faces[i]), std::to_string(i + 1), {}});
    }
    ExportSheet& row = at(sheets, ExportKind::Arithmetic);
    row.file_name = QStringLiteral("arithmetic-seed-%1.png").arg(seed);
    row.tiles = sources.arithmetic;
    row.columns = std::max(1, static_cast<int>(row.tiles.size()));
    ExportSheet& strip = at(sheets, ExportKind::Strip);
    strip.file_name = QStringLiteral("path-seed-%1.png").arg(seed);
    const auto last = std::max<std::size_t>(1, sources.strip.size() - 1);
    for (std::size_t i = 0; i < sources.strip.size(); ++i) {
        strip.tiles.push_back(
            {fromQImage(sources.strip[i]), std::to_string((i * 100 + last / 2) / last) + " %", {}});
    }
    strip.columns = std::clamp(static_cast<int>(strip.tiles.size()), 1, kWidestStrip);
    ExportSheet& face = at(sheets, ExportKind::Face);
    face.file_name = QStringLiteral("face-%1-seed-%2.png").arg(sources.current_face).arg(seed);
    face.columns = 1;
    const auto current = static_cast<std::size_t>(sources.current_face - 1);
    if (current < grid.tiles.size()) face.tiles.push_back(grid.tiles[current]);
    ExportSheet& photograph = at(sheets, ExportKind::Photograph);
    photograph.file_name = QStringLiteral("%1-nearest.png").arg(sources.photograph_name);
    photograph.tiles = sources.photograph;
    photograph.columns = 2;
    addProvenance(sheets, sources);
    return sheets;
}

}  // namespace faceloom
