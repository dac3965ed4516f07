// Which checkpoints of a run are kept, and what its timeline says of them.
#include "core/base/safetensors.h"
#include "core/train/run_measures.h"
#include "core/train/timeline.h"
#include "tests/core/temp_folder.h"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;
using Steps = std::vector<std::int64_t>;

// A run that grows, checkpoint by checkpoint, each as large as another, or nearly.
class GrowingRun {
public:
    explicit GrowingRun(std::uint64_t seed) : random_(seed) {}

    // As asked for at every checkpoint, on what was left the last time.
    const Steps& grow(std::int64_t by, std::uintmax_t budget, std::uintmax_t bytes = 1) {
        points_.push_back({points_.empty() ? by : points_.back().step + by, bytes});
        kept_ = stepsToKeep(points_, best_, budget);
        std::erase_if(points_, [this](const SizedPoint& point) {
            return !std::ranges::binary_search(kept_, point.step);
        });
        return kept_;
    }
    std::int64_t upTo(std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(1, most)(random_);
    }
    [[nodiscard]] const std::vector<SizedPoint>& points() const { return points_; }
    void setBest(std::int64_t step) { best_ = step; }

private:
    std::mt19937_64 random_;
    std::vector<SizedPoint> points_;
    std::optional<std::int64_t> best_;
    Steps kept_;
};

std::int64_t widestGap(const Steps& steps) {
    std::int64_t widest = 0;
    for (std::size_t i = 1; i < steps.size(); ++i)
        widest = std::max(widest, steps[i] - steps[i - 1]);
    return widest;
}

TEST(StepsToKeep, ShortRunsKeepEverything) {
    GrowingRun run(1);
    for (std::int64_t i = 1; i <= 6; ++i)
        EXPECT_EQ(run.grow(500, 6).size(), static_cast<std::size_t>(i));
    EXPECT_EQ(stepsToKeep({}, std::nullopt, 100), Steps{});
}

TEST(StepsToKeep, TheNewestStayWhateverTheyTake) {
    GrowingRun run(1);
    Steps kept;
    for (int i = 0; i < 9; ++i)
        kept = run.grow(10, 0, 1000);
    EXPECT_EQ(kept, (Steps{70, 80, 90}));
}

TEST(StepsToKeep, TheBestComesBeforeTheFirstAndTheFirstBeforeTheRest) {
    const std::vector<SizedPoint> points = {{10, 1}, {20, 1}, {30, 1}, {40, 1},
                                            {50, 1}, {60, 1}, {70, 1}};
    EXPECT_EQ(stepsToKeep(points, 30, 3), (Steps{50, 60, 70}));
    EXPECT_EQ(stepsToKeep(points, 30, 4), (Steps{30, 50, 60, 70}));
    EXPECT_EQ(stepsToKeep(points, 30, 5), (Steps{10, 30, 50, 60, 70}));
    EXPECT_EQ(stepsToKeep(points, 30, 7).size(), 7U);
    EXPECT_EQ(stepsToKeep(points, 10, 4), (Steps{10, 50, 60, 70}));
    EXPECT_EQ(stepsToKeep(points, 10, 3), (Steps{50, 60, 70}));
    EXPECT_EQ(stepsToKeep(points, std::nullopt, 4), (Steps{10, 50, 60, 70}));
    EXPECT_EQ(stepsToKeep(points, 60, 4), (Steps{10, 50, 60, 70}));
}

TEST(StepsToKeep, ALongRunIsCoveredMoreThinlyTheOlderItIs) {
    GrowingRun run(1);
    Steps kept;
    for (int i = 0; i < 62; ++i)
        kept = run.grow(500, 14);
    ASSERT_EQ(kept.size(), 14U);
    EXPECT_EQ(kept.front(), 500);
    EXPECT_EQ(kept.back(), 31000);
    EXPECT_GT(kept[1] - kept[0], 2 * (kept[10] - kept[9]));
    EXPECT_LT(widestGap(kept), 5 * 31000 / 14);
}

