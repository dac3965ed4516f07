// What can be exported, gathered from what the panes show. For the GUI thread.
#pragma once

#include "ui/export_dialog.h"

#include <QImage>
#include <cstdint>
#include <vector>

namespace faceloom {

struct ExportSources {
    std::uint64_t seed = 1;
    const std::vector<QImage>& faces;
    std::vector<SheetTile> arithmetic;
    const std::vector<QImage>& strip;
    int current_face = 1;  // number of the face for “one face”
};

[[nodiscard]] ExportSheets gatherSheets(const ExportSources& sources);

}  // namespace faceloom
