#include "ui/base/pane_action.h"

#include <QAction>
#include <QCoreApplication>
#include <QDockWidget>

namespace faceloom {

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
        dock->setVisible(wanted);
        if (wanted) dock->raise();
    });
    return action;
}

}  // namespace faceloom
