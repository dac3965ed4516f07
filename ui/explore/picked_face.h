// A face on its way: taken from the grid, a set, a result or the history, and handed to a set or to
// the path, or dragged there.
#pragma once

#include "core/latent/explorer_types.h"

#include <QImage>
#include <QString>
#include <memory>
#include <optional>

class QMimeData;

namespace faceloom {

inline constexpr int kFaceCount = 36;  // faces of a grid, numbered from 1

using GridFace = SeedFace;  // with a number up to kFaceCount

// Where in the sets a face was taken from.
struct SetPlace {
    QString letter;
    int member = 0;  // counted from 0
};

struct PickedFace {
    QString label;  // "face 7", "result"
    Latent latent;
    QImage picture;  // as it was drawn when taken; may be null
    std::optional<GridFace> grid = {};
    std::optional<SetPlace> place = {};
    std::optional<int> keyframe = {};  // of the path, which it was taken from; counted from 0
};

// For drag and drop inside the program, under a media type of its own.
[[nodiscard]] std::unique_ptr<QMimeData> toMimeData(const PickedFace& face);
// Nothing when `data` is null or holds no face, or a damaged one.
[[nodiscard]] std::optional<PickedFace> pickedFaceFrom(const QMimeData* data);
[[nodiscard]] bool holdsPickedFace(const QMimeData* data);

// Why a face whose latent is not of the model's size is not taken, for a person.
[[nodiscard]] QString otherModelsFaceText();

}  // namespace faceloom
