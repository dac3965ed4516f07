// Scores against numbers that SciPy 1.10 gives: binomtest(k, n).proportion_ci(method='wilson') and
// norm.ppf of the corrected rates.
#include "core/quiz/quiz_score.h"

#include <cmath>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

constexpr double kNear = 1e-9;

void expectShare(std::size_t part, std::size_t whole, double low, double high) {
    const Share share = shareOf(part, whole);
    EXPECT_NEAR(share.value, static_cast<double>(part) / static_cast<double>(whole), kNear);
    EXPECT_NEAR(share.low, low, kNear) << part << " of " << whole;
    EXPECT_NEAR(share.high, high, kNear) << part << " of " << whole;
}

TEST(ShareOf, IsWilsonsInterval) {
    expectShare(31, 40, 0.6249690325768997, 0.8768390867645925);
    expectShare(0, 20, 0, 0.16112515805281935);
    expectShare(20, 20, 0.8388748419471808, 1);
    expectShare(1, 1, 0.20654931437723745, 1);
    expectShare(500, 1000, 0.4690696003681042, 0.5309303996318958);
    const Share nothing = shareOf(0, 0);
    EXPECT_EQ(nothing.low, 0);
    EXPECT_EQ(nothing.high, 1);
}

void expectSensitivity(std::size_t hits, std::size_t real, std::size_t alarms,
                       std::size_t generated, double d_prime, double criterion) {
    const auto found = sensitivityOf(hits, real, alarms, generated);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->d_prime, d_prime, kNear);
    EXPECT_NEAR(found->criterion, criterion, kNear);
}

TEST(SensitivityOf, IsTheDifferenceOfTheQuantilesOfCorrectedRates) {
    expectSensitivity(16, 20, 5, 20, 1.4291227687057515, -0.07707722339049883);
    expectSensitivity(20, 20, 0, 20, 3.9615047932945577, 0);
    expectSensitivity(0, 20, 20, 20, -3.9615047932945577, 0);
    expectSensitivity(10, 20, 10, 20, 0, 0);
    expectSensitivity(20, 20, 20, 20, 0, -1.9807523966472789);
    expectSensitivity(3, 4, 2, 9, 1.1988902629041225, 0.07504461874402052);
    // No trace of rounding, which would be shown as −0.00 and exported as −1e-16.
    for (std::size_t hits = 0; hits <= 20; ++hits) {
        const auto unbiased = sensitivityOf(hits, 20, 20 - hits, 20);
        EXPECT_EQ(unbiased->criterion, 0) << hits;
        EXPECT_FALSE(std::signbit(unbiased->criterion)) << hits;
        EXPECT_EQ(sensitivityOf(hits, 20, hits, 20)->d_prime, 0) << hits;
    }
    EXPECT_FALSE(sensitivityOf(0, 0, 3, 9));
    EXPECT_FALSE(sensitivityOf(3, 9, 0, 0));
}

TEST(PairSensitivity, IsRootTwoTimesTheQuantile) {
    EXPECT_NEAR(*pairSensitivity(15, 20), 0.9015387462310269, kNear);
    EXPECT_NEAR(*pairSensitivity(20, 20), 2.801206903041594, kNear);
    EXPECT_NEAR(*pairSensitivity(0, 20), -2.801206903041594, kNear);
    EXPECT_NEAR(*pairSensitivity(10, 20), 0, kNear);
    EXPECT_FALSE(pairSensitivity(0, 0));
}

QuizAnswer aboutReal(bool said_real, int ms) {
    return {"a.jpg", 0, false, said_real, ms};
}
QuizAnswer aboutGenerated(int face, bool said_real, int ms) {
    return {"", face, false, said_real, ms};
}

TEST(ScoreOf, CountsRightOnesAndTheMiddleTime) {
    const std::vector<QuizAnswer> answers = {aboutReal(true, 900), aboutReal(false, 100),
                                             aboutGenerated(1, true, 300),
                                             aboutGenerated(2, false, 500)};
    const QuizScore score = scoreOf(answers);
    EXPECT_EQ(score.right.part, 2U);
    EXPECT_EQ(score.right.whole, 4U);
    EXPECT_NEAR(*score.d_prime, 0, kNear);
    EXPECT_NEAR(*score.criterion, 0, kNear);
    EXPECT_EQ(score.median_ms, 400);
    EXPECT_EQ(scoreOf(std::span(answers).first(3)).median_ms, 300);
}

TEST(ScoreOf, OfNothingAndOfOneKindThereIsNoSensitivity) {
    const QuizScore none = scoreOf({});
    EXPECT_EQ(none.right.whole, 0U);
    EXPECT_FALSE(none.d_prime || none.criterion || none.median_ms);
    const std::vector<QuizAnswer> only_real = {aboutReal(true, 10)};
    EXPECT_EQ(scoreOf(only_real).right.part, 1U);
    EXPECT_FALSE(scoreOf(only_real).d_prime);
}

TEST(ScoreOf, OfPairsItIsTheChoices) {
    std::vector<QuizAnswer> pairs;
    for (int i = 0; i < 20; ++i) {
        const bool real_first = i % 3 == 0;
        pairs.push_back({"a.jpg", i + 1, real_first, i < 15 ? real_first : !real_first, {}});
    }
    const QuizScore score = scoreOf(pairs);
    EXPECT_EQ(score.right.part, 15U);
    EXPECT_NEAR(*score.d_prime, 0.9015387462310269, kNear);
    EXPECT_FALSE(score.criterion);
    EXPECT_FALSE(score.median_ms);
}

TEST(FooledMost, CountsOverEverybodyAndPutsTheBestForgeryFirst) {
    QuizTake anna, ben;
    anna.answers = {aboutReal(false, 1), aboutGenerated(1, true, 1), aboutGenerated(2, false, 1),
                    aboutGenerated(3, true, 1)};
    ben.answers = {aboutGenerated(1, true, 1), aboutGenerated(3, false, 1)};
    const std::vector<QuizTake> both = {anna, ben};
    const auto faces = fooledMost(both);
    ASSERT_EQ(faces.size(), 3U);
    EXPECT_EQ(faces[0].face, 1);
    EXPECT_EQ(faces[0].fooled.part, 2U);
    EXPECT_EQ(faces[0].fooled.whole, 2U);
    EXPECT_EQ(faces[1].face, 3);
    EXPECT_EQ(faces[1].fooled.value, 0.5);
    EXPECT_EQ(faces[2].face, 2);
    EXPECT_TRUE(fooledMost({}).empty());
}

TEST(FooledMost, OfAPairTheGeneratedOneFoolsThatWasChosen) {
    QuizTake take;
    take.answers = {{"a", 1, true, true, {}}, {"b", 2, true, false, {}}, {"c", 3, false, true, {}}};
    const std::vector<QuizTake> takes = {take};
    const auto faces = fooledMost(takes);
    EXPECT_EQ(faces[0].face, 2);
    EXPECT_EQ(faces[1].face, 3);
    EXPECT_EQ(faces[2].fooled.part, 0U);
}

}  // namespace
}  // namespace faceloom
