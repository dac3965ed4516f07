// What a killed run, a power cut or a bad disk may leave, and that a run goes on from it.
#include "core/base/checked_safetensors.h"
#include "core/gan/model_info.h"
#include "core/train/leftovers.h"
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"
#include "core/train/run_lock.h"
#include "core/train/trainer.h"
#include "tests/core/safetensors_content.h"
#include "tests/core/train_support.h"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using namespace testing_support;
namespace fs = std::filesystem;

std::string textOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void put(const fs::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

class Durability : public testing::Test {
protected:
    Result<RunReport> run(std::int64_t steps, bool resume = false) {
        TrainOptions options = smallTraining(steps);
        options.checkpoint_every = 2;
        observer_ = RecordingObserver{};
        return runTraining(data_, {options, run_, "small", resume}, std::stop_token{}, observer_);
    }
    void begin(std::int64_t steps) {
        const auto report = run(steps);
        ASSERT_TRUE(report) << report.error().message;
    }
    void goOn(std::int64_t steps) {
        const auto report = run(steps, true);
        ASSERT_TRUE(report) << report.error().message;
    }
    [[nodiscard]] bool told(const std::string& words) const {
        for (const std::string& message : observer_.messages)
            if (message.find(words) != std::string::npos) return true;
        return false;
    }
    [[nodiscard]] fs::path checkpoint(std::int64_t step) const {
        return RunFolder(run_).checkpointFile(step);
    }

    TempFolder folder_;
    PackedDataset data_ = smallDataset(folder_.path());
    fs::path run_ = folder_.path() / "run";
    RecordingObserver observer_;
};

TEST_F(Durability, ADamagedCheckpointIsPassedOverAndSaid) {
    begin(4);
    std::string damaged = textOf(checkpoint(4));
    damaged[damaged.size() - 100] = static_cast<char>(damaged[damaged.size() - 100] ^ 1);
    put(checkpoint(4), damaged);
    goOn(5);
    EXPECT_EQ(observer_.steps.front().step, 3);
    EXPECT_TRUE(told("step-00000004.safetensors: damaged"));
    EXPECT_TRUE(told("resuming after step 2"));
    EXPECT_EQ(readLosses(run_ / "losses.csv")->size(), 5U);
}

// As when another program writes over the file, or its disk is pulled out.
struct CutsPicturesShort : RecordingObserver {
    explicit CutsPicturesShort(fs::path file) : pictures(std::move(file)) {}
    void onStep(const StepMetrics& metrics, const RunProgress& progress) override {
        RecordingObserver::onStep(metrics, progress);
        if (metrics.step == 3) fs::resize_file(pictures, 5000);
    }
    fs::path pictures;
};

TEST_F(Durability, PicturesThatCanNoLongerBeReadEndTheRunAndLoseNothingOfIt) {
    const TempFolder elsewhere;
    const PackedDataset same = smallDataset(elsewhere.path());
    const auto undisturbed = runTraining(
        same, {smallTraining(8), folder_.path() / "undisturbed", "small"}, {}, observer_);
    ASSERT_TRUE(undisturbed) << undisturbed.error().message;

    CutsPicturesShort cutting(data_.path());
    const auto ended =
        runTraining(data_, {smallTraining(8), run_, "small"}, std::stop_token{}, cutting);
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code, ErrorCode::BrokenFile);
    const std::int64_t last = cutting.steps.back().step;
    EXPECT_LT(last, 8);
    EXPECT_EQ(cutting.checkpoints, std::vector{last});
    EXPECT_NE(ended.error().message.find(
                  fmt::format("{}: cut short since it was opened; the run has ended after step {}",
                              data_.path().string(), last)),
              std::string::npos)
        << ended.error().message;

    put(data_.path(), textOf(same.path()));
    const auto resumed = runTraining(data_, {smallTraining(8), run_, "small", true}, {}, observer_);
    ASSERT_TRUE(resumed) << resumed.error().message;
    EXPECT_EQ(textOf(resumed->generator_file), textOf(undisturbed->generator_file));
}

TEST_F(Durability, ACheckpointFromBeforeChecksumsIsAccepted) {
    begin(4);
    SafetensorsContent older(SafetensorsFile::open(checkpoint(4)).value());
    ASSERT_EQ(older.metadata.erase(kChecksumKey), 1U);
    ASSERT_TRUE(writeSafetensors(checkpoint(4), older.views, older.metadata));
    goOn(5);
    EXPECT_EQ(observer_.steps.front().step, 5);
}

TEST_F(Durability, TornLossesKeepTheirGoodRows) {
    begin(4);
    const auto whole = readLosses(run_ / "losses.csv");
    ASSERT_TRUE(whole);
    put(run_ / "losses.csv", textOf(run_ / "losses.csv") + "5,2,0.69,0.7" + std::string(512, '\0'));
    goOn(6);
    EXPECT_EQ(observer_.history, *whole);
    EXPECT_FALSE(told("cannot be read"));
    EXPECT_EQ(readLosses(run_ / "losses.csv")->size(), 6U);
}

TEST_F(Durability, LossesThatAreGoneAreCounted) {
    begin(4);
    const std::string text = textOf(run_ / "losses.csv");
    put(run_ / "losses.csv", text.substr(0, text.size() - 20));
    goOn(6);
    EXPECT_EQ(observer_.history.size(), 3U);
    EXPECT_TRUE(told("the losses of 1 of 4 steps cannot be read"));
    EXPECT_EQ(readLosses(run_ / "losses.csv")->size(), 5U);
}

