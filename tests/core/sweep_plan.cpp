// What a sweep tries and in which order; its file.
#include "core/sweep/sweep_plan.h"

#include "core/sweep/sweep_folder.h"
#include "core/sweep/sweep_studies.h"
#include "tests/core/temp_folder.h"

#include <cmath>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

SweepPlan planWith(std::vector<SweepAxis> axes) {
    SweepPlan plan;
    plan.base = smallTrials();
    plan.axes = std::move(axes);
    return plan;
}

std::vector<std::string> labelsOf(const SweepPlan& plan) {
    std::vector<std::string> labels;
    for (const Setting& setting : plan.settings())
        labels.push_back(labelOf(setting));
    return labels;
}

std::vector<std::string> numbersTo(int last) {
    std::vector<std::string> numbers;
    for (int i = 1; i <= last; ++i)
        numbers.push_back(std::to_string(i));
    return numbers;
}

TEST(SweepPlan, AGridHoldsEveryCombinationOnce) {
    const auto plan = planWith({{"latent", {"100", "60"}}, {"output", {"sigmoid", "tanh"}}});
    EXPECT_EQ(labelsOf(plan),
              (std::vector<std::string>{"latent 100, output sigmoid", "latent 100, output tanh",
                                        "latent 60, output sigmoid", "latent 60, output tanh"}));
}

TEST(SweepPlan, RunsGoSeedBySeedAndKeepTheirNames) {
    auto plan = planWith({{"latent", {"100", "60"}}});
    plan.seeds = 2;
    std::vector<std::string> names;
    for (const Trial& trial : plan.trials())
        names.push_back(trial.name);
    EXPECT_EQ(names, (std::vector<std::string>{"latent-100_seed-1", "latent-60_seed-1",
                                               "latent-100_seed-2", "latent-60_seed-2"}));
    plan.axes[0].values.insert(plan.axes[0].values.begin(), "40");
    EXPECT_EQ(plan.trials()[1].name, "latent-100_seed-1")
        << "more values leave folders as they are";
}

TEST(SweepPlan, NamesOfHostileValuesStayInTheFolderAndApart) {
    auto plan = planWith({{"latent", {"../../x", "..//../x", "60", "6\n0"}}});
    plan.seeds = 1;
    std::set<std::string> names;
    for (const Trial& trial : plan.trials()) {
        EXPECT_EQ(trial.name.find_first_of("/\\\n"), std::string::npos) << trial.name;
        names.insert(trial.name);
    }
    EXPECT_EQ(names.size(), 4U);
}

TEST(SweepPlan, ARandomSearchDrawsEachSettingOnceAndTheSameAgain) {
    auto plan = planWith({{"latent", {"100", "80", "60", "40"}}, {"augment", {"off", "on"}}});
    plan.random_settings = 5;
    const auto labels = labelsOf(plan);
    EXPECT_EQ(std::set<std::string>(labels.begin(), labels.end()).size(), 5U);
    EXPECT_EQ(labelsOf(plan), labels);
    plan.random_seed = 2;
    EXPECT_NE(labelsOf(plan), labels);
    plan.random_settings = 100;
    EXPECT_EQ(labelsOf(plan).size(), 8U) << "there are no more";
}

TEST(SweepPlan, ARandomSearchEndsWithItsCombinations) {
    auto plan = planWith({{"latent", numbersTo(37)}, {"batch", numbersTo(27)}});
    plan.random_settings = 1000;
    ASSERT_TRUE(plan.check());
    const auto labels = labelsOf(plan);
    EXPECT_EQ(labels.size(), 37U * 27);
    EXPECT_EQ(std::set<std::string>(labels.begin(), labels.end()).size(), labels.size());
}

TEST(SweepPlan, ASeedDrawsWhatItAlwaysDrew) {
    // A sweep that was begun goes on with the same runs.
    auto plan = planWith({{"latent", {"100", "80", "60", "40"}}, {"augment", {"off", "on"}}});
    plan.random_settings = 100;
    EXPECT_EQ(labelsOf(plan),
              (std::vector<std::string>{"latent 100, augment off", "latent 60, augment off",
                                        "latent 100, augment on", "latent 80, augment on",
                                        "latent 80, augment off", "latent 40, augment off",
                                        "latent 40, augment on", "latent 60, augment on"}));
    plan.axes = {{"latent", {"100", "80", "60", "40"}}, {"batch", {"8..64", "128"}}};
    plan.random_settings = 3;
    plan.random_seed = 7;
    EXPECT_EQ(labelsOf(plan),
              (std::vector<std::string>{"latent 40, batch 10", "latent 60, batch 128",
                                        "latent 100, batch 128"}));
}

