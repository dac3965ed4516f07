// What the window's tests share.
#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QString>
#include <QTimer>
#include <QWidget>

namespace faceloom {

// Runs the event loop until the predicate holds; false when it does not within the time.
template <class Predicate>
[[nodiscard]] bool waitFor(Predicate predicate, int milliseconds = 60'000) {
    const QDeadlineTimer deadline(milliseconds);
    QTimer wake;  // so that waiting leaves the cores to those waited for, and still ends
    wake.start(10);
    while (!predicate()) {
        if (deadline.hasExpired()) return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

// The child of that name, which must be there.
template <class Widget = QWidget>
[[nodiscard]] Widget* childOf(const QObject& parent, const char* name) {
    auto* found = parent.findChild<Widget*>(QLatin1String(name));
    if (found == nullptr) qFatal("no child named %s", name);
    return found;
}

}  // namespace faceloom
