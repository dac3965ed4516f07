#include "core/latent/latent_ops.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

TEST(SampleLatents, FirstFacesDoNotDependOnTheCount) {
    const auto few = sampleLatents(7, 5, 60);
    const auto many = sampleLatents(7, 36, 60);
    for (std::size_t i = 0; i < few.size(); ++i)
        EXPECT_EQ(few[i], many[i]);
    EXPECT_NE(few[0], few[1]);
    EXPECT_NE(sampleLatents(8, 1, 60)[0], few[0]);
}

TEST(SampleLatents, AreStandardNormal) {
    double sum = 0, squares = 0, fourth = 0;
    constexpr int kCount = 4000, kSize = 50;
    for (const Latent& latent : sampleLatents(3, kCount, kSize)) {
        for (const float value : latent) {
            const double v = value;
            sum += v;
            squares += v * v;
            fourth += v * v * v * v;
        }
    }
    constexpr double kNumbers = kCount * kSize;
    EXPECT_NEAR(sum / kNumbers, 0.0, 0.01);
    EXPECT_NEAR(squares / kNumbers, 1.0, 0.02);
    EXPECT_NEAR(fourth / kNumbers, 3.0, 0.1);  // a normal distribution's kurtosis
}

TEST(SampleLatents, TruncationPullsThemTowardsTheirMean) {
    const auto plain = sampleLatents(5, 3, 60);
    EXPECT_EQ(sampleLatents(GridSeed{5}, 3, 60), plain);
    const auto truncated = sampleLatents(GridSeed{5, 0.7}, 3, 60);
    for (std::size_t i = 0; i < plain.size(); ++i) {
        EXPECT_NEAR(norm(truncated[i]), 0.7 * norm(plain[i]), 1e-5);
        EXPECT_NEAR(truncated[i][7], 0.7F * plain[i][7], 1e-6);
    }
    EXPECT_EQ(sampleLatents(GridSeed{5, 0}, 1, 2).front(), (Latent{0, 0}));
}

TEST(Combine, AddsAndSubtractsMeans) {
    const LatentTerm terms[] = {{1.0, {{1, 2}, {3, 6}}}, {-1.0, {{10, 0}}}, {0.5, {{4, 4}}}};
    EXPECT_EQ(combine(terms), (Latent{-6, 6}));
}

TEST(Combine, SubtractingWhatIsAddedAgainGivesTheFirstToTheBit) {
    const auto latents = sampleLatents(11, 36, 60);
    for (std::size_t i = 0; i < 36; ++i) {
        for (std::size_t j = 0; j < 36; ++j) {
            const LatentTerm terms[] = {{1, {latents[i]}}, {-1, {latents[j]}}, {1, {latents[j]}}};
            ASSERT_EQ(combine(terms), latents[i]) << i << " and " << j;
        }
    }
}

TEST(Combine, RefusesEmptyTermsAndMixedSizes) {
    EXPECT_THROW((void)combine({}), std::invalid_argument);
    const LatentTerm empty[] = {{1, {}}};
    EXPECT_THROW((void)combine(empty), std::invalid_argument);
    const LatentTerm mixed[] = {{1, {{1, 2}}}, {1, {{1, 2, 3}}}};
    EXPECT_THROW((void)combine(mixed), std::invalid_argument);
}

TEST(Norm, IsEuclideanAndCanBeSet) {
    EXPECT_DOUBLE_EQ(norm({3, 4}), 5);
    EXPECT_DOUBLE_EQ(typicalNorm(100), 10);
    EXPECT_NEAR(norm(withNorm({3, 4}, 7)), 7, 1e-6);
    EXPECT_EQ(withNorm({0, 0}, 7), (Latent{0, 0}));
}

TEST(Interpolation, EndsAreExactInBothModes) {
    const auto ends = sampleLatents(5, 2, 60);
    for (const auto mode : {InterpolationMode::Lerp, InterpolationMode::Slerp}) {
        const auto path = interpolationPath(ends[0], ends[1], 9, mode);
        ASSERT_EQ(path.size(), 9U);
        EXPECT_EQ(path.front(), ends[0]);
        EXPECT_EQ(path.back(), ends[1]);
    }
    EXPECT_THROW((void)interpolationPath(ends[0], ends[1], 1, InterpolationMode::Lerp),
                 std::invalid_argument);
}

TEST(Interpolation, LerpIsTheStraightMiddle) {
    EXPECT_EQ(lerp({0, 2}, {4, 4}, 0.25), (Latent{1, 2.5}));
}

TEST(Interpolation, SlerpFollowsTheCircle) {
    const double third = std::numbers::pi / 6;
    const Latent point = slerp({1, 0}, {0, 1}, 1.0 / 3);
    EXPECT_NEAR(point[0], std::cos(third), 1e-6);
    EXPECT_NEAR(point[1], std::sin(third), 1e-6);
    // Ends of different length: the length goes linearly.
    EXPECT_NEAR(norm(slerp({2, 0}, {0, 4}, 0.5)), 3, 1e-6);
}

TEST(Interpolation, SlerpKeepsTheNormWhereLerpLosesIt) {
    const auto ends = sampleLatents(9, 2, 60);
    const Latent a = withNorm(ends[0], typicalNorm(60));
    const Latent b = withNorm(ends[1], typicalNorm(60));
    EXPECT_NEAR(norm(slerp(a, b, 0.5)), typicalNorm(60), 1e-4);
    EXPECT_LT(norm(lerp(a, b, 0.5)), 0.9 * typicalNorm(60));
}

TEST(Interpolation, SlerpFallsBackWhereItHasNoDirection) {
    EXPECT_EQ(slerp({1, 0}, {1, 0}, 0.5), (Latent{1, 0}));
    EXPECT_EQ(slerp({1, 0}, {-1, 0}, 0.5), (Latent{0, 0}));
    EXPECT_EQ(slerp({0, 0}, {2, 0}, 0.5), (Latent{1, 0}));
}

}  // namespace
}  // namespace faceloom