TEST(SweepPlan, ARangeIsDrawnFromOnALogarithmicScale) {
    auto plan = planWith({{"learning-rate", {"0.0001..0.01"}}, {"batch", {"8..64"}}});
    plan.random_settings = 200;
    ASSERT_TRUE(plan.check());
    int low = 0;
    for (const Setting& setting : plan.settings()) {
        const auto options = withSetting(plan.base, setting);
        ASSERT_TRUE(options) << options.error().message;
        EXPECT_GE(options->learning_rate, 0.0001);
        EXPECT_LE(options->learning_rate, 0.01);
        EXPECT_GE(options->batch, 8);
        EXPECT_LE(options->batch, 64);
        if (options->learning_rate < 0.001) ++low;
    }
    EXPECT_NEAR(low, 100, 40);
}

TEST(SweepPlan, RefusesWhatIsNoPlan) {
    const auto refused = [](const SweepPlan& plan, const std::string& words) {
        const auto status = plan.check();
        ASSERT_FALSE(status) << words;
        EXPECT_EQ(status.error().code, ErrorCode::InvalidArgument);
        EXPECT_NE(status.error().message.find(words), std::string::npos) << status.error().message;
    };
    refused(planWith({{"latnet", {"60"}}}), "latnet");
    refused(planWith({{"latent", {}}}), "latent");
    refused(planWith({{"latent", {"60", "60"}}}), "'60'");
    refused(planWith({{"latent", {"60"}}, {"latent", {"80"}}}), "twice");
    refused(planWith({{"latent", {"40..80"}}}), "random");
    auto plan = planWith({{"output", {"a..b", "sigmoid"}}});
    EXPECT_TRUE(plan.check()) << "no numbers: a value that fails when its turn comes";
    plan = planWith({{"latent", {std::string(100, '6')}}});
    refused(plan, "latent");
    plan = planWith({});
    plan.halving = 1;
    refused(plan, "halving 1");
    plan = planWith({});
    plan.base.steps = 0;
    refused(plan, "steps 0");
    refused(planWith({{"latent", numbersTo(40)}, {"batch", numbersTo(40)}}), "1000 settings");
}

TEST(SweepPlan, EveryOptionThatCanBeVariedDoesSomethingAndItsUsualValuesAreGood) {
    for (const SweepOption& option : sweepOptions()) {
        std::set<std::string> outcomes;
        std::size_t count = 0;
        std::string usual(option.usual);
        for (std::size_t at = 0; at <= usual.size(); ++count) {
            const std::size_t comma = std::min(usual.find(',', at), usual.size());
            const auto options = withSetting(
                smallTrials(), {{std::string(option.name), usual.substr(at, comma - at)}});
            ASSERT_TRUE(options) << option.name << ": " << options.error().message;
            outcomes.insert(toJson(*options));
            at = comma + 1;
        }
        EXPECT_GT(count, 1U) << option.name;
        EXPECT_EQ(outcomes.size(), count) << option.name;
    }
}

TEST(SweepPlan, AnImpossibleSettingIsNamed) {
    const auto message = [](const Setting& setting) {
        const auto options = withSetting(smallTrials(), setting);
        return options ? std::string() : options.error().message;
    };
    EXPECT_NE(message({{"latent", "0"}}).find("latent size 0"), std::string::npos);
    EXPECT_NE(message({{"latent", "sixty"}}).find("latent: 'sixty' is no whole number"),
              std::string::npos);
    EXPECT_NE(message({{"generator-widths", "512:256:x"}}).find("'x'"), std::string::npos);
    EXPECT_NE(message({{"depth", "7"}}).find("depth"), std::string::npos);
    EXPECT_NE(message({{"output", "relu"}}).find("relu"), std::string::npos);
    EXPECT_EQ(message({{"depth", "4"}, {"generator-widths", "64:32:16:8"}}), "");
}

