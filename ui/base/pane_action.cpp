#include "ui/base/pane_action.h"

#include <QAction>
#include <QCoreApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QTimer>
#include <algorithm>

namespace faceloom {
namespace {

constexpr double kLargestShare = 0.45;  // of the window's height, for a pane at its bottom

// Panes at the bottom share one height, which may have been chosen for lower ones. What the window
// gives is less than what was asked for by the tabs below: hence it is asked twice.
void makeRoomFor(QDockWidget* dock, int asked_before = 0) {
    auto* window = qobject_cast<QMainWindow*>(dock->parentWidget());
    if (window == nullptr || dock->isFloating() ||
        window->dockWidgetArea(dock) != Qt::BottomDockWidgetArea)
        return;
    const int missing = dock->widget()->sizeHint().height() - dock->widget()->height();
    const int most = static_cast<int>(kLargestShare * window->height());
    const int asked = std::min(std::max(dock->height(), asked_before) + missing, most);
    if (missing <= 0 || asked <= dock->height()) return;
    window->resizeDocks({dock}, {asked}, Qt::Vertical);
    if (asked_before == 0) QTimer::singleShot(0, dock, [dock, asked] { makeRoomFor(dock, asked); });
}

}  // namespace

QAction* paneAction(QDockWidget* dock, const QKeySequence& shortcut) {
    auto* action = new QAction(dock->windowTitle(), dock);
    action->setObjectName(dock->objectName() + QStringLiteral("Action"));
    action->setCheckable(true);
    action->setShortcut(shortcut);
    const QString tip =
        QCoreApplication::translate("PaneAction", "Show the pane %1, or close it: %2.")
            .arg(dock->windowTitle(), dock->whatsThis());
    action->setToolTip(tip);
    action->setStatusTip(tip);
    QObject::connect(dock, &QDockWidget::visibilityChanged, action, &QAction::setChecked);
    QObject::connect(action, &QAction::triggered, dock, [dock](bool wanted) {
        const bool was_closed = dock->isHidden();
        dock->setVisible(wanted);
        if (!wanted) return;
        dock->raise();
        if (was_closed) QTimer::singleShot(0, dock, [dock] { makeRoomFor(dock); });
    });
    return action;
}

}  // namespace faceloom
