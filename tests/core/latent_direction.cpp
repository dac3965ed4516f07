// Moving along directions, and directions fitted to latents, against results worked out apart.
#include "core/latent/direction.h"
#include "core/latent/direction_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

double dot(const Latent& a, const Latent& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

TEST(Direction, MovesByItsAmount) {
    EXPECT_EQ(moved({1, 2}, {0, 1}, 0.5), (Latent{1, 2.5F}));
    EXPECT_EQ(moved({1, 2}, {0, 1}, 0), (Latent{1, 2}));
    EXPECT_THROW((void)moved({1, 2}, {1}, 1), std::invalid_argument);
    EXPECT_EQ(truncated({2, -4}, 0.5), (Latent{1, -2}));
    EXPECT_EQ(truncated({2, -4}, 1), (Latent{2, -4}));
}

TEST(Direction, LosesItsPartInTheSpanOfOthersAndKeepsLengthOne) {
    // The plane of the two others, which are not orthogonal to each other, is x and y.
    const std::vector<Latent> others = {{1, 0, 0}, {3, 4, 0}};
    const auto left = orthogonalTo({2, 5, -3}, others);
    ASSERT_TRUE(left.has_value());
    EXPECT_NEAR((*left)[0], 0, 1e-7);
    EXPECT_NEAR((*left)[1], 0, 1e-7);
    EXPECT_NEAR((*left)[2], -1, 1e-7);
    EXPECT_EQ(orthogonalTo({2, 5, -3}, {}).value(), withNorm({2, 5, -3}, 1));
    EXPECT_FALSE(orthogonalTo({2, 5, 0}, others).has_value());
    EXPECT_EQ(without({2, 5, 0}, others), (Latent{0, 0, 0}));
    EXPECT_NEAR(without({2, 5, -3}, others)[2], -3, 1e-6);
}

TEST(Direction, IsOrthogonalToManyNearlyAlikeOthers) {
    const auto sampled = sampleLatents(3, 21, 60);
    std::vector<Latent> others(sampled.begin(), sampled.begin() + 20);
    others.push_back(moved(others.front(), others[1], 1e-4));  // nearly in the span already
    const auto left = orthogonalTo(sampled.back(), others);
    ASSERT_TRUE(left.has_value());
    EXPECT_NEAR(norm(*left), 1, 1e-6);
    for (const Latent& other : others)
        EXPECT_NEAR(dot(*left, other), 0, 1e-5);
}

TEST(Direction, EditsLeaveWhatIsLockedAlone) {
    const std::vector<DirectionMove> moves = {{{0.6F, 0.8F, 0}, 2, false}, {{1, 0, 0}, 1, true}};
    // 2 · (0.6, 0.8, 0) without its part along x, and the 1 along x that is locked.
    const Latent result = edited({1, 2, 3}, moves);
    EXPECT_NEAR(result[0], 2, 1e-6);
    EXPECT_NEAR(result[1], 3.6, 1e-6);
    EXPECT_NEAR(result[2], 3, 1e-6);
    EXPECT_NEAR(edited({1, 2, 3}, moves, 0.5)[1], 1.8, 1e-6);
    EXPECT_NEAR(norm(edited({1, 2, 3}, moves, 1, true)), std::sqrt(14.0), 1e-6);
    EXPECT_NEAR(norm(edited({1, 2, 3}, moves, 0.5, true)), std::sqrt(14.0) / 2, 1e-6);
    EXPECT_EQ(edited({1, 2, 3}, {}), (Latent{1, 2, 3}));
}

TEST(Direction, KnowsWhereNormsOfSampledLatentsLie) {
    // Against sampling; 10 000 norms are known to about a hundredth.
    std::vector<double> norms;
    for (const Latent& latent : sampleLatents(5, 10000, 60))
        norms.push_back(norm(latent));
    std::ranges::sort(norms);
    const NormRange range = usualNorms(60);
    EXPECT_NEAR(range.mean, std::accumulate(norms.begin(), norms.end(), 0.0) / 10000, 0.03);
    EXPECT_NEAR(range.low, norms[250], 0.06);
    EXPECT_NEAR(range.high, norms[9750], 0.06);
}

TEST(RegressionDirection, FindsWhatTheTargetsWereMadeOf) {
    const auto latents = sampleLatents(1, 400, 8);
    const Latent truth = withNorm({1, -2, 0, 3, 0, 0, 1, 0.5F}, 1);
    std::vector<double> targets;
    for (const Latent& latent : latents)
        targets.push_back(7 + 2.5 * dot(latent, truth));
    const auto fit = regressionDirection(latents, targets, 1e-9);
    ASSERT_TRUE(fit.has_value()) << fit.error().message;
    EXPECT_NEAR(dot(fit->vector, truth), 1, 1e-6);
    EXPECT_NEAR(fit->slope, 2.5, 1e-6);
    EXPECT_NEAR(fit->strength, 1, 1e-9);
    // Noise lowers the strength to its share of the variance, 6.25 of 12.5.
    std::mt19937 random(2);
    std::normal_distribution<double> noise(0, 2.5);
    for (double& target : targets)
        target += noise(random);
    const auto noisy = regressionDirection(latents, targets);
    EXPECT_GT(dot(noisy->vector, truth), 0.97);
    EXPECT_NEAR(noisy->strength, 0.5, 0.1);
}

TEST(RegressionDirection, ShrinksAsRidgeSays) {
    // One number a latent, centred: w = Σzy / (Σz² + ridge) = 4 / (2 + 2).
    const std::vector<Latent> latents = {{-1}, {0}, {1}};
    const std::vector<double> targets = {-2, 0, 2};
    EXPECT_NEAR(regressionDirection(latents, targets, 2)->slope, 1, 1e-12);
    EXPECT_NEAR(regressionDirection(latents, targets, 2)->strength, 1 - 2.0 / 8.0, 1e-12);
}

TEST(RegressionDirection, RefusesWhatHoldsNoDirection) {
    const std::vector<Latent> latents = {{1, 0}, {0, 1}};
    const auto code = [&](std::vector<double> targets) {
        return regressionDirection(latents, targets).error().code;
    };
    EXPECT_EQ(code({1}), ErrorCode::InvalidArgument);
    EXPECT_EQ(code({4, 4}), ErrorCode::InvalidArgument);
    EXPECT_EQ(code({4, std::nan("")}), ErrorCode::InvalidArgument);
    const std::vector<Latent> unlike = {{1, 0}, {1}};
    EXPECT_EQ(regressionDirection(unlike, std::vector<double>{1, 2}).error().code,
              ErrorCode::InvalidArgument);
}

TEST(SeparatingDirection, OfTwoFacesIsTheLineBetweenThem) {
    const std::vector<Latent> a = {{3, 1, 0}}, b = {{0, 1, 4}};
    const auto fit = separatingDirection(a, b);
    ASSERT_TRUE(fit.has_value()) << fit.error().message;
    EXPECT_NEAR(fit->vector[0], 0.6, 1e-6);
    EXPECT_NEAR(fit->vector[1], 0, 1e-6);
    EXPECT_NEAR(fit->vector[2], -0.8, 1e-6);
    EXPECT_EQ(fit->strength, 1);
    EXPECT_NEAR(separatingDirection(b, a)->vector[0], -0.6, 1e-6);
}

TEST(SeparatingDirection, MinimisesThePenalisedLogLikelihood) {
    // By plain gradient descent in two numbers, intercept and weight, on sets that overlap.
    const std::vector<Latent> a = {{1}, {2}, {-0.5F}}, b = {{-1}, {0.5F}, {-2}, {0}};
    double weight = 0, intercept = 0;
    for (int step = 0; step < 200000; ++step) {
        double by_weight = weight, by_intercept = 0;
        const auto add = [&](const Latent& z, double label) {
            const double p = 1 / (1 + std::exp(-(weight * z[0] + intercept)));
            by_weight += (p - label) * z[0];
            by_intercept += p - label;
        };
        for (const Latent& z : a)
            add(z, 1);
        for (const Latent& z : b)
            add(z, 0);
        weight -= 0.01 * by_weight;
        intercept -= 0.01 * by_intercept;
    }
    const auto fit = separatingDirection(a, b);
    ASSERT_TRUE(fit.has_value());
    EXPECT_NEAR(fit->slope, weight, 1e-6);
    EXPECT_EQ(fit->vector, Latent{1});
    EXPECT_NEAR(fit->strength, 5.0 / 7.0, 1e-9);  // −0.5 and 0.5 are on the wrong side
}

TEST(SeparatingDirection, RefusesEmptyAndLikeSets) {
    const std::vector<Latent> a = {{1, 2}};
    EXPECT_EQ(separatingDirection(a, {}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(separatingDirection(a, a).error().code, ErrorCode::InvalidArgument);
    const std::vector<Latent> longer = {{1, 2, 3}};
    EXPECT_EQ(separatingDirection(a, longer).error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace faceloom
