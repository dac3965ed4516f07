// The thread that measures: one slot, the newest wins, stopped at once.
#include "core/evaluation/measure_worker.h"

#include <condition_variable>
#include <mutex>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

namespace faceloom {
namespace {

// Measures nothing, and only when it is let.
class Gate {
public:
    MeasureWorker::Calls calls() {
        MeasureWorker::Calls calls;
        calls.begun = [this](const MeasureJob& job) { note(begun_, job.step); };
        calls.measure = [this](const MeasureJob& job, const std::stop_token& stop) {
            return pass(job, stop);
        };
        calls.ended = [this](const MeasureJob& job, const Result<RunMeasure>& measured) {
            EXPECT_TRUE(measured);
            note(ended_, job.step);
        };
        return calls;
    }
    void letPass() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    void waitUntilBegun(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return begun_.size() >= count; });
    }
    void waitUntilEnded(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return ended_.size() >= count; });
    }
    std::vector<std::int64_t> begun() { return copy(begun_); }
    std::vector<std::int64_t> ended() { return copy(ended_); }

    int niceness = -100;

private:
    using Steps = std::vector<std::int64_t>;
    Steps copy(const Steps& steps) {
        const std::lock_guard lock(mutex_);
        return steps;
    }
    void note(Steps& steps, std::int64_t step) {
        const std::lock_guard lock(mutex_);
        steps.push_back(step);
        changed_.notify_all();
    }
    Result<RunMeasure> pass(const MeasureJob& job, const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        niceness = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
        if (changed_.wait(lock, stop, [this] { return open_; })) return RunMeasure{job.step, {}};
        return fail(ErrorCode::Cancelled, "stopped");
    }

    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool open_ = false;
    Steps begun_, ended_;
};

TEST(MeasureWorker, TheNewestOfThoseThatWaitWins) {
    Gate gate;
    MeasureWorker worker(gate.calls(), 1);
    worker.submit({100, "a"});
    gate.waitUntilBegun(1);
    for (const std::int64_t step : {200, 300, 400})
        worker.submit({step, "b"});
    EXPECT_EQ(worker.steps(), (std::vector<std::int64_t>{100, 400}));
    gate.letPass();
    gate.waitUntilEnded(2);
    EXPECT_EQ(gate.ended(), (std::vector<std::int64_t>{100, 400}));
    EXPECT_TRUE(worker.stop().empty());
    EXPECT_GT(worker.secondsSpent(), 0);
}

TEST(MeasureWorker, AStopEndsWhatIsUnderWayAndGivesBackWhatIsLeft) {
    Gate gate;
    MeasureWorker worker(gate.calls(), 1);
    worker.submit({1, "a"});
    gate.waitUntilBegun(1);
    worker.submit({2, "b"});
    const auto left = worker.stop();
    ASSERT_EQ(left.size(), 2U);
    EXPECT_EQ(left[0].step, 1);
    EXPECT_EQ(left[1].checkpoint, "b");
    EXPECT_EQ(gate.begun(), (std::vector<std::int64_t>{1}));
    EXPECT_TRUE(gate.ended().empty());
    EXPECT_TRUE(worker.stop().empty());
}

TEST(MeasureWorker, ItsEndStopsWhatIsUnderWay) {
    Gate gate;
    {
        MeasureWorker worker(gate.calls(), 1);
        worker.submit({1, "a"});
        gate.waitUntilBegun(1);
        worker.submit({2, "b"});
    }
    EXPECT_EQ(gate.begun(), (std::vector<std::int64_t>{1}));
    EXPECT_TRUE(gate.ended().empty());
}

TEST(MeasureWorker, YieldsToWhoeverStartedIt) {
    const int before = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
    Gate gate;
    gate.letPass();
    MeasureWorker worker(gate.calls(), 1);
    worker.submit({1, "a"});
    gate.waitUntilEnded(1);
    EXPECT_EQ(gate.niceness, std::min(before + 10, 19));
}

}  // namespace
}  // namespace faceloom
