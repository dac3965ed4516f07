// A menu entry for a pane that docks: brings it to the front, or closes it when it is there.
#pragma once

#include <QKeySequence>

class QAction;
class QDockWidget;

namespace faceloom {

// Unlike the dock's own toggle action, which closes a pane that merely lies behind another. Belongs
// to the dock, whose whatsThis it tells as the pane's purpose; checked while the pane can be seen.
// A closed pane at the bottom is opened as high as it wishes to be, where there is room.
[[nodiscard]] QAction* paneAction(QDockWidget* dock, const QKeySequence& shortcut);

}  // namespace faceloom
