// The measures of a generator against SciPy, and against cases whose answer is known.
#include "core/metrics/frechet_distance.h"
#include "core/metrics/kernel_distance.h"
#include "core/metrics/precision_recall.h"
#include "tests/core/temp_folder.h"
#include "tests/test_paths.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <random>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

// Normal, with features that depend on each other.
std::vector<Features> sampled(std::size_t count, std::size_t length, double mean, double scale,
                              unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> draw;
    std::vector<Features> features(count, Features(length));
    for (Features& one : features) {
        double before = 0;
        for (std::size_t i = 0; i < length; ++i) {
            before = 0.5 * before + scale * (1 + 0.1 * static_cast<double>(i % 5)) * draw(random);
            one[i] = static_cast<float>(mean + before);
        }
    }
    return features;
}

void write(const std::filesystem::path& path, const std::vector<Features>& features) {
    std::ofstream file(path);
    file.precision(9);
    for (const Features& one : features) {
        for (const float value : one)
            file << value << ' ';
        file << '\n';
    }
}

TEST(Measures, AreWhatSciPySays) {
    if (std::system("/usr/bin/python3 -c 'import scipy' 2>/dev/null") != 0)
        GTEST_SKIP() << "no SciPy here";
    const TempFolder folder;
    const auto a = folder.path() / "a.txt", b = folder.path() / "b.txt",
               out = folder.path() / "out";
    struct Case {
        std::size_t real, generated, length;
        double mean, scale;
    };
    for (const Case& each :
         {Case{300, 260, 12, 0.3, 1.2}, {150, 400, 40, 0, 0.6}, {90, 80, 3, 2, 1}}) {
        const auto real = sampled(each.real, each.length, 0, 1, 1);
        const auto generated = sampled(each.generated, each.length, each.mean, each.scale, 2);
        write(a, real);
        write(b, generated);
        const std::string command = "/usr/bin/python3 " + testSource() +
                                    "/core/metrics_reference.py " + a.string() + " " + b.string() +
                                    " 3 > " + out.string();
        ASSERT_EQ(std::system(command.c_str()), 0);
        double kernel = 0, frechet = 0, precision = 0, recall = 0;
        ASSERT_TRUE(std::ifstream(out) >> kernel >> frechet >> precision >> recall);
        EXPECT_NEAR(kernelDistance(real, generated)->value, kernel,
                    1e-4 * std::max(1.0, std::abs(kernel)));
        EXPECT_NEAR(frechetDistance(real, generated)->value, frechet,
                    1e-4 * std::max(1.0, frechet));
        EXPECT_FALSE(frechetDistance(real, generated)->shrunk);
        const auto shares = precisionAndRecall(real, generated);
        ASSERT_TRUE(shares);
        EXPECT_NEAR(shares->precision, precision, 1e-9);
        EXPECT_NEAR(shares->recall, recall, 1e-9);
    }
}

TEST(FrechetDistance, OfShiftedAndStretchedSetsIsTheFormula) {
    const auto a = sampled(500, 6, 0, 1, 5);
    EXPECT_NEAR(frechetDistance(a, a)->value, 0, 1e-6);
    auto shifted = a, stretched = a;
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (float& value : shifted[i])
            value += 2;
        for (float& value : stretched[i])
            value *= 3;
    }
    EXPECT_NEAR(frechetDistance(a, shifted)->value, 6 * 4, 1e-3);
    // Σ and 9 Σ: tr Σ (1 + 9 − 2·3), and the means, which are nearly zero, apart by twice
    // themselves.
    double trace = 0, means = 0;
    for (std::size_t j = 0; j < 6; ++j) {
        double sum = 0, squares = 0;
        for (const Features& one : a) {
            sum += one[j];
            squares += static_cast<double>(one[j]) * one[j];
        }
        trace += (squares - sum * sum / 500) / 499;
        means += std::pow(2 * sum / 500, 2);
    }
    EXPECT_NEAR(frechetDistance(a, stretched)->value, 4 * trace + means, 1e-3);
}

