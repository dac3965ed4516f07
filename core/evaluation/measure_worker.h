// Measures checkpoints on a thread of its own, beside a run that is not to be held up.
#pragma once

#include "core/base/result.h"
#include "core/train/run_measures.h"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace faceloom {

struct MeasureJob {
    std::int64_t step = 0;
    std::filesystem::path checkpoint;
};

// One slot, the newest wins: a job that waits gives way to the next one. The thread yields to
// training (see thread_priority.h), and so do the threads that LibTorch uses there: where others
// want all cores, a job may take long. Thread-safe. The destructor stops.
class MeasureWorker {
public:
    struct Calls {  // on the worker's thread; must not throw
        std::function<Result<RunMeasure>(const MeasureJob&, const std::stop_token&)> measure;
        std::function<void(const MeasureJob&)> begun;
        // Not called for one that was stopped.
        std::function<void(const MeasureJob&, const Result<RunMeasure>&)> ended;
    };
    // LibTorch computes a job with so many threads.
    MeasureWorker(Calls calls, int threads);
    MeasureWorker(const MeasureWorker&) = delete;
    MeasureWorker& operator=(const MeasureWorker&) = delete;
    ~MeasureWorker();

    void submit(MeasureJob job);
    // Of the job under way and of the one that waits.
    [[nodiscard]] std::vector<std::int64_t> steps() const;
    // Processor time that the jobs ended so far have taken, with one thread.
    [[nodiscard]] double secondsSpent() const;
    // For good: what is under way is stopped, what waits is dropped. Returns both, in their order.
    std::vector<MeasureJob> stop();

private:
    void loop(const std::stop_token& stop);

    Calls calls_;
    int threads_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<MeasureJob> waiting_;
    std::optional<MeasureJob> under_way_;
    double seconds_spent_ = 0;
    std::jthread thread_;  // last: it starts when everything above exists, and is joined first
};

}  // namespace faceloom
