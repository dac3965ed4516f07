// Icons drawn as shapes in the palette's text colour: sharp at any scale, right on light and on
// dark. For the GUI thread.
#pragma once

#include <QIcon>

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
    Add
};

[[nodiscard]] QIcon symbolIcon(Symbol symbol);

}  // namespace faceloom
