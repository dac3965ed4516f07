// The order of a sweep's runs, what fails, budgets, stopping and going on.
#include "core/sweep/sweep_runner.h"

#include "core/train/loss_file.h"
#include "core/train/run_lock.h"
#include "tests/core/sweep_support.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>

namespace faceloom {
namespace {

using Names = std::vector<std::string>;

class SweepRunner : public testing_support::SweepTest {};

double latentOf(const Trial& trial) {
    return std::stod(trial.values.front().value);
}

TEST_F(SweepRunner, CarriesEveryRunOutOnce) {
    const auto report = run(work(latentOf));
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(report->complete);
    EXPECT_EQ(carried_out_, (Names{"latent-100_seed-1 to 100", "latent-60_seed-1 to 100",
                                   "latent-100_seed-2 to 100", "latent-60_seed-2 to 100"}));
    ASSERT_TRUE(run(work(latentOf)));
    EXPECT_EQ(carried_out_.size(), 4U) << "there was nothing left to do";
    plan_.seeds = 3;
    ASSERT_TRUE(run(work(latentOf)));
    EXPECT_EQ(carried_out_.size(), 6U) << "only the third seed was missing";
}

TEST_F(SweepRunner, ARunThatFailsIsToldAndTheOthersGoOn) {
    std::atomic<bool> broken = true;
    const auto good = work(latentOf);
    const TrialWork sometimes = [&](const Trial& trial, std::int64_t target,
                                    const std::stop_token& stop, const auto& tell) -> Status {
        if (broken && trial.values.front().value == "100")
            return fail(ErrorCode::InvalidArgument, "latent size 100\nis too much");
        return good(trial, target, stop, tell);
    };
    auto report = run(sometimes);
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->complete) << "nothing is left that could be done";
    EXPECT_EQ(report->failed, 2U);
    EXPECT_EQ(carried_out_.size(), 2U);
    EXPECT_EQ(states()[0].problem, "latent size 100") << "its first line";
    EXPECT_TRUE(states()[1].problem.empty());
    broken = false;
    report = run(sometimes);
    EXPECT_EQ(report->failed, 2U) << "what failed is left alone";
    report = run(sometimes, true);
    EXPECT_EQ(report->failed, 0U);
    EXPECT_EQ(carried_out_.size(), 4U);
}

TEST_F(SweepRunner, ARunThatMeasuresNothingOrThrowsHasFailed) {
    int calls = 0;
    const auto report =
        run([&calls](const Trial&, std::int64_t, const std::stop_token&, const auto&) -> Status {
            if (++calls == 1) throw std::runtime_error("bad weather");
            return {};
        });
    ASSERT_TRUE(report);
    EXPECT_EQ(calls, 4);
    EXPECT_EQ(report->failed, 4U);
    EXPECT_NE(states()[0].problem.find("bad weather"), std::string::npos);
    EXPECT_NE(states()[1].problem.find("without a measure"), std::string::npos);
}

TEST_F(SweepRunner, HalvingLetsTheBetterHalfGoOn) {
    plan_.axes = {{"latent", {"100", "80", "60", "40"}}};
    plan_.seeds = 1;
    plan_.halving = 2;
    const auto report =
        run(work([](const Trial& trial) { return std::abs(latentOf(trial) - 55); }));
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->complete);
    EXPECT_EQ(carried_out_,
              (Names{"latent-100_seed-1 to 25", "latent-80_seed-1 to 25", "latent-60_seed-1 to 25",
                     "latent-40_seed-1 to 25", "latent-60_seed-1 to 50", "latent-40_seed-1 to 50",
                     "latent-60_seed-1 to 100"}));
    const auto schedule = scheduleOf(plan_, plan_.trials(), states());
    EXPECT_EQ(schedule.left_at[0], 0U);
    EXPECT_EQ(schedule.left_at[1], 0U);
    EXPECT_EQ(schedule.left_at[2], std::nullopt);
    EXPECT_EQ(schedule.left_at[3], 1U);
}

TEST_F(SweepRunner, HalvingPassesOverWhatFails) {
    plan_.seeds = 1;
    plan_.halving = 2;
    const auto good = work(latentOf);
    const auto report = run([&](const Trial& trial, std::int64_t target,
                                const std::stop_token& stop, const auto& tell) -> Status {
        if (latentOf(trial) == 60) return fail(ErrorCode::NonFinite, "a loss is not finite");
        return good(trial, target, stop, tell);
    });
    ASSERT_TRUE(report);
    EXPECT_EQ(carried_out_, (Names{"latent-100_seed-1 to 50", "latent-100_seed-1 to 100"}));
}

