// The numbers behind the loss plot against slow and obvious calculations.
#include "ui/curves/loss_series.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

std::vector<StepMetrics> noise(std::int64_t steps, std::uint32_t seed = 5) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> loss(0.1, 2.0);
    std::vector<StepMetrics> rows;
    for (std::int64_t step = 1; step <= steps; ++step) {
        StepMetrics row;
        row.step = step;
        row.d_loss_real = loss(random);
        row.d_loss_fake = loss(random);
        row.g_loss = loss(random);
        rows.push_back(row);
    }
    return rows;
}

LossSeries seriesOf(const std::vector<StepMetrics>& rows) {
    LossSeries series;
    series.append(rows);
    return series;
}

TEST(BlockedValues, RangesAreThoseOfASimpleSearch) {
    std::mt19937 random(1);
    std::normal_distribution<float> value;
    BlockedValues blocked;
    std::vector<float> plain;
    for (int i = 0; i < 1000; ++i) {
        plain.push_back(value(random));
        blocked.append(plain.back());
    }
    for (int i = 0; i < 300; ++i) {
        std::size_t first = random() % 1000;
        std::size_t last = random() % 1000;
        if (first > last) std::swap(first, last);
        ++last;
        const auto [smallest, largest] =
            std::minmax_element(plain.begin() + static_cast<std::ptrdiff_t>(first),
                                plain.begin() + static_cast<std::ptrdiff_t>(last));
        EXPECT_EQ(blocked.range(first, last), std::pair(*smallest, *largest))
            << first << " " << last;
    }
}

TEST(BlockedValues, WhatIsNotFiniteCountsForNothing) {
    BlockedValues values;
    for (int i = 0; i < 64; ++i)
        values.append(std::numeric_limits<float>::quiet_NaN());
    EXPECT_TRUE(std::isnan(values.range(0, 64).first));
    values.append(std::numeric_limits<float>::infinity());
    values.append(3);
    values.append(-std::numeric_limits<float>::infinity());
    EXPECT_EQ(values.range(0, values.size()), std::pair(3.0F, 3.0F));
}

TEST(LossSeries, FewStepsAreShownAsTheyAre) {
    const auto rows = noise(50);
    const auto points = seriesOf(rows).decimated(LossCurve::Generator, false, 1, 50, 400);
    ASSERT_EQ(points.size(), 50U);
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_EQ(points[i].step, static_cast<double>(i + 1));
        EXPECT_FLOAT_EQ(static_cast<float>(points[i].value), static_cast<float>(rows[i].g_loss));
    }
}

TEST(LossSeries, MillionStepsBecomeTwoPointsAColumnAndKeepTheirExtremes) {
    auto rows = noise(1'000'000);
    rows[123'456].d_loss_fake = 50;
    rows[654'321].d_loss_fake = 0.001;
    const auto points = seriesOf(rows).decimated(LossCurve::DFake, false, 1, 1e6, 800);
    EXPECT_LE(points.size(), 2U * 802);
    EXPECT_GE(points.size(), 2U * 790);
    const auto by_value = [](const CurvePoint& a, const CurvePoint& b) {
        return a.value < b.value;
    };
    const auto [lowest, highest] = std::minmax_element(points.begin(), points.end(), by_value);
    EXPECT_FLOAT_EQ(static_cast<float>(highest->value), 50);
    EXPECT_NEAR(highest->step, 123'457, 1250);
    EXPECT_FLOAT_EQ(static_cast<float>(lowest->value), 0.001F);
    EXPECT_NEAR(lowest->step, 654'322, 1250);
    EXPECT_TRUE(std::is_sorted(points.begin(), points.end(),
                               [](const auto& a, const auto& b) { return a.step < b.step; }));
}

TEST(LossSeries, LinesReachTheBordersOfAZoomedView) {
    const LossSeries series = seriesOf(noise(1000));
    const auto few = series.decimated(LossCurve::DReal, false, 100.5, 120.5, 400);
    EXPECT_EQ(few.front().step, 100);
    EXPECT_EQ(few.back().step, 121);
    const auto many = series.decimated(LossCurve::DReal, false, 100.5, 900.5, 20);
    EXPECT_EQ(many.front().step, 100);
    EXPECT_EQ(many.back().step, 901);
}

TEST(LossSeries, ViewsWithoutStepsHaveNoPointsInside) {
    LossSeries series;
    EXPECT_TRUE(series.decimated(LossCurve::DReal, false, 0, 10, 100).empty());
    series.append(noise(10));
    EXPECT_TRUE(series.decimated(LossCurve::DReal, false, 10, 10, 100).empty());
    EXPECT_EQ(series.decimated(LossCurve::DReal, false, 500, 600, 100).size(), 1U);
}

TEST(LossSeries, SmoothingStartsAtTheFirstValueAndFollowsTheDefinition) {
    const auto rows = noise(200);
    LossSeries series = seriesOf(rows);
    series.setSmoothing(0.9);
    EXPECT_FLOAT_EQ(series.smoothed(LossCurve::Generator, 0), static_cast<float>(rows[0].g_loss));
    double sum = 0;
    double weight = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        sum = 0.9 * sum + rows[i].g_loss;
        weight = 0.9 * weight + 1;
    }
    EXPECT_NEAR(series.smoothed(LossCurve::Generator, 199), sum / weight, 1e-5);
    series.setSmoothing(0);
    EXPECT_FLOAT_EQ(series.smoothed(LossCurve::Generator, 77), static_cast<float>(rows[77].g_loss));
}

TEST(LossSeries, SmoothingIsTheSameHoweverTheStepsArrive) {
    const auto rows = noise(300);
    const LossSeries at_once = seriesOf(rows);
    LossSeries in_parts;
    for (const StepMetrics& row : rows)
        in_parts.append({row});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(at_once.smoothed(LossCurve::DReal, i), in_parts.smoothed(LossCurve::DReal, i));
    }
}

TEST(LossSeries, StepsThatDoNotGrowAreLeftOut) {
    LossSeries series = seriesOf(noise(10));
    series.append(noise(12));
    EXPECT_EQ(series.size(), 12U);
    EXPECT_EQ(series.metrics().back().step, 12);
}

TEST(LossSeries, NearestStep) {
    auto rows = noise(10);
    rows.erase(rows.begin() + 3, rows.begin() + 7);  // steps 4 to 7
    const LossSeries series = seriesOf(rows);
    EXPECT_EQ(series.at(series.nearest(-5)).step, 1);
    EXPECT_EQ(series.at(series.nearest(4.4)).step, 3);
    EXPECT_EQ(series.at(series.nearest(6.9)).step, 8);
    EXPECT_EQ(series.at(series.nearest(1e9)).step, 10);
}

TEST(LossSeries, UsualRangeLeavesOutWildSteps) {
    auto rows = noise(10'000);
    rows[500].g_loss = 1e6;
    rows[600].g_loss = std::numeric_limits<double>::infinity();
    const auto [low, high] = seriesOf(rows).usualRange(LossCurve::Generator, 1, 1e4, 0.99);
    EXPECT_GE(low, 0.1);
    EXPECT_LE(high, 2.0);
    EXPECT_GT(high, 1.9);
}

}  // namespace
}  // namespace faceloom
