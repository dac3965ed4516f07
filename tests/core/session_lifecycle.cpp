// Start, pause, resume, stop and close of a session, held in step by barriers.
#include "core/train/training_session.h"
#include "tests/core/train_support.h"

#include <atomic>
#include <future>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using namespace testing_support;

class SessionTest : public testing::Test {
protected:
    RunRequest request(std::int64_t steps) const {
        return {smallTraining(steps), run_, "small", false};
    }
    DataSource source() const {
        return [data = data_](const auto&, const auto& progress,
                              const auto&) -> Result<PackedDataset> {
            progress(data.count(), data.count());
            return data;
        };
    }
    // Spins until the session reports at least `count` steps; every turn lets the session's thread
    // go on.
    std::vector<StepMetrics> awaitSteps(std::size_t count) {
        std::vector<StepMetrics> all;
        while (all.size() < count && isActive(session_.state())) {
            const SessionNews news = session_.drain();
            all.insert(all.end(), news.metrics.begin(), news.metrics.end());
            std::this_thread::yield();
        }
        return all;
    }

    TempFolder folder_;
    PackedDataset data_ = smallDataset(folder_.path());
    std::filesystem::path run_ = folder_.path() / "run";
    TrainingSession session_;
};

TEST_F(SessionTest, FinishesAndLosesNoMetrics) {
    EXPECT_EQ(session_.state(), SessionState::Idle);
    ASSERT_TRUE(session_.start(request(12), source()));
    session_.wait();
    const SessionNews news = session_.drain();
    EXPECT_EQ(news.state, SessionState::Finished);
    ASSERT_EQ(news.metrics.size(), 12U);
    for (std::size_t i = 0; i < 12; ++i)
        EXPECT_EQ(news.metrics[i].step, static_cast<std::int64_t>(i + 1));
    ASSERT_TRUE(news.preview.has_value());
    EXPECT_EQ(news.preview->step, 12);  // the newest wins
    ASSERT_TRUE(news.report.has_value());
    EXPECT_TRUE(news.generator.has_value());
    EXPECT_TRUE(session_.drain().metrics.empty());
    EXPECT_FALSE(session_.drain().report.has_value());
}

TEST_F(SessionTest, PausesAtAStepsBorderAndGoesOn) {
    ASSERT_TRUE(session_.start(request(100000), source()));
    awaitSteps(2);
    ASSERT_TRUE(session_.pause());
    EXPECT_EQ(session_.state(), SessionState::Paused);
    EXPECT_FALSE(session_.pause());
    // The step under way ends; after it none follows. Two equal counts with a step's worth of turns
    // between show it.
    std::int64_t seen = session_.drain().progress.step;
    for (int turns = 0; turns < 2000; ++turns) {
        const std::int64_t now = session_.drain().progress.step;
        ASSERT_LE(now, seen + 1);
        std::this_thread::yield();
    }
    seen = session_.drain().progress.step;
    ASSERT_TRUE(session_.resume());
    awaitSteps(3);
    EXPECT_GE(session_.drain().progress.step, seen + 3);
    ASSERT_TRUE(session_.stop());
    session_.wait();
    EXPECT_EQ(session_.state(), SessionState::Stopped);
}

TEST_F(SessionTest, StopWakesAPausedRunAndWritesACheckpoint) {
    ASSERT_TRUE(session_.start(request(100000), source()));
    awaitSteps(1);
    ASSERT_TRUE(session_.pause());
    ASSERT_TRUE(session_.stop());
    session_.wait();
    const SessionNews news = session_.drain();
    EXPECT_EQ(news.state, SessionState::Stopped);
    ASSERT_TRUE(news.report.has_value());
    EXPECT_TRUE(std::filesystem::exists(news.report->generator_file));
    // What is shown last is what was saved.
    ASSERT_TRUE(news.preview.has_value());
    EXPECT_EQ(news.preview->step, news.report->steps_done);
}

TEST_F(SessionTest, StopsWhilePreparing) {
    std::promise<void> preparing;
    ASSERT_TRUE(session_.start(
        request(5),
        [&](const std::stop_token& stop, const auto&, const auto&) -> Result<PackedDataset> {
            preparing.set_value();
            std::promise<void> stopped;
            const std::stop_callback on_stop(stop, [&] { stopped.set_value(); });
            stopped.get_future().wait();
            return fail(ErrorCode::Cancelled, "cancelled");
        }));
    preparing.get_future().wait();
    EXPECT_EQ(session_.state(), SessionState::Preparing);
    EXPECT_FALSE(session_.pause());
    EXPECT_TRUE(session_.stop());
    session_.wait();
    EXPECT_EQ(session_.state(), SessionState::Stopped);
    EXPECT_FALSE(session_.drain().error.has_value());
}

TEST_F(SessionTest, FailureOfTheDataIsAnOutcome) {
    ASSERT_TRUE(session_.start(request(5),
                               [](const auto&, const auto&, const auto&) -> Result<PackedDataset> {
                                   return fail(ErrorCode::NotFound, "no such folder");
                               }));
    session_.wait();
    const SessionNews news = session_.drain();
    EXPECT_EQ(news.state, SessionState::Failed);
    ASSERT_TRUE(news.error.has_value());
    EXPECT_EQ(news.error->message, "no such folder");
}

TEST_F(SessionTest, WhatTheSourceThrowsIsCaught) {
    ASSERT_TRUE(session_.start(request(5),
                               [](const auto&, const auto&, const auto&) -> Result<PackedDataset> {
                                   throw std::runtime_error("thrown");
                               }));
    session_.wait();
    const SessionNews news = session_.drain();
    EXPECT_EQ(news.state, SessionState::Failed);
    EXPECT_NE(news.error->message.find("thrown"), std::string::npos);
}

TEST_F(SessionTest, CanStartAgainAfterItEndedAndNotBefore) {
    ASSERT_TRUE(session_.start(request(3), source()));
    session_.wait();
    RunRequest more = request(6);
    more.resume = true;
    ASSERT_TRUE(session_.start(more, source()));
    EXPECT_FALSE(session_.start(request(9), source()));
    session_.wait();
    const SessionNews news = session_.drain();
    EXPECT_EQ(news.state, SessionState::Finished);
    EXPECT_TRUE(news.history_replaced);
    ASSERT_EQ(news.metrics.size(), 6U);  // the resumed run's three, then three new ones
    EXPECT_EQ(news.metrics.front().step, 1);
}

TEST_F(SessionTest, DestroyingARunningSessionStopsIt) {
    auto session = std::make_unique<TrainingSession>();
    ASSERT_TRUE(session->start(request(100000), source()));
    while (session->drain().metrics.empty())
        std::this_thread::yield();
    session.reset();
    EXPECT_TRUE(std::filesystem::exists(run_ / "generator.safetensors"));
}

TEST(SessionState, PredicatesPartitionTheStates) {
    using enum SessionState;
    for (const auto state :
         {Idle, Preparing, Running, Paused, Holding, Stopping, Finished, Stopped, Failed}) {
        EXPECT_NE(canStart(state), isActive(state));
        EXPECT_EQ(canPause(state), state == Running);
        EXPECT_EQ(canResume(state), state == Paused);
        EXPECT_EQ(canStop(state),
                  state == Preparing || state == Running || state == Paused || state == Holding);
    }
}

}  // namespace
}  // namespace faceloom
