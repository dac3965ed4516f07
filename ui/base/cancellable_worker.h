// Long work off the event loop, one piece at a time: the newest request wins, the one before is
// asked to stop and its news no longer count.
#pragma once

#include "core/base/latest_worker.h"
#include "core/base/thread_priority.h"
#include "ui/base/gui_queue.h"

#include <QString>
#include <exception>
#include <functional>
#include <stop_token>
#include <utility>

namespace faceloom {

// Lives on the GUI thread. The destructor asks the work to stop and waits for it.
class CancellableWorker {
public:
    using Work = std::function<void(const std::stop_token&)>;  // on the worker's thread
    using Failed = std::function<void(const QString& what)>;   // on the GUI thread

    explicit CancellableWorker(Failed failed)
        : failed_(std::move(failed)),
          thread_([this](std::uint64_t, const Job& job) { serve(job); }) {}
    ~CancellableWorker() { cancel(); }

    void start(Work work) {
        cancel();
        stop_ = {};
        thread_.submit({stop_.get_token(), std::move(work)});
    }
    void cancel() { stop_.request_stop(); }
    // From the work: carried out on the GUI thread, unless it was given up meanwhile.
    void post(const std::stop_token& stop, std::function<void()> news) {
        to_gui_.post([stop, news = std::move(news)] {
            if (!stop.stop_requested()) news();
        });
    }

private:
    struct Job {
        std::stop_token stop;
        Work work;
    };
    void serve(const Job& job) {
        yieldToInteractiveThreads();
        try {
            job.work(job.stop);
        } catch (const std::exception& error) {
            post(job.stop, [this, what = QString::fromUtf8(error.what())] { failed_(what); });
        }
    }

    Failed failed_;
    std::stop_source stop_;
    GuiQueue to_gui_;
    LatestWorker<Job> thread_;  // last: it stops before the rest goes
};

}  // namespace faceloom