TEST(SweepPlan, HalvingCostsLessAndEndsWithOne) {
    auto plan = planWith({{"latent", {"100", "80", "60", "40", "20"}}});
    plan.base.steps = 400;
    EXPECT_EQ(plan.totalSteps(), 5 * 3 * 400);
    plan.halving = 2;
    EXPECT_EQ(plan.rungs(), (std::vector<SweepRung>{{100, 5}, {200, 2}, {400, 1}}));
    EXPECT_EQ(plan.totalSteps(), 3 * (5 * 100 + 2 * 100 + 200));
    plan.base.steps = 2;
    EXPECT_EQ(plan.rungs(), (std::vector<SweepRung>{{1, 5}, {2, 1}}));
}

TEST(SweepPlan, AStepBudgetIsSharedOut) {
    auto plan = planWith({{"latent", {"100", "80", "60", "40"}}});
    plan.budget_steps = 1200;
    EXPECT_EQ(stepsWithinBudget(plan), 100);
    plan.halving = 2;
    plan.base.steps = stepsWithinBudget(plan);
    EXPECT_LE(plan.totalSteps(), 1200);
    plan.base.steps += 4;
    EXPECT_GT(plan.totalSteps(), 1200);
}

TEST(SweepPlan, TheStudiesAreThoseOfTheSource) {
    EXPECT_EQ(labelsOf(*studyNamed("latent-size")),
              (std::vector<std::string>{"latent 100", "latent 60"}));
    EXPECT_EQ(labelsOf(*studyNamed("output")),
              (std::vector<std::string>{"output tanh", "output sigmoid"}));
    EXPECT_GE(studyNamed("output")->seeds, 3);
    EXPECT_EQ(studyNamed("colour").error().code, ErrorCode::InvalidArgument);
}

TEST(SweepFile, APlanIsReadAsItWasWritten) {
    const TempFolder temp;
    auto plan = planWith({{"latent", {"100", "6\"0 ä"}}, {"augment", {"off", "on"}}});
    plan.study = "latent-size";
    plan.random_settings = 3;
    plan.random_seed = ~std::uint64_t{0};
    plan.halving = 3;
    plan.budget_steps = 123456789012;
    plan.budget_hours = 1.5;
    plan.faces = 200;
    plan.data_name = "celeba";
    plan.pictures = {{32, "/a/b c.safetensors"}};
    const SweepFolder folder(temp.path() / "deep" / "sweep");
    EXPECT_FALSE(folder.hasSweep());
    ASSERT_TRUE(folder.writePlan(plan));
    EXPECT_TRUE(folder.hasSweep());
    const auto read = folder.readPlan();
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, plan);
}

TEST(SweepFile, WhatIsNoPlanIsRefused) {
    const std::string good = toJson(planWith({{"latent", {"100"}}}));
    const auto changed = [&good](const std::string& from, const std::string& to) {
        std::string text = good;
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return text.replace(at, from.size(), to);
    };
    ASSERT_TRUE(sweepPlanFromJson(good));
    for (const std::string& text :
         {std::string("[]"), std::string("{"), std::string(""),
          changed("\"latent\"", "\"nonsense\""), changed("\"100\"", "100"),
          changed("\"seeds\": 3", "\"seeds\": 1e99"), changed("\"seeds\": 3", "\"seeds\": 0"),
          changed("\"steps\": 400", "\"steps\": 0"),
          changed("\"budget_hours\": 0.0", "\"budget_hours\": -1"),
          changed("\"version\": 1", "\"version\": 2")}) {
        const auto read = sweepPlanFromJson(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, ErrorCode::BrokenFile);
        EXPECT_EQ(read.error().message.find('\n'), std::string::npos);
    }
}

TEST(SweepFile, ASweepGoesOnWithTheSameRunsOnly) {
    auto before = planWith({{"latent", {"100"}}});
    auto now = before;
    now.axes[0].values.push_back("60");
    now.seeds = 5;
    now.budget_hours = 3;
    now.base.threads = 1;
    EXPECT_TRUE(checkSameSweep(before, now));
    now.base.learning_rate = 0.1;
    EXPECT_FALSE(checkSameSweep(before, now));
    now = before;
    now.faces = 10;
    EXPECT_FALSE(checkSameSweep(before, now));
}

}  // namespace
}  // namespace faceloom
