// Whole runs on small networks: what they write, resume, and how they end.
#include "core/gan/compute_runtime.h"
#include "core/latent/latent_studio.h"
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"
#include "core/train/trainer.h"
#include "tests/core/train_support.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

using namespace testing_support;
namespace fs = std::filesystem;

std::string textOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

class TrainRun : public testing::Test {
protected:
    Result<RunReport> run(const TrainOptions& options, bool resume = false) {
        observer_ = RecordingObserver{};
        return runTraining(data_, {options, run_, "small", resume}, std::stop_token{}, observer_);
    }

    TempFolder folder_;
    PackedDataset data_ = smallDataset(folder_.path());
    fs::path run_ = folder_.path() / "run";
    RecordingObserver observer_;
};

TEST_F(TrainRun, WritesEverythingARunFolderHolds) {
    TrainOptions options = smallTraining(6);
    options.preview_every = 3;
    options.checkpoint_every = 2;
    const auto report = run(options);
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_EQ(report->end, RunEnd::Finished);
    EXPECT_EQ(report->steps_done, 6);
    EXPECT_EQ(observer_.previews, (std::vector<std::int64_t>{0, 2, 3, 4, 6}));
    EXPECT_EQ(observer_.checkpoints, (std::vector<std::int64_t>{2, 4, 6}));
    const auto losses = readLosses(run_ / "losses.csv");
    ASSERT_TRUE(losses.has_value());
    ASSERT_EQ(losses->size(), 6U);
    EXPECT_EQ((*losses)[5].step, 6);
    EXPECT_EQ((*losses)[5].epoch, 3);  // pictures 41 to 48 of 20
    EXPECT_DOUBLE_EQ((*losses)[2].g_loss, observer_.steps[2].g_loss);
    const auto description = RunFolder(run_).readDescription();
    ASSERT_TRUE(description.has_value());
    EXPECT_EQ(description->options, options);
    EXPECT_EQ(description->data_sha256, data_.picturesSha256());
    EXPECT_TRUE(fs::exists(RunFolder(run_).sampleFile(3)));
    const auto studio = LatentStudio::open(run_);
    ASSERT_TRUE(studio.has_value()) << studio.error().message;
    EXPECT_EQ(studio->info().step, 6);
    EXPECT_EQ(studio->info().trained_on, "small");
}

TEST_F(TrainRun, LossesAndPicturesReallyChange) {
    TrainOptions options = smallTraining(60);
    options.preview_every = 30;
    options.learning_rate = 0.002;
    ASSERT_TRUE(run(options).has_value());
    // The discriminator learns to tell them apart at first, and then the generator to answer.
    const auto total = [](const StepMetrics& step) { return step.d_loss_real + step.d_loss_fake; };
    const auto best = std::ranges::min(observer_.steps, {}, total);
    EXPECT_LT(total(best), 0.7 * total(observer_.steps.front()));
    EXPECT_GT(total(observer_.steps.back()), total(best));
    ASSERT_EQ(observer_.preview_pictures.size(), 3U);
    EXPECT_NE(observer_.preview_pictures[0].faces[0], observer_.preview_pictures[1].faces[0]);
    EXPECT_NE(observer_.preview_pictures[1].faces[0], observer_.preview_pictures[2].faces[0]);
}

TEST_F(TrainRun, ResumingShowsTheHistoryAndRefusesAnotherRecipe) {
    TrainOptions options = smallTraining(3);
    options.augment = true;
    options.weight_average = 0.9;
    ASSERT_TRUE(run(options).has_value());
    options.steps = 6;
    ASSERT_TRUE(run(options, true).has_value());
    EXPECT_EQ(observer_.history.size(), 3U);
    EXPECT_EQ(observer_.steps.size(), 3U);
    EXPECT_EQ(readLosses(run_ / "losses.csv")->size(), 6U);

    options.steps = 7;
    TrainOptions other = options;
    other.augment = false;
    EXPECT_FALSE(run(other, true).has_value());
    other = options;
    other.weight_average = 0;
    EXPECT_FALSE(run(other, true).has_value());
}

TEST_F(TrainRun, GoesOnWithOtherLearningRates) {
    ASSERT_TRUE(run(smallTraining(4)).has_value());
    TrainOptions slower = smallTraining(8);
    slower.learning_rate = 1e-6;
    slower.discriminator_learning_rate = 2e-6;
    const auto before = observer_.steps.back();
    ASSERT_TRUE(run(slower, true).has_value());
    EXPECT_EQ(observer_.steps.back().step, 8);
    EXPECT_NE(observer_.steps.back().g_loss, before.g_loss);
    EXPECT_EQ(RunFolder(run_).readDescription()->options, slower);
}

