// One run of a sweep, really trained and measured.
#include "core/sweep/trial_run.h"

#include "core/imaging/sketch_cache.h"
#include "core/sweep/sharpness.h"
#include "core/sweep/sweep_faces.h"
#include "core/sweep/sweep_state.h"
#include "core/sweep/sweep_studies.h"
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"
#include "core/train/trainer.h"
#include "tests/core/temp_folder.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

std::string contentOf(const std::filesystem::path& path) {
    std::stringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

class TrialRun : public testing::Test {
protected:
    TrialRun() {
        setenv("XDG_CACHE_HOME", temp_.path().c_str(), 1);
        plan_.base = smallTrials();
        plan_.base.network.generator_widths = {8, 8, 8};
        plan_.base.network.discriminator_widths = {4, 4, 4};
        plan_.base.batch = 4;
        plan_.base.steps = 6;
        plan_.base.decay_steps = 3;
        plan_.base.device = DeviceChoice::Cpu;
        plan_.base.checkpoint_every = 0;
        plan_.seeds = 1;
        plan_.faces = 60;
        plan_.axes = {{"latent", {"8", "5"}}};
        plan_.data_name = "sketch faces";
        const auto pictures = openSketchFaces({200, 1, 32});
        EXPECT_TRUE(pictures);
        plan_.pictures = {{32, pictures->path()}};
    }
    [[nodiscard]] Status carryOut(std::size_t trial, std::int64_t target,
                                  const std::stop_token& stop = {}) {
        return trialHere(folder(), plan_, 1)(
            plan_.trials().at(trial), target, stop,
            [this](const TrialProgress& progress) { told_.push_back(progress); });
    }
    [[nodiscard]] SweepFolder folder() const { return SweepFolder(temp_.path() / "sweep"); }
    [[nodiscard]] RunFolder run(std::size_t trial) const {
        return RunFolder(folder().runFolder(plan_.trials().at(trial)));
    }

    TempFolder temp_;
    SweepPlan plan_;
    std::vector<TrialProgress> told_;
};

TEST_F(TrialRun, TrainsWithItsSettingAndMeasures) {
    const auto status = carryOut(1, 6);
    ASSERT_TRUE(status) << status.error().message;
    const auto description = run(1).readDescription();
    ASSERT_TRUE(description);
    EXPECT_EQ(description->options.network.latent_size, 5);
    EXPECT_EQ(description->options.seed, 1U);
    const auto state = readTrial(folder(), plan_.trials()[1]);
    EXPECT_EQ(state.steps, 6);
    ASSERT_NE(state.measuredAt(6), nullptr);
    EXPECT_GT(state.measuredAt(6)->values.at(kKernelDistance), 0);
    EXPECT_GT(state.measuredAt(6)->values.at(kSharpness), 0);
    EXPECT_GT(state.seconds, 0);
    ASSERT_EQ(told_.size(), 7U);
    EXPECT_EQ(told_[5].step, 6);
    EXPECT_TRUE(told_[6].measuring);
}

TEST_F(TrialRun, HaltedAtRungsItEndsAsTheRunThatWentThrough) {
    for (const std::int64_t rung : {1, 3, 6})
        ASSERT_TRUE(carryOut(0, rung));
    const auto state = readTrial(folder(), plan_.trials()[0]);
    EXPECT_EQ(state.measures.size(), 3U);
    TrainOptions options = *withSetting(plan_.base, plan_.trials()[0].values);
    options.threads = 1;
    TrainObserver nobody;
    const auto pictures = PackedDataset::open(plan_.pictures[0].file);
    ASSERT_TRUE(
        runTraining(*pictures, {options, temp_.path() / "whole", "sketch faces"}, {}, nobody));
    EXPECT_TRUE(contentOf(run(0).generatorFile()) ==
                contentOf(temp_.path() / "whole" / "generator.safetensors"));
    EXPECT_EQ(run(0).checkpointSteps(), (std::vector<std::int64_t>{1, 3, 6}));
}

TEST_F(TrialRun, WhatIsTrainedIsOnlyMeasured) {
    ASSERT_TRUE(carryOut(0, 3));
    const auto before = readTrial(folder(), plan_.trials()[0]);
    std::filesystem::remove(run(0).measuresFile());
    told_.clear();
    ASSERT_TRUE(carryOut(0, 3));
    EXPECT_EQ(told_.size(), 1U);
    EXPECT_EQ(readTrial(folder(), plan_.trials()[0]).measures, before.measures);
}

TEST_F(TrialRun, AStopIsNoFailureAndIsGoneOnFrom) {
    std::stop_source stop;
    const auto work = trialHere(folder(), plan_, 1);
    const auto status =
        work(plan_.trials()[0], 6, stop.get_token(), [&stop](const TrialProgress& progress) {
            if (progress.step == 2) stop.request_stop();
        });
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(readTrial(folder(), plan_.trials()[0]).steps, 2);
    ASSERT_TRUE(carryOut(0, 6));
    EXPECT_EQ(told_.front().step, 3);
}

TEST_F(TrialRun, AnImpossibleSettingSaysSo) {
    plan_.axes = {{"latent", {"0"}}};
    auto status = carryOut(0, 6);
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find("latent size 0"), std::string::npos);
    plan_.axes = {{"depth", {"4"}}};
    status = carryOut(0, 6);
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find("64 pixels"), std::string::npos);
    EXPECT_FALSE(run(0).hasRun());
}