TEST(FrechetDistance, TakesConstantPicturesAndFewerPicturesThanFeatures) {
    const std::vector<Features> constant(40, Features(8, 1.5F)), other(40, Features(8, 2.5F));
    const auto apart = frechetDistance(constant, other);
    ASSERT_TRUE(apart);
    EXPECT_NEAR(apart->value, 8, 1e-9);
    // Fewer than features: the sample covariance is singular; shrunk, two halves of one
    // distribution come out nearer than another distribution does.
    const auto a = sampled(60, 100, 0, 1, 1), b = sampled(60, 100, 0, 1, 2),
               far = sampled(60, 100, 0.8, 1, 3);
    const auto near = frechetDistance(a, b);
    ASSERT_TRUE(near);
    EXPECT_TRUE(near->shrunk);
    EXPECT_TRUE(std::isfinite(near->value));
    EXPECT_LT(near->value, 0.6 * frechetDistance(a, far)->value);
}

TEST(FrechetDistance, ShrinksAsLedoitAndWolfSay) {
    // Of white noise in many dimensions the estimate is almost the identity itself: the distance of
    // two sets is little more than that of their means.
    std::mt19937 random(3);
    std::normal_distribution<float> draw;
    std::vector<Features> a(50, Features(200)), b(50, Features(200));
    for (auto* set : {&a, &b})
        for (Features& one : *set)
            for (float& value : one)
                value = draw(random);
    double means = 0;
    for (std::size_t j = 0; j < 200; ++j) {
        double difference = 0;
        for (std::size_t i = 0; i < 50; ++i)
            difference += (a[i][j] - b[i][j]) / 50;
        means += difference * difference;
    }
    const auto distance = frechetDistance(a, b);
    ASSERT_TRUE(distance);
    EXPECT_NEAR(distance->value, means, 0.15 * means);
}

TEST(PrecisionAndRecall, KnowWhoIsMissingAndWhoIsWrong) {
    const auto all = sampled(400, 4, 0, 1, 1), same = sampled(400, 4, 0, 1, 2);
    const auto alike = precisionAndRecall(all, same);
    ASSERT_TRUE(alike);
    EXPECT_GT(alike->precision, 0.9);
    EXPECT_GT(alike->recall, 0.9);
    const auto narrow = precisionAndRecall(all, sampled(400, 4, 0, 0.2, 3));
    EXPECT_GT(narrow->precision, 0.95) << "sound";
    EXPECT_LT(narrow->recall, 0.3) << "and all alike";
    const auto wide = precisionAndRecall(all, sampled(400, 4, 0, 6, 4));
    EXPECT_LT(wide->precision, 0.2);
    const auto elsewhere = precisionAndRecall(all, sampled(400, 4, 100, 1, 5));
    EXPECT_EQ(elsewhere->precision, 0);
    EXPECT_EQ(elsewhere->recall, 0);
}

TEST(Measures, RefuseWhatTheyCannotMeasure) {
    const auto good = sampled(30, 4, 0, 1, 1);
    auto infinite = good;
    infinite[3][2] = INFINITY;
    const std::vector<Features> one(1, Features(4)), longer(30, Features(5)), none;
    for (const auto& bad : {infinite, one, longer, none}) {
        EXPECT_EQ(frechetDistance(good, bad).error().code, ErrorCode::InvalidArgument);
        EXPECT_EQ(precisionAndRecall(good, bad).error().code, ErrorCode::InvalidArgument);
        EXPECT_EQ(precisionAndRecall(bad, good).error().code, ErrorCode::InvalidArgument);
    }
    EXPECT_EQ(precisionAndRecall(good, good, 0).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(precisionAndRecall(good, good, 30).error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(precisionAndRecall(good, good, 29));
}

}  // namespace
}  // namespace faceloom