TEST_F(TrainRun, FallingRatesLeaveTheEarlierStepsAsTheyWere) {
    ASSERT_TRUE(run(smallTraining(10)).has_value());
    const auto steady = observer_.steps;
    run_ = folder_.path() / "falling";
    TrainOptions falling = smallTraining(10);
    falling.decay_steps = 5;
    ASSERT_TRUE(run(falling).has_value());
    // The sixth step is the first at a lower rate, and its losses are those before its update.
    for (std::size_t i = 0; i < 7; ++i)
        EXPECT_EQ(observer_.steps[i].g_loss == steady[i].g_loss, i < 6) << i;
}

TEST_F(TrainRun, TheDiscriminatorMayLearnAloneAtFirst) {
    ASSERT_TRUE(run(smallTraining(6)).has_value());
    const auto usual = observer_.steps;
    run_ = folder_.path() / "alone";
    TrainOptions options = smallTraining(6);
    options.discriminator_first = 3;
    ASSERT_TRUE(run(options).has_value());
    // The first step's losses are those before its update; then the generator stands still.
    const auto differs = [&](std::size_t i) {
        return std::abs(observer_.steps[i].g_loss - usual[i].g_loss) > 1e-6;
    };
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_EQ(differs(i), i > 0) << i;
    EXPECT_EQ(RunFolder(run_).readDescription()->options, options);
    TrainOptions other = options;
    other.discriminator_first = 0;
    EXPECT_FALSE(run(other, true).has_value());
}

TEST(RateShare, FallsOverTheLastSteps) {
    TrainOptions options;
    EXPECT_EQ(options.rateShare(99, 100), 1);
    options.decay_steps = 50;
    EXPECT_EQ(options.rateShare(0, 100), 1);
    EXPECT_EQ(options.rateShare(50, 100), 1);
    EXPECT_DOUBLE_EQ(options.rateShare(51, 100), 0.98);
    EXPECT_DOUBLE_EQ(options.rateShare(75, 100), 0.5);
    EXPECT_DOUBLE_EQ(options.rateShare(99, 100), 0.02);
    options.decay_steps = 1000;
    EXPECT_DOUBLE_EQ(options.rateShare(99, 100), 0.01);
    EXPECT_DOUBLE_EQ(options.rateShare(0, 100), 0.1);
}

TEST_F(TrainRun, BeginsWithTheWeightsOfAnEarlierGenerator) {
    ASSERT_TRUE(run(smallTraining(6)).has_value());
    const auto last = observer_.preview_pictures.back();
    const fs::path earlier = run_;

    TrainOptions options = smallTraining(4);
    options.start_from = earlier.string();
    options.weight_average = 0.9;
    options.network.setDiscriminator(DiscriminatorKind::Light);
    run_ = folder_.path() / "further";
    ASSERT_TRUE(run(options).has_value());
    EXPECT_EQ(observer_.previews.front(), 0);
    EXPECT_EQ(observer_.preview_pictures.front().faces, last.faces);
    EXPECT_NE(observer_.preview_pictures.back().faces, last.faces);

    // What it began with is part of the run, and not needed once there is a checkpoint.
    fs::remove_all(earlier);
    options.steps = 5;
    ASSERT_TRUE(run(options, true).has_value());
    options.start_from.clear();
    EXPECT_EQ(run(options, true).error().code, ErrorCode::InvalidArgument);
}

TEST_F(TrainRun, GoesOnOnlyWithTheSamePicturesHeldOut) {
    TrainOptions options = smallTraining(1);
    options.hold_out = 2;
    ASSERT_TRUE(run(options).has_value());
    options.steps = 2;
    options.hold_out = 1;
    EXPECT_EQ(run(options, true).error().code, ErrorCode::InvalidArgument);
    options.hold_out = 1000;  // of 20 pictures no more than two
    EXPECT_TRUE(run(options, true).has_value());
}

TEST_F(TrainRun, RefusesToBeginWithAnotherNetworksWeights) {
    ASSERT_TRUE(run(smallTraining(1)).has_value());
    TrainOptions options = smallTraining(1);
    options.start_from = run_.string();
    options.network.latent_size += 1;
    run_ = folder_.path() / "further";
    EXPECT_EQ(run(options).error().code, ErrorCode::InvalidArgument);
    EXPECT_FALSE(fs::exists(run_));
    options.start_from = (folder_.path() / "nowhere").string();
    EXPECT_EQ(run(options).error().code, ErrorCode::NotFound);
}

