// Carries what a worker thread has found to the GUI thread.
#pragma once

#include <QObject>
#include <functional>
#include <mutex>
#include <vector>

namespace faceloom {

// Lives on the GUI thread; declare it before the worker that posts to it, so that it goes last.
// Results cross under a mutex of our own: Qt's event queue is as safe, but the thread sanitizer
// cannot see into it.
class GuiQueue : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // From any thread. Runs on the GUI thread, in the order posted; what is left when the queue
    // goes is dropped.
    void post(std::function<void()> work);

private slots:
    void runAll();

private:
    std::mutex mutex_;
    std::vector<std::function<void()>> waiting_;
};

}  // namespace faceloom