TEST_F(TrialRun, TooFewPicturesAreNoticedBeforeAnyRun) {
    EXPECT_TRUE(checkPictures(plan_));
    plan_.base.hold_out = 19;
    auto status = checkPictures(plan_);
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find("19 can be held out"), std::string::npos)
        << status.error().message;
    status = carryOut(0, 1);
    ASSERT_FALSE(status) << "nor is a measure made up";
    EXPECT_NE(status.error().message.find("too few"), std::string::npos) << status.error().message;
    plan_.pictures[0].file = temp_.path() / "gone";
    EXPECT_EQ(checkPictures(plan_).error().code, ErrorCode::NotFound);
    plan_.pictures.clear();
    EXPECT_FALSE(checkPictures(plan_));
}

TEST_F(TrialRun, TheFacesStandSideBySide) {
    ASSERT_TRUE(carryOut(0, 6));
    ASSERT_TRUE(carryOut(1, 6));
    const auto trials = plan_.trials();
    const auto outcome =
        outcomeOf(plan_, trials, {readTrial(folder(), trials[0]), readTrial(folder(), trials[1])});
    const auto one = facesOf(folder(), trials, outcome.settings[0]);
    ASSERT_TRUE(one) << one.error().message;
    EXPECT_EQ(one->width, 6 * 32);
    const auto both = drawSweepFaces(folder(), trials, outcome);
    ASSERT_TRUE(both);
    EXPECT_GT(both->width, 2 * 6 * 32);
    std::filesystem::remove(run(0).sampleFile(6));
    const auto drawn = facesOf(folder(), trials, outcome.settings[0]);
    ASSERT_TRUE(drawn);
    // Drawn by the checkpoint where the picture is gone. The generator that is only drawn with is
    // folded, which may round a colour the other way.
    ASSERT_EQ(drawn->rgb_u8.size(), one->rgb_u8.size());
    for (std::size_t i = 0; i < one->rgb_u8.size(); ++i)
        ASSERT_LE(std::abs(drawn->rgb_u8[i] - one->rgb_u8[i]), 1) << i;
}

TEST(Sharpness, EdgesAreSharpAndBlurIsNot) {
    RgbImage flat(16, 16, 90), edge(16, 16, 0), ramp(16, 16, 0);
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 16; ++x) {
            for (int c = 0; c < 3; ++c) {
                edge.pixel(x, y)[c] = x < 8 ? 0 : 200;
                ramp.pixel(x, y)[c] = static_cast<std::uint8_t>(12 * x);
            }
        }
    }
    EXPECT_EQ(sharpnessOf(flat), 0);
    EXPECT_NEAR(sharpnessOf(ramp), 0, 1e-9);
    // Two of fourteen columns are 200 or −200, the others 0.
    EXPECT_NEAR(sharpnessOf(edge), 200.0 * 200 * 2 / 14, 1e-6);
    EXPECT_EQ(sharpnessOf(RgbImage(2, 2, 9)), 0);
}

}  // namespace
}  // namespace faceloom
