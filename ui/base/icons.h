// Icons drawn as shapes in the palette's text colour: sharp at any scale, right on light and on
// dark. For the GUI thread.
#pragma once

#include <QIcon>
#include <QPolygonF>

namespace faceloom {

enum class Symbol {
    Open,
    Pictures,
    NewFaces,
    Play,
    Pause,
    Stop,
    Export,
    Close,
    Swap,
    Clear,
    History,
    Take,
    Suggest,
    Ages,
    Help,
    More,
    Add,
    Favourite,
    Lock,
    Reset,
    Loop,
    Report
};

[[nodiscard]] QIcon symbolIcon(Symbol symbol);
// A five-pointed star around (0, 0), 10 from there to its points.
[[nodiscard]] QPolygonF starShape();

}  // namespace faceloom
