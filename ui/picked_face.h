// A face taken from the grid or from a result: what is handed to the ends of an interpolation and
// dragged between panes.
#pragma once

#include "core/latent/latent_ops.h"

#include <QImage>
#include <QString>
#include <memory>
#include <optional>

class QMimeData;

namespace faceloom {

struct PickedFace {
    QString label;  // "face 7", "result"
    Latent latent;
    QImage picture;  // as it was drawn when taken; may be null
};

// For drag and drop inside the program, under a media type of its own.
[[nodiscard]] std::unique_ptr<QMimeData> toMimeData(const PickedFace& face);
// Nothing when `data` is null or holds no face, or a damaged one.
[[nodiscard]] std::optional<PickedFace> pickedFaceFrom(const QMimeData* data);
[[nodiscard]] bool holdsPickedFace(const QMimeData* data);

}  // namespace faceloom