TEST_F(SweepRunner, AStepBudgetEndsItBeforeARunItHasNoRoomFor) {
    plan_.budget_steps = 250;
    const auto report = run(work(latentOf));
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->budget_spent);
    EXPECT_FALSE(report->complete);
    EXPECT_EQ(carried_out_.size(), 2U);
    plan_.budget_steps = 400;
    EXPECT_TRUE(run(work(latentOf))->complete);
    EXPECT_EQ(carried_out_.size(), 4U);
}

TEST_F(SweepRunner, HoursSpentEarlierCount) {
    const auto trial = plan_.trials().front();
    ASSERT_TRUE(testing_support::leaveRun(folder(), trial, 50, 1));
    // Two steps of 32 pictures at one picture in two seconds: 128 seconds.
    std::ofstream losses(RunFolder(folder().runFolder(trial)).lossFile());
    losses << lossHeader() << "1,1,0,0,0,0,0,0.50\n2,1,0,0,0,0,0,0.50\n";
    losses.close();
    EXPECT_EQ(readTrial(folder(), trial).seconds, 128);
    plan_.budget_hours = 100.0 / 3600;
    auto report = run(work(latentOf));
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->budget_spent);
    EXPECT_TRUE(carried_out_.empty());
}

TEST_F(SweepRunner, HoursThatRunOutStopTheRunUnderWay) {
    plan_.budget_hours = 1e-9;
    int calls = 0;
    const auto report = run([&](const Trial&, std::int64_t target, const std::stop_token& stop,
                                const auto& tell) -> Status {
        ++calls;
        while (!stop.stop_requested())
            tell({1, target, 1, false});
        return fail(ErrorCode::Cancelled, "stopped");
    });
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->budget_spent);
    EXPECT_FALSE(report->stopped);
    EXPECT_EQ(report->failed, 0U);
    EXPECT_EQ(calls, 1);
}

TEST_F(SweepRunner, StopsAndGoesOn) {
    std::stop_source stop;
    const auto report = run(
        [&](const Trial&, std::int64_t, const std::stop_token& token, const auto&) -> Status {
            stop.request_stop();
            EXPECT_TRUE(token.stop_requested());
            return fail(ErrorCode::Cancelled, "stopped");
        },
        false, 1, stop.get_token());
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->stopped);
    EXPECT_EQ(report->failed, 0U) << "stopped is not failed";
    EXPECT_TRUE(run(work(latentOf))->complete);
    EXPECT_EQ(carried_out_.size(), 4U);
}

TEST_F(SweepRunner, SeveralAtOnceAreNeverTheSame) {
    std::mutex mutex;
    std::condition_variable both_here;
    int here = 0;
    const auto good = work(latentOf);
    const auto report = run(
        [&](const Trial& trial, std::int64_t target, const std::stop_token& stop,
            const auto& tell) {
            std::unique_lock lock(mutex);
            ++here;
            both_here.notify_all();
            both_here.wait(lock, [&here] { return here >= 2; });  // for ever, one at a time
            lock.unlock();
            return good(trial, target, stop, tell);
        },
        false, 2);
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->complete);
    std::ranges::sort(carried_out_);
    EXPECT_EQ(carried_out_, (Names{"latent-100_seed-1 to 100", "latent-100_seed-2 to 100",
                                   "latent-60_seed-1 to 100", "latent-60_seed-2 to 100"}));
}

TEST_F(SweepRunner, OneProcessAtATimeHasASweep) {
    ASSERT_TRUE(folder().writePlan(plan_));
    const auto lock = RunLock::take(folder().root());
    ASSERT_TRUE(lock);
    const auto report = run(work(latentOf));
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::Unavailable);
    EXPECT_TRUE(carried_out_.empty());
    const auto before = plan_;
    plan_.axes.front().values = {"7"};
    EXPECT_FALSE(run(work(latentOf)));
    EXPECT_EQ(*folder().readPlan(), before) << "the plan of the sweep that goes on";
}

TEST_F(SweepRunner, MeasuresThatCannotBeReadAreAProblemOfThatRun) {
    const auto trial = plan_.trials().front();
    ASSERT_TRUE(testing_support::leaveRun(folder(), trial, 100, 1));
    std::ofstream(RunFolder(folder().runFolder(trial)).measuresFile()) << "step,x\n1,abc\n";
    const auto report = run(work(latentOf));
    ASSERT_TRUE(report);
    EXPECT_EQ(report->failed, 1U);
    EXPECT_EQ(carried_out_.size(), 3U);
}

}  // namespace
}  // namespace faceloom
