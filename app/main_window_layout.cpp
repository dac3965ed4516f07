#include "app/main_window_layout.h"

#include <QEvent>
#include <QMainWindow>
#include <QSettings>
#include <QTimer>
#include <chrono>
#include <utility>

namespace faceloom {
namespace {

using namespace std::chrono_literals;

const QString kShowing = QStringLiteral("window/showing");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kState = QStringLiteral("window/state");

constexpr int kVersion = 6;           // a saved layout of another version is not restored
constexpr auto kMaximizing = 1000ms;  // until then a desktop has given the window its size

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
    settings.setValue(kShowing, true);
    settings.sync();
    QTimer::singleShot(0, this, &WindowLayout::stands);
    if (never_stood) return false;
    const QByteArray state = settings.value(kState).toByteArray();
    window_->restoreState(state, kVersion);
    window_->restoreGeometry(settings.value(kGeometry).toByteArray());
    if (window_->isMaximized()) {
        maximized_ = state;
        window_->installEventFilter(this);
    }
    return true;
}

bool WindowLayout::eventFilter(QObject* watched, QEvent* event) {
    if (watched == window_ && event->type() == QEvent::Show)
        QTimer::singleShot(kMaximizing, this, [this] { maximized_.clear(); });
    if (watched == window_ && event->type() == QEvent::Resize && window_->isVisible() &&
        window_->isMaximized() && !maximized_.isEmpty())
        QTimer::singleShot(0, this, [this, state = std::exchange(maximized_, {})] {
            window_->restoreState(state, kVersion);
        });
    return QObject::eventFilter(watched, event);
}

void WindowLayout::save() const {
    QSettings settings;
    settings.setValue(kGeometry, window_->saveGeometry());
    settings.setValue(kState, window_->saveState(kVersion));
}

void WindowLayout::putBack() {
    window_->restoreState(usual_, kVersion);
}

void WindowLayout::stands() {
    QSettings().remove(kShowing);
}

}  // namespace faceloom
