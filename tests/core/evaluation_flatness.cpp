// When a run's kernel distance counts as flat.
#include "core/evaluation/flatness.h"

#include <gtest/gtest.h>

namespace faceloom {
namespace {

RunMeasure measured(double distance, double error = 0) {
    return {1, {{kKernelDistance, distance}, {kKernelDistanceError, error}}};
}

TEST(Flatness, ComesAfterSoManyMeasuresThatAreNoBetter) {
    Flatness flatness(2);
    flatness.add(measured(0.5));
    flatness.add(measured(0.4));
    flatness.add(measured(0.45));
    EXPECT_FALSE(flatness.flat());
    flatness.add(measured(0.3));  // better: counted anew
    flatness.add(measured(0.3));
    EXPECT_FALSE(flatness.flat());
    flatness.add(measured(0.31));
    EXPECT_TRUE(flatness.flat());
}

TEST(Flatness, TakesWhatIsWithinTheErrorForChance) {
    Flatness flatness(2);
    flatness.add(measured(0.5, 0.1));
    flatness.add(measured(0.45, 0.1));
    flatness.add(measured(0.41, 0.1));
    EXPECT_TRUE(flatness.flat());
    Flatness falling(2);
    // Small falls that add up are a fall.
    for (const double distance : {0.5, 0.45, 0.39, 0.34, 0.28})
        falling.add(measured(distance, 0.1));
    EXPECT_FALSE(falling.flat());
}

TEST(Flatness, NeverComesUnlessAskedForNorWithoutAKernelDistance) {
    Flatness never(0), without(1);
    for (int i = 0; i < 20; ++i) {
        never.add(measured(1));
        without.add({i, {{kPrecision, 0.5}}});
    }
    EXPECT_FALSE(never.flat());
    EXPECT_FALSE(without.flat());
}

TEST(Flatness, BetweenSessionsTheBestHoldsAndTheCountBeginsAnew) {
    const std::vector<RunMeasure> earlier = {measured(0.2), measured(0.9), measured(0.9)};
    Flatness flatness(2);
    flatness.beginAfter(earlier);
    EXPECT_EQ(flatness.sinceBest(), 0);
    flatness.add(measured(0.5));
    EXPECT_FALSE(flatness.flat());
    flatness.add(measured(0.4));
    EXPECT_TRUE(flatness.flat());
}

}  // namespace
}  // namespace faceloom