TEST(StepsToKeep, SmallCheckpointsAreNotKeptWithoutNumber) {
    GrowingRun run(1);
    std::size_t most = 0;
    for (int i = 0; i < 500; ++i)
        most = std::max(most, run.grow(1, 1'000'000'000).size());
    EXPECT_EQ(most, kMostCheckpoints);
}

// Whatever the rhythm, sizes and budget: what is promised holds at every step of the way.
TEST(StepsToKeep, HoldsItsPromisesOnRunsOfAnyKind) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        GrowingRun run(seed);
        const auto fitting = static_cast<std::uintmax_t>(run.upTo(30) + 5);
        const bool regular = seed % 2 == 0;
        const std::int64_t rhythm = run.upTo(2000);
        std::int64_t first = 0;
        std::int64_t best = 0;
        const auto checkpoints = run.upTo(400);
        for (std::int64_t i = 0; i < checkpoints; ++i) {
            const std::int64_t by = regular ? rhythm : run.upTo(2 * rhythm);
            const Steps before = [&] {
                Steps steps;
                for (const SizedPoint& point : run.points())
                    steps.push_back(point.step);
                return steps;
            }();
            const Steps kept = run.grow(by, 1000 * fitting, 1000);
            if (i == 0) first = kept.front();
            // Nothing comes back, one goes at a time, and none before it must.
            Steps expected = before;
            expected.push_back(kept.back());
            EXPECT_TRUE(std::ranges::includes(expected, kept)) << seed;
            EXPECT_EQ(kept.size(), std::min(expected.size(), std::size_t{fitting})) << seed;
            EXPECT_EQ(kept.front(), first) << seed;
            if (best > 0) {
                EXPECT_TRUE(std::ranges::binary_search(kept, best)) << seed;
            }
            const Steps newest(expected.end() - static_cast<std::ptrdiff_t>(
                                                    std::min(kNewestKept, expected.size())),
                               expected.end());
            EXPECT_TRUE(std::ranges::includes(kept, newest)) << seed;
            if (kept.size() == fitting) {
                const double even = static_cast<double>(kept.back() - kept.front()) /
                                    static_cast<double>(kept.size() - 1);
                EXPECT_LT(static_cast<double>(widestGap(kept)), 5 * even + 2.0 * rhythm) << seed;
            }
            // Another is the best now and then.
            if (run.upTo(20) == 1)
                run.setBest(best = kept[static_cast<std::size_t>(
                                run.upTo(static_cast<std::int64_t>(kept.size())) - 1)]);
        }
    }
}

TEST(SamplesToKeep, KeepsThoseOfCheckpointsAndASeries) {
    Steps samples(621);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<std::int64_t>(i) * 50;
    const Steps wanted{4050, 31000};
    const Steps kept = samplesToKeep(samples, wanted, 100);
    EXPECT_EQ(kept.size(), 100U);
    EXPECT_EQ(kept.front(), 0);
    EXPECT_EQ(kept.back(), 31000);
    EXPECT_TRUE(std::ranges::binary_search(kept, 4050));
    EXPECT_LT(widestGap(kept), 5 * 310);
    EXPECT_EQ(samplesToKeep(samples, samples, 100), samples);
}

class TimelineTest : public testing::Test {
protected:
    TimelineTest() {
        EXPECT_TRUE(run_.create());
        RunDescription run;
        run.options.steps = 0;
        run.options.epochs = 10;
        run.options.batch = 4;
        run.options.hold_out = 0;
        run.data_name = "small";
        run.data_count = 22;
        EXPECT_TRUE(run_.writeDescription(run));
    }
    // As many bytes as data, and a header.
    void checkpoint(std::int64_t step, std::size_t bytes = 100) const {
        const std::vector<std::byte> data(bytes);
        const TensorView tensor{
            "data", DType::U8, {static_cast<std::int64_t>(bytes)}, std::span(data)};
        ASSERT_TRUE(writeSafetensors(run_.checkpointFile(step), {&tensor, 1}, {}));
    }
    void sample(std::int64_t step) const { std::ofstream(run_.sampleFile(step)) << "picture"; }

    TempFolder folder_;
    RunFolder run_{folder_.path() / "run"};
};

