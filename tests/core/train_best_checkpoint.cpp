// Which checkpoint is the best, and how that is said.
#include "core/train/best_checkpoint.h"

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using Steps = std::vector<std::int64_t>;

RunMeasure measured(std::int64_t step, double distance, double error = 0.01) {
    return {step, {{kKernelDistance, distance}, {kKernelDistanceError, error}}};
}

TEST(BestCheckpoint, IsComparedWithTheNewest) {
    const std::vector<RunMeasure> measures = {measured(100, 0.5), measured(200, 0.3),
                                              measured(300, 0.4)};
    const auto best = bestCheckpoint(measures, Steps{100, 200, 300});
    ASSERT_TRUE(best);
    EXPECT_EQ(best->best, (BestCheckpoint::Measured{200, 0.3, 0.01}));
    EXPECT_EQ(best->compared, (BestCheckpoint::Measured{300, 0.4, 0.01}));
    EXPECT_EQ(describe(*best),
              "the best checkpoint is that of step 200: kernel distance 0.3 ± 0.01, the newest, of "
              "step 300, has 0.4 ± 0.01 (25 % less)");
}

TEST(BestCheckpoint, ThatIsTheNewestIsComparedWithTheNextBest) {
    const std::vector<RunMeasure> measures = {measured(100, 0.5, 0), measured(200, 0.6),
                                              measured(300, 0.4, 0)};
    const auto best = bestCheckpoint(measures, Steps{100, 200, 300});
    ASSERT_TRUE(best);
    EXPECT_TRUE(best->isNewest());
    EXPECT_EQ(best->compared->step, 100);
    EXPECT_EQ(describe(*best),
              "the best checkpoint is that of step 300, the newest: kernel distance 0.4, the next "
              "best, of step 100, has 0.5 (20 % less)");
    EXPECT_EQ(describe(*bestCheckpoint(measures, Steps{300})),
              "the best checkpoint is that of step 300, the newest: kernel distance 0.4, the only "
              "one measured");
}

TEST(BestCheckpoint, OnlyThoseThatAreThereCount) {
    const std::vector<RunMeasure> measures = {
        measured(100, 0.5), measured(200, 0.1), {300, {{kPrecision, 1}}}};
    const auto best = bestCheckpoint(measures, Steps{100, 300});
    ASSERT_TRUE(best);
    EXPECT_EQ(best->best.step, 100);
    EXPECT_FALSE(best->compared);
    EXPECT_NE(describe(*best).find("the newest, of step 300, was not measured"), std::string::npos);
    EXPECT_FALSE(bestCheckpoint(measures, Steps{300}));
    EXPECT_FALSE(bestCheckpoint(measures, {}));
}

}  // namespace
}  // namespace faceloom