TEST_F(Durability, TemporaryFilesOfAKilledRunGoAndOthersStay) {
    begin(2);
    const std::vector<std::string> leftovers = {"losses.csv.123-4.tmp",
                                                "run.json.1-1.tmp",
                                                "generator.safetensors.99-12.tmp",
                                                ".write-test.7-1.tmp",
                                                "samples/step-00000002.png.123-5.tmp",
                                                "checkpoints/step-00000004.safetensors.123-6.tmp"};
    const std::vector<std::string> others = {"grid.png.123-4.tmp", "notes.tmp", "losses.csv.tmp",
                                             "losses.csv.a-4.tmp", "samples/keep.png"};
    for (const auto& names : {leftovers, others})
        for (const std::string& name : names)
            put(run_ / name, "x");
    fs::create_directory(run_ / "run.json.5-5.tmp");
    goOn(3);
    for (const std::string& name : leftovers)
        EXPECT_FALSE(fs::exists(run_ / name)) << name;
    for (const std::string& name : others)
        EXPECT_TRUE(fs::exists(run_ / name)) << name;
    EXPECT_TRUE(fs::exists(run_ / "run.json.5-5.tmp"));
    EXPECT_FALSE(fs::exists(run_ / "run.lock"));
}

TEST_F(Durability, AGeneratorOlderThanItsCheckpointIsWrittenAnew) {
    begin(2);
    const std::string older = textOf(run_ / "generator.safetensors");
    goOn(4);
    const std::string newer = textOf(run_ / "generator.safetensors");
    ASSERT_TRUE(newer != older);
    put(run_ / "generator.safetensors", older);
    goOn(4);  // nothing to do but this
    EXPECT_TRUE(textOf(run_ / "generator.safetensors") == newer);
    fs::remove(run_ / "generator.safetensors");
    goOn(4);
    EXPECT_TRUE(textOf(run_ / "generator.safetensors") == newer);
}

TEST_F(Durability, CheckpointsTooManyOfAKilledRunAreRemovedWhenItGoesOn) {
    TrainOptions options = smallTraining(5);
    options.checkpoint_every = 1;
    options.keep_space_mb = 0;  // the newest three
    RecordingObserver nobody;
    ASSERT_TRUE(runTraining(data_, {options, run_, "small", false}, {}, nobody));
    fs::copy_file(checkpoint(3), checkpoint(2));  // killed before it could be removed
    struct AtTheStart : TrainObserver {
        std::vector<std::int64_t> steps;
        void onStart(const RunStart& start) override {
            steps = RunFolder(start.run_folder).checkpointSteps();
        }
    } observer;
    options.steps = 6;
    ASSERT_TRUE(runTraining(data_, {options, run_, "small", true}, {}, observer));
    EXPECT_EQ(observer.steps, (std::vector<std::int64_t>{3, 4, 5}));
}

TEST_F(Durability, ARunWhoseCheckpointsAreAllDamagedIsLeftAsItIs) {
    begin(4);
    const std::string generator = textOf(run_ / "generator.safetensors");
    const std::string losses = textOf(run_ / "losses.csv");
    for (const std::int64_t step : RunFolder(run_).checkpointSteps())
        fs::resize_file(checkpoint(step), 1000);
    const auto report = run(5, true);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::BrokenFile);
    EXPECT_NE(report.error().message.find("none of its 2 checkpoints can be read"),
              std::string::npos)
        << report.error().message;
    EXPECT_TRUE(textOf(run_ / "generator.safetensors") == generator);
    EXPECT_EQ(textOf(run_ / "losses.csv"), losses);
}

// Deleted to make room, or what a roll back has put aside.
TEST_F(Durability, ARunWhoseCheckpointsAreGoneIsLeftAsItIs) {
    begin(4);
    const std::string generator = textOf(run_ / "generator.safetensors");
    const std::string losses = textOf(run_ / "losses.csv");
    fs::remove_all(run_ / "checkpoints");
    const auto report = run(5, true);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::BrokenFile);
    EXPECT_NE(report.error().message.find("its checkpoints are gone"), std::string::npos)
        << report.error().message;
    EXPECT_TRUE(textOf(run_ / "generator.safetensors") == generator);
    EXPECT_EQ(textOf(run_ / "losses.csv"), losses);
}

TEST_F(Durability, ASecondRunInTheFolderIsRefusedWhileOneGoesOn) {
    struct Second : RecordingObserver {
        std::function<void()> at_first_step;
        void onStep(const StepMetrics& metrics, const RunProgress&) override {
            if (metrics.step == 1) at_first_step();
        }
    } observer;
    int refused = 0;
    observer.at_first_step = [&] {
        for (const bool resume : {false, true}) {
            RecordingObserver nobody;
            const auto second = runTraining(data_, {smallTraining(5), run_, "small", resume},
                                            std::stop_token{}, nobody);
            ASSERT_FALSE(second);
            EXPECT_EQ(second.error().code, ErrorCode::Unavailable);
            EXPECT_NE(second.error().message.find("is training in this folder"), std::string::npos);
            ++refused;
        }
    };
    const auto first =
        runTraining(data_, {smallTraining(3), run_, "small", false}, std::stop_token{}, observer);
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(refused, 2);
    EXPECT_EQ(readLosses(run_ / "losses.csv")->size(), 3U);
    EXPECT_TRUE(RunLock::take(run_));
}

}  // namespace
}  // namespace faceloom