TEST_F(TrainRun, TheSameSeedGivesTheSameRunAndAnotherDoesNot) {
    TrainOptions options = smallTraining(3);
    ASSERT_TRUE(run(options).has_value());
    const auto first = observer_.steps;
    run_ = folder_.path() / "again";
    ASSERT_TRUE(run(options).has_value());
    EXPECT_EQ(observer_.steps[2].g_loss, first[2].g_loss);
    options.seed = 4;
    run_ = folder_.path() / "other";
    ASSERT_TRUE(run(options).has_value());
    EXPECT_NE(observer_.steps[2].g_loss, first[2].g_loss);
}

TEST_F(TrainRun, ATotalReachedAlreadyIsASuccessThatSaysSo) {
    ASSERT_TRUE(run(smallTraining(4)).has_value());
    const auto again = run(smallTraining(4), true);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->end, RunEnd::AlreadyFinished);
    EXPECT_EQ(again->steps_done, 4);
    EXPECT_TRUE(observer_.steps.empty());
}

TEST_F(TrainRun, ResumeWithNothingToResumeStartsAfreshAndSaysSo) {
    const auto report = run(smallTraining(2), true);
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_EQ(report->steps_done, 2);
    ASSERT_FALSE(observer_.messages.empty());
    EXPECT_NE(observer_.messages.front().find("nothing to resume from"), std::string::npos);
}

TEST_F(TrainRun, AllCoresAreUsedAgainAfterARunOnOne) {
    initializeCompute(2);
    TrainOptions options = smallTraining(2);
    options.threads = 1;
    ASSERT_TRUE(run(options).has_value());
    EXPECT_EQ(computeThreads(), 1);
    options.threads = 0;
    options.steps = 4;
    ASSERT_TRUE(run(options, true).has_value());
    EXPECT_EQ(computeThreads(), 2);
}

TEST_F(TrainRun, ARunThatIsThereIsNotOverwritten) {
    ASSERT_TRUE(run(smallTraining(2)).has_value());
    const auto again = run(smallTraining(2));
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(again.error().message.find(run_.string()), std::string::npos);
}

TEST_F(TrainRun, ResumingRefusesAnotherNetworkBatchSeedOrData) {
    ASSERT_TRUE(run(smallTraining(2)).has_value());
    TrainOptions other = smallTraining(4);
    other.batch = 4;
    EXPECT_FALSE(run(other, true).has_value());
    other = smallTraining(4);
    other.seed = 99;
    EXPECT_FALSE(run(other, true).has_value());
    other = smallTraining(4);
    other.network.latent_size = 9;
    EXPECT_FALSE(run(other, true).has_value());
    EXPECT_TRUE(run(smallTraining(3), true).has_value());
}

TEST_F(TrainRun, ABrokenNewestCheckpointFallsBackToTheOneBefore) {
    TrainOptions options = smallTraining(4);
    options.checkpoint_every = 2;
    ASSERT_TRUE(run(options).has_value());
    fs::resize_file(RunFolder(run_).checkpointFile(4), 1000);
    options.steps = 5;
    const auto report = run(options, true);
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_EQ(observer_.steps.front().step, 3);
    EXPECT_EQ(readLosses(run_ / "losses.csv")->size(), 5U);
}

TEST_F(TrainRun, KeepsTheNewestThreeCheckpointsWhateverTheyTake) {
    TrainOptions options = smallTraining(6);
    options.checkpoint_every = 1;
    options.keep_space_mb = 0;
    ASSERT_TRUE(run(options).has_value());
    EXPECT_EQ(RunFolder(run_).checkpointSteps(), (std::vector<std::int64_t>{4, 5, 6}));
}

TEST_F(TrainRun, ALossThatIsNotFiniteStopsTheRunAndKeepsTheCheckpoint) {
    TrainOptions options = smallTraining(200);
    options.learning_rate = 1e25;
    options.checkpoint_every = 1;
    const auto report = run(options);
    ASSERT_FALSE(report.has_value());
    EXPECT_EQ(report.error().code, ErrorCode::NonFinite);
    EXPECT_NE(report.error().message.find("step"), std::string::npos) << report.error().message;
    for (const std::int64_t step : RunFolder(run_).checkpointSteps()) {
        EXPECT_LT(step, 200);
    }
    ASSERT_EQ(observer_.alarms.size(), 1U);
    EXPECT_EQ(observer_.alarms[0].kind, AlarmKind::NonFinite);
    EXPECT_EQ(observer_.alarms[0].text, report.error().message);
}

