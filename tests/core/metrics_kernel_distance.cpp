// The kernel distance, against the formula written out term by term, and against cases whose answer
// is known.
#include "core/metrics/kernel_distance.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

std::vector<Features> normal(std::size_t count, std::size_t length, double mean, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> draw(mean, 1.0);
    std::vector<Features> features(count, Features(length));
    for (Features& one : features)
        for (float& value : one)
            value = static_cast<float>(draw(random));
    return features;
}

// E k(x, x') + E k(y, y') − 2 E k(x, y), pairs of the same picture left out.
double writtenOut(const std::vector<Features>& a, const std::vector<Features>& b) {
    const auto kernel = [](const Features& x, const Features& y) {
        double product = 0;
        for (std::size_t i = 0; i < x.size(); ++i)
            product += double(x[i]) * y[i];
        return std::pow(product / double(x.size()) + 1, 3);
    };
    const auto mean = [&](const auto& left, const auto& right, bool same) {
        double sum = 0;
        std::size_t pairs = 0;
        for (std::size_t i = 0; i < left.size(); ++i)
            for (std::size_t j = 0; j < right.size(); ++j) {
                if (same && i == j) continue;
                sum += kernel(left[i], right[j]);
                ++pairs;
            }
        return sum / double(pairs);
    };
    return mean(a, a, true) + mean(b, b, true) - 2 * mean(a, b, false);
}

TEST(KernelDistance, IsTheFormulaWrittenOut) {
    for (const std::size_t length : {1U, 7U, 16U, 35U}) {
        const auto a = normal(25, length, 0, 1), b = normal(31, length, 0.3, 2);
        const auto distance = kernelDistance(a, b);
        ASSERT_TRUE(distance.has_value());
        EXPECT_NEAR(distance->value, writtenOut(a, b), 1e-5) << length;
    }
}

TEST(KernelDistance, OfOneNumberIsWhatItsMomentsSay) {
    // With one feature, (xy + 1)³ = 1 + 3xy + 3x²y² + x³y³: three squared differences of moments.
    // Normal with mean 0: moments 0, 1, 0; with mean 1: 1, 2, 4.
    const auto distance = kernelDistance(normal(4000, 1, 0, 3), normal(4000, 1, 1, 4));
    ASSERT_TRUE(distance.has_value());
    const double expected = 3 * 1.0 + 3 * 1.0 + 16.0;
    EXPECT_NEAR(distance->value, expected, 4 * distance->standard_error);
    EXPECT_LT(distance->standard_error, 0.2 * expected);
}

TEST(KernelDistance, OfLikeDistributionsIsZeroWithinItsError) {
    const auto distance = kernelDistance(normal(600, 20, 0, 5), normal(600, 20, 0, 6));
    ASSERT_TRUE(distance.has_value());
    EXPECT_GT(distance->standard_error, 0);
    EXPECT_LT(std::abs(distance->value), 4 * distance->standard_error);
    const auto apart = kernelDistance(normal(600, 20, 0, 5), normal(600, 20, 0.5, 6));
    EXPECT_GT(apart->value, 10 * distance->standard_error);
}

TEST(KernelDistance, RefusesTooFewAndUnlikeFeatures) {
    const auto enough = normal(20, 4, 0, 1);
    EXPECT_TRUE(kernelDistance(enough, enough).has_value());
    EXPECT_EQ(kernelDistance(normal(19, 4, 0, 1), enough).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(kernelDistance(enough, normal(20, 5, 0, 1)).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(kernelDistance(normal(20, 0, 0, 1), normal(20, 0, 0, 1)).error().code,
              ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace faceloom
