#include "core/evaluation/measure_worker.h"

#include "core/base/thread_priority.h"
#include "core/gan/compute_runtime.h"

#include <ctime>
#include <utility>

namespace faceloom {

namespace {

double processorSeconds() {
    std::timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace

MeasureWorker::MeasureWorker(Calls calls, int threads)
    : calls_(std::move(calls)),
      threads_(threads),
      thread_([this](const std::stop_token& stop) { loop(stop); }) {}

MeasureWorker::~MeasureWorker() {
    stop();
}

void MeasureWorker::submit(MeasureJob job) {
    {
        const std::lock_guard lock(mutex_);
        waiting_ = std::move(job);
    }
    changed_.notify_all();
}

std::vector<std::int64_t> MeasureWorker::steps() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::int64_t> steps;
    for (const auto& job : {under_way_, waiting_}) {
        if (job) steps.push_back(job->step);
    }
    return steps;
}

double MeasureWorker::secondsSpent() const {
    const std::lock_guard lock(mutex_);
    return seconds_spent_;
}

std::vector<MeasureJob> MeasureWorker::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    const std::lock_guard lock(mutex_);
    std::vector<MeasureJob> left;
    for (auto* job : {&under_way_, &waiting_}) {
        if (*job) left.push_back(std::move(**job));
        job->reset();
    }
    return left;
}

void MeasureWorker::loop(const std::stop_token& stop) {
    yieldToTraining();
    for (;;) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait(lock, stop, [this] { return waiting_.has_value(); })) return;
        if (stop.stop_requested()) return;
        const MeasureJob job = *(under_way_ = std::exchange(waiting_, std::nullopt));
        lock.unlock();
        useThreadsHere(threads_);
        const double before = processorSeconds();
        calls_.begun(job);
        const auto measured = calls_.measure(job, stop);
        if (!measured && measured.error().code == ErrorCode::Cancelled) return;
        calls_.ended(job, measured);
        lock.lock();
        seconds_spent_ += processorSeconds() - before;
        under_way_.reset();
    }
}

}  // namespace faceloom
