#include "ui/base/gui_queue.h"

#include <utility>

namespace faceloom {

void GuiQueue::post(std::function<void()> work) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(work));
        if (waiting_.size() > 1) return;  // asked for already
    }
    QMetaObject::invokeMethod(this, "runAll", Qt::QueuedConnection);
}

void GuiQueue::runAll() {
    std::vector<std::function<void()>> ready;
    {
        const std::lock_guard lock(mutex_);
        ready.swap(waiting_);
    }
    for (const auto& work : ready)
        work();
}

}  // namespace faceloom
