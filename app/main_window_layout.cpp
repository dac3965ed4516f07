#include "app/main_window_layout.h"

#include <QDockWidget>
#include <QEvent>
#include <QLayout>
#include <QMainWindow>
#include <QSettings>
#include <QTimer>
#include <chrono>
#include <utility>
#include <vector>

namespace faceloom {
namespace {

using namespace std::chrono_literals;

const QString kShowing = QStringLiteral("window/showing");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kState = QStringLiteral("window/state");

constexpr int kVersion = 6;           // a saved layout of another version is not restored
constexpr auto kMaximizing = 1000ms;  // until then a desktop has given the window its size

bool fillsScreen(const QMainWindow* window) {
    return window->windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen);
}

// Qt shows the tab bars of a visible window one by one, and each lays the panes out anew if it may,
// which replaces the list of tab bars that is gone through (seen in Qt 6.4.2).
void restorePanes(QMainWindow* window, const QByteArray& state) {
    window->layout()->setEnabled(false);
    window->restoreState(state, kVersion);
    window->layout()->setEnabled(true);
    window->layout()->activate();
}

}  // namespace

WindowLayout::WindowLayout(QMainWindow* window)
    : QObject(window), window_(window), usual_(window->saveState(kVersion)) {}

// The panes before the size: of a hidden window that is maximized already Qt would keep a copy of
// them and take it over at every resizing for a while, also amid laying them out, which uses what
// was freed (seen in Qt 6.4.2). A maximized window, which has its earlier size at first, gets them
// once more when it is as large as it will be.
bool WindowLayout::restore() {
    QSettings settings;
    const bool never_stood = settings.value(kShowing).toBool();
    if (never_stood) {
        settings.remove(kState);
        settings.remove(kGeometry);
    }
    settings.setValue(kShowing, true);
    settings.sync();
    const QByteArray state = settings.value(kState).toByteArray();
    window_->restoreState(state, kVersion);
    size_restored_ = window_->restoreGeometry(settings.value(kGeometry).toByteArray());
    if (fillsScreen(window_)) {
        to_fit_ = state;
        window_->installEventFilter(this);
    } else {
        QTimer::singleShot(0, this, &WindowLayout::stands);
    }
    return !never_stood;
}

bool WindowLayout::eventFilter(QObject* watched, QEvent* event) {
    if (watched == window_ && event->type() == QEvent::Show)
        QTimer::singleShot(kMaximizing, this, [this] {
            to_fit_.clear();
            stands();
        });
    if (watched == window_ && event->type() == QEvent::Resize && window_->isVisible() &&
        fillsScreen(window_) && !to_fit_.isEmpty())
        QTimer::singleShot(0, this, &WindowLayout::fitPanes);
    return QObject::eventFilter(watched, event);
}

// What was opened since the window is shown stays in front.
void WindowLayout::fitPanes() {
    if (to_fit_.isEmpty() || !window_->isVisible()) return;
    std::vector<QDockWidget*> in_front;
    for (QDockWidget* dock : window_->findChildren<QDockWidget*>()) {
        if (!dock->visibleRegion().isEmpty()) in_front.push_back(dock);
    }
    restorePanes(window_, std::exchange(to_fit_, {}));
    for (QDockWidget* dock : in_front) {
        dock->show();
        dock->raise();
    }
    stands();
}

void WindowLayout::save() const {
    QSettings settings;
    settings.setValue(kGeometry, window_->saveGeometry());
    settings.setValue(kState, window_->saveState(kVersion));
}

void WindowLayout::putBack() {
    restorePanes(window_, usual_);
}

void WindowLayout::stands() {
    QSettings().remove(kShowing);
}

}  // namespace faceloom