TEST_F(TrainRun, ALearningRateThatDoesNothingIsTold) {
    TrainOptions options = smallTraining(300);
    options.preview_every = 50;
    ASSERT_TRUE(run(options).has_value());
    EXPECT_TRUE(observer_.alarms.empty()) << observer_.alarms.front().text;
    fs::remove_all(run_);
    options.learning_rate = 1e-12;
    ASSERT_TRUE(run(options).has_value());
    ASSERT_EQ(observer_.alarms.size(), 1U);
    EXPECT_EQ(observer_.alarms[0].kind, AlarmKind::NothingLearned);
    EXPECT_EQ(observer_.alarms[0].step, 200);
}

TEST_F(TrainRun, AFolderThatCannotBeWrittenIsNamed) {
    std::ofstream(run_) << "a file with the run folder's name";
    const auto report = run(smallTraining(2));
    ASSERT_FALSE(report.has_value());
    EXPECT_EQ(report.error().code, ErrorCode::WriteFailed);
    EXPECT_NE(report.error().message.find(run_.string()), std::string::npos);
}

TEST_F(TrainRun, ADiskThatFillsKeepsTheLastGoodCheckpoint) {
    struct StopsWhenItHolds : TrainObserver {
        std::stop_source stop;
        void onHold(const RunHold&) override { stop.request_stop(); }
    } observer;
    ASSERT_TRUE(run(smallTraining(2)).has_value());
    const std::string before = textOf(RunFolder(run_).checkpointFile(2));
    const std::string generator_before = textOf(run_ / "generator.safetensors");
    // A limit on file size fails a write as a full disk does.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit old_limit{};
    getrlimit(RLIMIT_FSIZE, &old_limit);
    const rlimit small{10000, old_limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const auto report = runTraining(data_, {smallTraining(3), run_, "small", true},
                                    observer.stop.get_token(), observer);
    setrlimit(RLIMIT_FSIZE, &old_limit);
    ASSERT_FALSE(report.has_value());
    EXPECT_EQ(report.error().code, ErrorCode::WriteFailed);
    EXPECT_EQ(textOf(RunFolder(run_).checkpointFile(2)), before);
    EXPECT_EQ(textOf(run_ / "generator.safetensors"), generator_before);
    EXPECT_EQ(RunFolder(run_).checkpointSteps(), (std::vector<std::int64_t>{2}));
    const auto resumed = run(smallTraining(3), true);
    ASSERT_TRUE(resumed.has_value()) << resumed.error().message;
    EXPECT_EQ(resumed->steps_done, 3);
}

TEST_F(TrainRun, CudaWhereThereIsNoneIsSaidClearly) {
    if (torch::cuda::is_available()) GTEST_SKIP() << "this machine has a GPU";
    TrainOptions options = smallTraining(2);
    options.device = DeviceChoice::Cuda;
    const auto report = run(options);
    ASSERT_FALSE(report.has_value());
    EXPECT_EQ(report.error().code, ErrorCode::Unavailable);
}

TEST_F(TrainRun, PicturesOfAnotherSizeThanTheNetworksAreRefused) {
    TrainOptions options = smallTraining(2);
    ASSERT_TRUE(options.network.setImageSize(64).has_value());
    EXPECT_FALSE(run(options).has_value());
}

TEST(RunFolder, RefusesBrokenDescriptionsAndLossFiles) {
    const TempFolder folder;
    const RunFolder run(folder.path());
    EXPECT_EQ(run.readDescription().error().code, ErrorCode::NotFound);
    std::ofstream(run.descriptionFile()) << "{\"options\": 3";
    EXPECT_EQ(run.readDescription().error().code, ErrorCode::BrokenFile);
    std::ofstream(run.lossFile()) << lossHeader()
                                  << "1,1,0.5,0.5,0.5,0.5,0.5,10\n2,1,x,0,0,0,0,0\n";
    const auto losses = readLosses(run.lossFile());
    ASSERT_FALSE(losses.has_value());
    EXPECT_NE(losses.error().message.find("line 3"), std::string::npos);
}

TEST(TrainOptions, RoundTripThroughJson) {
    TrainOptions options = smallTraining(7);
    options.mirror = true;
    options.seed = 18446744073709551615ULL;
    const auto read = trainOptionsFromJson(toJson(options));
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(*read, options);
    options.batch = -1;
    EXPECT_FALSE(trainOptionsFromJson(toJson(options)).has_value());
}

}  // namespace
}  // namespace faceloom