TEST_F(TimelineTest, SaysWhatIsThere) {
    checkpoint(10);
    checkpoint(20);
    checkpoint(30, 500);
    sample(20);
    std::ofstream(run_.checkpointFile(40)) << "cut off";
    ASSERT_TRUE(addMeasure(run_.measuresFile(), {10, {{kKernelDistance, 0.3}}}));
    ASSERT_TRUE(addMeasure(run_.measuresFile(), {20, {{kKernelDistance, 0.1}}}));
    ASSERT_TRUE(addMeasure(run_.measuresFile(), {15, {{kKernelDistance, 0.05}}}));  // not kept
    const auto timeline = readTimeline(run_);
    ASSERT_TRUE(timeline.has_value()) << timeline.error().message;
    ASSERT_EQ(timeline->points.size(), 3U);
    EXPECT_EQ(timeline->totalSteps(), 55);
    EXPECT_EQ(timeline->epochAt(0), 1);
    EXPECT_EQ(timeline->epochAt(6), 1);  // pictures 21 to 24 of 22
    EXPECT_EQ(timeline->epochAt(7), 2);
    EXPECT_EQ(timeline->points[1].sample, run_.sampleFile(20));
    EXPECT_TRUE(timeline->points[0].sample.empty());
    EXPECT_EQ(timeline->points[1].kernel_distance, 0.1);
    EXPECT_FALSE(timeline->points[2].kernel_distance);
    EXPECT_TRUE(timeline->points[1].best);
    EXPECT_FALSE(timeline->points[0].best);
    EXPECT_TRUE(timeline->points[2].newest);
    EXPECT_EQ(timeline->points[2].bytes, fs::file_size(run_.checkpointFile(30)));
    EXPECT_EQ(timeline->at(20), &timeline->points[1]);
    EXPECT_EQ(timeline->at(40), nullptr);
}

TEST_F(TimelineTest, ABrokenTableIsSaidAndNothingIsTheBest) {
    checkpoint(10);
    std::ofstream(run_.measuresFile()) << "step,kernel_distance\n10,low\n";
    const auto timeline = readTimeline(run_);
    ASSERT_TRUE(timeline.has_value());
    EXPECT_NE(timeline->problem.find("line 2"), std::string::npos);
    EXPECT_FALSE(timeline->points.front().best);
    EXPECT_EQ(readTimeline(RunFolder(folder_.path() / "nowhere")).error().code,
              ErrorCode::NotFound);
}

TEST_F(TimelineTest, ThinningRemovesWhatIsNotKeptAndNothingElse) {
    for (std::int64_t step = 10; step <= 100; step += 10) {
        checkpoint(step);
        sample(step);
    }
    std::ofstream(run_.checkpointFile(35)) << "cut off";   // an old one that is not whole
    std::ofstream(run_.checkpointFile(110)) << "cut off";  // newer than any whole one
    std::ofstream(run_.root() / "checkpoints" / "notes.txt") << "mine";
    ASSERT_TRUE(addMeasure(run_.measuresFile(), {40, {{kKernelDistance, 0.1}}}));
    const auto bytes = fs::file_size(run_.checkpointFile(10));
    thinOut(run_, 6 * bytes, Steps{20, 30});  // somebody reads these two
    EXPECT_TRUE(fs::exists(run_.checkpointFile(20)));
    EXPECT_TRUE(fs::exists(run_.checkpointFile(30)));
    thinOut(run_, 5 * bytes);
    EXPECT_EQ(run_.checkpointSteps(), (Steps{10, 40, 80, 90, 100, 110}));
    EXPECT_EQ(run_.sampleSteps().size(), 10U);
    EXPECT_TRUE(fs::exists(run_.root() / "checkpoints" / "notes.txt"));
}

TEST_F(TimelineTest, ThousandsOfSamplesBecomeAFewHundred) {
    checkpoint(7);
    for (std::int64_t step = 0; step < 300; ++step)
        sample(step);
    thinOut(run_, 1'000'000);
    const Steps left = run_.sampleSteps();
    EXPECT_EQ(left.size(), kMostSamples);
    EXPECT_TRUE(std::ranges::binary_search(left, 7));
    EXPECT_EQ(left.front(), 0);
    EXPECT_EQ(left.back(), 299);
}

}  // namespace
}  // namespace faceloom
