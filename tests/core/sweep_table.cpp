// What is said of a sweep, against calculations by hand.
#include "core/sweep/sweep_table.h"

#include "tests/core/sweep_support.h"

namespace faceloom {
namespace {

class SweepTableTest : public testing_support::SweepTest {
protected:
    SweepTableTest() {
        plan_ = *studyNamed("latent-size");
        plan_.base.steps = 100;
    }
    // By seed: of latent 100, then of latent 60.
    void measure(const std::vector<double>& first, const std::vector<double>& second,
                 double sharpness_gain = 0) {
        for (const Trial& trial : plan_.trials()) {
            const auto& values = trial.setting == 0 ? first : second;
            if (trial.seed > values.size()) continue;
            const double jitter = 0.001 * static_cast<double>(trial.seed);
            ASSERT_TRUE(testing_support::leaveRun(
                folder(), trial, 100, values[trial.seed - 1],
                0.5 + jitter + (trial.setting == 0 ? 0 : sharpness_gain + jitter / 10)));
        }
    }
    [[nodiscard]] SweepOutcome outcome() const {
        return outcomeOf(plan_, plan_.trials(), states());
    }
    [[nodiscard]] std::string sentences() const {
        std::string all;
        for (const std::string& sentence : outcome().sentences)
            all += sentence + "\n";
        return all;
    }
};

TEST(SweepStatistics, AsTextbooksHaveThem) {
    const std::vector<double> values = {1, 2, 6};
    const auto mean = meanOfRuns(values);
    ASSERT_TRUE(mean);
    EXPECT_DOUBLE_EQ(mean->mean, 3);
    EXPECT_NEAR(*mean->standard_error, std::sqrt(7.0 / 3), 1e-12);
    EXPECT_FALSE(meanOfRuns({}).has_value());
    EXPECT_FALSE(meanOfRuns(std::vector<double>{1})->standard_error.has_value());
    // t(0.975) with two degrees of freedom is 4.302653, t(0.95) is 2.919986.
    EXPECT_NEAR(*pairedDifference(values)->half_width, 4.302653 * std::sqrt(7.0 / 3), 1e-5);
    EXPECT_NEAR(*pairedDifference(values, 0.9)->half_width, 2.919986 * std::sqrt(7.0 / 3), 1e-5);
    EXPECT_FALSE(pairedDifference(values)->told());
    EXPECT_TRUE(pairedDifference(std::vector<double>{-1, -1.1, -0.9})->told());
    EXPECT_FALSE(pairedDifference(std::vector<double>{-1})->told());
}

TEST_F(SweepTableTest, AnEmptySweepSaysNothing) {
    const auto empty = outcome();
    EXPECT_EQ(empty.settings.size(), 2U);
    EXPECT_FALSE(empty.best.has_value());
    EXPECT_TRUE(empty.sentences.empty());
    EXPECT_EQ(empty.settings[0].steps, 0);
}

TEST_F(SweepTableTest, ADifferenceBeyondChanceConfirmsTheSource) {
    measure({0.30, 0.32, 0.31}, {0.20, 0.221, 0.209}, 0.1);
    const auto found = outcome();
    EXPECT_EQ(found.best, 1U);
    EXPECT_NEAR(found.settings[0].means[0]->mean, 0.31, 1e-12);
    EXPECT_NEAR(*found.settings[0].means[0]->standard_error, 0.01 / std::sqrt(3.0), 1e-12);
    const std::string said = sentences();
    EXPECT_NE(said.find("latent 60 less latent 100: -0.1000 ± 0.0025"), std::string::npos) << said;
    EXPECT_NE(said.find("latent 60 is nearer to real faces\n"), std::string::npos) << said;
    EXPECT_NE(said.find("latent 60 is sharper"), std::string::npos) << said;
    EXPECT_NE(said.find("that latent 60 is nearer to real faces holds; that it is sharper holds"),
              std::string::npos)
        << said;
    EXPECT_NE(said.find("100 steps"), std::string::npos) << said;
}

TEST_F(SweepTableTest, NoiseIsNotCalledSharp) {
    measure({0.30, 0.32, 0.31}, {0.20, 0.221, 0.209}, 1.5);
    const std::string said = sentences();
    EXPECT_NE(said.find("latent 60 has more fine detail, and more than real pictures: noise"),
              std::string::npos)
        << said;
    EXPECT_NE(said.find("sharper cannot be told from faces noisier than real pictures"),
              std::string::npos)
        << said;
}

TEST_F(SweepTableTest, WhatMayBeChanceIsNotClaimed) {
    measure({0.30, 0.32, 0.31}, {0.20, 0.33, 0.30});
    const std::string said = sentences();
    EXPECT_NE(said.find("no difference can be told"), std::string::npos) << said;
    EXPECT_NE(said.find("nearer to real faces cannot be told"), std::string::npos) << said;
    EXPECT_EQ(said.find("holds"), std::string::npos) << said;
}

TEST_F(SweepTableTest, TheReverseIsSaid) {
    measure({0.20, 0.21, 0.22}, {0.30, 0.311, 0.319});
    EXPECT_NE(sentences().find("nearer to real faces does not hold, the reverse does"),
              std::string::npos)
        << sentences();
}

TEST_F(SweepTableTest, OnePairTellsNothing) {
    measure({0.3}, {0.1});
    EXPECT_NE(sentences().find("whether that is chance cannot be told"), std::string::npos)
        << sentences();
    EXPECT_EQ(outcome().settings[0].means[0]->runs, 1U);
}

TEST_F(SweepTableTest, OnlyRunsOfTheSameSeedAreCompared) {
    measure({0.30, 0.32, 0.31}, {0.20});
    const auto difference =
        differenceBetween(plan_, plan_.trials(), states(), 0, 1, kKernelDistance);
    ASSERT_TRUE(difference);
    EXPECT_EQ(difference->pairs, 1U);
    EXPECT_NEAR(difference->mean, -0.1, 1e-12);
}

TEST_F(SweepTableTest, OfManySettingsTheBestAndWhatIsToldApartFromIt) {
    plan_.study.clear();
    plan_.axes[0].values = {"100", "80", "60"};
    for (const Trial& trial : plan_.trials()) {
        const double jitter = 0.001 * static_cast<double>(trial.seed);
        const double mean = trial.setting == 0 ? 0.5 : trial.setting == 1 ? 0.21 : 0.2;
        // The second swings around the third.
        const double swing = trial.setting == 1 ? 0.02 * (static_cast<double>(trial.seed) - 2) : 0;
        ASSERT_TRUE(testing_support::leaveRun(
            folder(), trial, 100, mean + swing + jitter * (trial.setting == 0 ? 1.1 : 1)));
    }
    const std::string said = sentences();
    EXPECT_NE(said.find("best: latent 60"), std::string::npos) << said;
    EXPECT_NE(said.find("Worse beyond chance: latent 100."), std::string::npos) << said;
    EXPECT_NE(said.find("Not told apart from it: latent 80."), std::string::npos) << said;
    EXPECT_NE(said.find("97.5 %"), std::string::npos) << "two comparisons: " << said;
}

TEST_F(SweepTableTest, AThousandSettingsAreDrawnOnceNotForEachOfThem) {
    // Minutes to hours, were they.
    plan_.study.clear();
    plan_.axes = {{"latent", {}}, {"batch", {}}};
    for (int i = 1; i <= 37; ++i)
        plan_.axes[0].values.push_back(std::to_string(i));
    for (int i = 1; i <= 27; ++i)
        plan_.axes[1].values.push_back(std::to_string(i));
    plan_.random_settings = 1000;
    plan_.seeds = 1;
    const auto trials = plan_.trials();
    std::vector<TrialState> states(trials.size());
    for (std::size_t i = 0; i < trials.size(); ++i)
        states[i].measures = {{100, {{kKernelDistance, 1.0 + static_cast<double>(i)}}}};
    const auto outcome = outcomeOf(plan_, trials, states);
    ASSERT_EQ(outcome.settings.size(), 37U * 27);
    EXPECT_EQ(outcome.best, 0U);
    EXPECT_EQ(outcome.settings.back().steps, 100);
    ASSERT_EQ(outcome.sentences.size(), 1U);
}

TEST_F(SweepTableTest, HalvedSettingsCompareWhereBothWere) {
    plan_.halving = 2;
    for (const Trial& trial : plan_.trials()) {
        ASSERT_TRUE(testing_support::leaveRun(folder(), trial, 50, trial.setting == 0 ? 0.3 : 0.2));
        if (trial.setting == 1) {
            ASSERT_TRUE(testing_support::leaveRun(folder(), trial, 100, 0.1));
        }
    }
    const auto found = outcome();
    EXPECT_TRUE(found.settings[0].left_behind);
    EXPECT_EQ(found.settings[0].steps, 50);
    EXPECT_EQ(found.settings[1].steps, 100);
    const auto difference =
        differenceBetween(plan_, plan_.trials(), states(), 0, 1, kKernelDistance);
    EXPECT_NEAR(difference->mean, -0.1, 1e-12);
}

TEST_F(SweepTableTest, TheTableIsCsvAndText) {
    measure({0.25, 0.25, 0.25}, {0.125, 0.125, 0.125});
    ASSERT_TRUE(writeProblem(folder(), plan_.trials()[0], "out of \"room\", alas"));
    const std::string csv = toCsv(plan_, outcome());
    EXPECT_EQ(csv.find("latent,steps,runs,failed,kernel_distance,kernel_distance_standard_error,"
                       "sharpness,sharpness_standard_error,best,left_behind,problem\n"
                       "100,100,3,1,0.25,0,"),
              0U)
        << csv;
    EXPECT_NE(csv.find(",0,0,\"out of \"\"room\"\", alas\"\n60,100,3,0,0.125,0,"),
              std::string::npos)
        << csv;
    const std::string text = toText(outcome());
    EXPECT_NE(text.find("0.2500 ± 0.0000"), std::string::npos) << text;
    EXPECT_NE(text.find("1 failed: out of"), std::string::npos) << text;
    EXPECT_NE(text.find("best"), std::string::npos);
}

}  // namespace
}  // namespace faceloom
