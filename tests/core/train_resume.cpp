// A run that was stopped and went on is the run that was never stopped, bit for bit.
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"
#include "core/train/trainer.h"
#include "tests/core/train_support.h"

#include <fstream>
#include <iterator>
#include <ostream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using namespace testing_support;
namespace fs = std::filesystem;

constexpr std::int64_t kSteps = 9;

struct Recipe {
    const char* name;
    void (*apply)(TrainOptions&);
};

void asItIs(TrainOptions&) {}

void beyond(TrainOptions& options) {
    options.network.setDiscriminator(DiscriminatorKind::Light);
    options.augment = true;
    options.weight_average = 0.9;
    options.mirror = true;
    options.hold_out = 2;
    options.decay_steps = 6;
}

// Where the run is stopped, one after another; it goes on each time.
struct Stops {
    const char* name;
    std::vector<std::int64_t> after;
};

// How GoogleTest names them.
void PrintTo(const Recipe& recipe, std::ostream* out) {
    *out << recipe.name;
}
void PrintTo(const Stops& stops, std::ostream* out) {
    *out << stops.name;
}

struct StoppingObserver : TrainObserver {
    std::stop_source stop;
    std::int64_t after = -1;
    void onStep(const StepMetrics& metrics, const RunProgress&) override {
        if (metrics.step == after) stop.request_stop();
    }
};

std::string textOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Resume : public testing::TestWithParam<std::tuple<Recipe, Stops>> {
protected:
    [[nodiscard]] TrainOptions options() const {
        TrainOptions options = smallTraining(kSteps);
        std::get<0>(GetParam()).apply(options);
        options.preview_every = 2;
        options.checkpoint_every = 4;
        return options;
    }
    RunEnd run(const fs::path& folder, std::int64_t stop_after, bool resume) const {
        StoppingObserver observer;
        observer.after = stop_after;
        const auto report = runTraining(data_, {options(), folder, "small", resume},
                                        observer.stop.get_token(), observer);
        EXPECT_TRUE(report) << report.error().message;
        return report ? report->end : RunEnd::AlreadyFinished;
    }

    TempFolder folder_;
    PackedDataset data_ = smallDataset(folder_.path());
};

void expectSameLosses(const fs::path& whole, const fs::path& parts) {
    auto one = readLosses(whole / "losses.csv");
    auto other = readLosses(parts / "losses.csv");
    ASSERT_TRUE(one && other);
    for (auto* rows : {&*one, &*other})
        for (StepMetrics& row : *rows)
            row.images_per_second = 0;  // a clock
    EXPECT_EQ(*one, *other);
}

void expectSameFiles(const fs::path& whole, const fs::path& parts) {
    const RunFolder one(whole);
    const RunFolder other(parts);
    EXPECT_TRUE(textOf(one.generatorFile()) == textOf(other.generatorFile()));
    // Weights, both optimizers' moments and counts, spectral norm's vectors, the random state.
    ASSERT_TRUE(fs::exists(one.checkpointFile(kSteps)));
    EXPECT_TRUE(textOf(one.checkpointFile(kSteps)) == textOf(other.checkpointFile(kSteps)));
    for (const std::int64_t step : {0, 2, 4, 6, 8, 9}) {
        ASSERT_TRUE(fs::exists(one.sampleFile(step))) << step;
        EXPECT_TRUE(textOf(one.sampleFile(step)) == textOf(other.sampleFile(step))) << step;
    }
    expectSameLosses(whole, parts);
}

TEST_P(Resume, GivesTheRunThatWasNeverStopped) {
    const fs::path whole = folder_.path() / "whole";
    const fs::path parts = folder_.path() / "parts";
    ASSERT_EQ(run(whole, -1, false), RunEnd::Finished);
    bool begun = false;
    for (const std::int64_t step : std::get<1>(GetParam()).after) {
        ASSERT_EQ(run(parts, step, begun), RunEnd::Stopped);
        EXPECT_EQ(RunFolder(parts).checkpointSteps().back(), step);
        begun = true;
    }
    ASSERT_EQ(run(parts, -1, true), RunEnd::Finished);
    expectSameFiles(whole, parts);
}

INSTANTIATE_TEST_SUITE_P(
    Recipes, Resume,
    testing::Combine(testing::Values(Recipe{"Plain", asItIs}, Recipe{"Beyond", beyond}),
                     testing::Values(Stops{"AtOnce", {1}}, Stops{"BesideACheckpoint", {4}},
                                     Stops{"BetweenCheckpoints", {7}},
                                     Stops{"FourTimes", {2, 3, 5, 8}})),
    [](const auto& values) {
        return std::string(std::get<0>(values.param).name) + std::get<1>(values.param).name;
    });

}  // namespace
}  // namespace faceloom
