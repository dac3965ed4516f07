#include "core/sweep/sweep_faces.h"

#include "core/imaging/contact_sheet.h"
#include "core/train/run_folder.h"
#include "core/train/timeline_faces.h"

#include <algorithm>

namespace faceloom {

namespace {

constexpr int kSheetsARow = 4;
constexpr std::size_t kMostSheets = 64;

}  // namespace

Result<RgbImage> facesOf(const SweepFolder& folder, const std::vector<Trial>& trials,
                         const SettingOutcome& setting) {
    if (!setting.shown)
        return fail(ErrorCode::NotFound, "no run with {} has been measured yet", setting.label);
    const Trial& trial = trials.at(*setting.shown);
    const RunFolder run(folder.runFolder(trial));
    TimelinePoint point;
    point.step = setting.steps;
    point.file = run.checkpointFile(setting.steps);
    point.sample = run.sampleFile(setting.steps);
    const auto faces = facesAt(point, trial.seed);
    if (!faces) return passOn(faces);
    std::vector<SheetTile> tiles;
    for (const RgbImage& face : *faces)
        tiles.push_back({face, {}, {}});
    return drawSheet(tiles, {});
}

Result<RgbImage> drawSweepFaces(const SweepFolder& folder, const std::vector<Trial>& trials,
                                const SweepOutcome& outcome) {
    std::vector<SheetTile> tiles;
    int widest = 0;
    for (const SettingOutcome& setting : outcome.settings) {
        if (!setting.shown || tiles.size() == kMostSheets) continue;
        auto sheet = facesOf(folder, trials, setting);
        if (!sheet) return passOn(sheet);
        widest = std::max(widest, sheet->width);
        tiles.push_back({std::move(*sheet), setting.label, {}});
    }
    for (SheetTile& tile : tiles)
        tile.image = enlarged(tile.image, widest / tile.image.width);  // sizes are powers of two
    SheetStyle style;
    style.columns = kSheetsARow;
    style.captions = true;
    return drawSheet(tiles, style);
}

}  // namespace faceloom
