// A checkpoint as a model: it draws what the run would have saved, is branched from, and rolled
// back to.
#include "core/base/png_file.h"
#include "core/gan/half_model.h"
#include "core/gan/model_export.h"
#include "core/gan/model_file.h"
#include "core/gan/tensor_file.h"
#include "core/latent/latent_studio.h"
#include "core/train/loss_file.h"
#include "core/train/roll_back.h"
#include "core/train/run_folder.h"
#include "core/train/run_measures.h"
#include "core/train/timeline.h"
#include "core/train/timeline_faces.h"
#include "core/train/trainer.h"
#include "tests/core/train_support.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

using namespace testing_support;
namespace fs = std::filesystem;
using Steps = std::vector<std::int64_t>;

std::string textOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

class CheckpointModel : public testing::Test {
protected:
    Result<RunReport> run(const TrainOptions& options, bool resume = false,
                          std::optional<std::int64_t> from_step = {}) {
        observer_ = RecordingObserver{};
        RunRequest request{options, run_, "small", resume};
        request.from_step = from_step;
        return runTraining(data_, request, std::stop_token{}, observer_);
    }
    [[nodiscard]] RunFolder folder() const { return RunFolder(run_); }
    [[nodiscard]] bool said(const std::string& words) const {
        return std::ranges::any_of(observer_.messages, [&](const std::string& message) {
            return message.find(words) != std::string::npos;
        });
    }

    TempFolder folder_;
    PackedDataset data_ = smallDataset(folder_.path());
    fs::path run_ = folder_.path() / "run";
    RecordingObserver observer_;
};

TrainOptions averaged(std::int64_t steps) {
    TrainOptions options = smallTraining(steps);
    options.weight_average = 0.9;
    options.learning_rate = 0.002;
    return options;
}

TEST_F(CheckpointModel, DrawsWhatTheGeneratorSavedWithItDraws) {
    for (const double average : {0.0, 0.9}) {
        TrainOptions options = averaged(5);
        options.weight_average = average;
        run_ = folder_.path() / fmt::format("run{}", average);
        ASSERT_TRUE(run(options).has_value());
        const auto saved = LatentStudio::open(run_);
        const auto checkpoint = LatentStudio::open(folder().checkpointFile(5));
        ASSERT_TRUE(checkpoint.has_value()) << checkpoint.error().message;
        EXPECT_TRUE(checkpoint->info().is_checkpoint);
        EXPECT_FALSE(saved->info().is_checkpoint);
        EXPECT_EQ(checkpoint->info().step, 5);
        EXPECT_EQ(checkpoint->info().trained_on, "small");
        EXPECT_DOUBLE_EQ(checkpoint->info().epoch, saved->info().epoch);
        const auto latents = sampleLatents(9, 20, 8);
        EXPECT_EQ(*checkpoint->render(latents), *saved->render(latents));
    }
}

TEST_F(CheckpointModel, CanBeTakenOutAndHalved) {
    ASSERT_TRUE(run(averaged(3)).has_value());
    const fs::path checkpoint = folder().checkpointFile(3);
    const fs::path out = folder_.path() / "out.safetensors";
    ASSERT_TRUE(exportGenerator(checkpoint, out).has_value());
    EXPECT_EQ(textOf(out), textOf(folder().generatorFile()));
    EXPECT_TRUE(writeHalfModel(checkpoint, folder_.path() / "half.safetensors").has_value());
    EXPECT_EQ(exportGenerator(folder_.path() / "no", out).error().code, ErrorCode::NotFound);
}

// Written anew with one tensor more or less.
class StrangeCheckpoint : public CheckpointModel {
protected:
    [[nodiscard]] Status open(const std::function<void(NamedTensors&)>& change) const {
        const fs::path path = folder_.path() / "strange.safetensors";
        write(path, change);
        const auto studio = LatentStudio::open(path);
        return studio ? Status{} : passOn(studio);
    }
    void write(const fs::path& path, const std::function<void(NamedTensors&)>& change) const {
        const auto file = SafetensorsFile::open(folder().checkpointFile(2));
        NamedTensors tensors;
        for (const auto& [name, entry] : file->tensors()) {
            const auto type = entry.dtype == DType::U8 ? at::kByte : at::kFloat;
            tensors.emplace_back(name, at::zeros(entry.shape, type));
            EXPECT_TRUE(readTensor(*file, name, tensors.back().second).has_value());
        }
        change(tensors);
        Metadata metadata = file->metadata();
        metadata.erase("faceloom.sha256");
        EXPECT_TRUE(writeTensors(path, tensors, metadata).has_value());
    }
};

// Torch would read beyond the end of its words.
TEST_F(StrangeCheckpoint, ARandomStateThatPointsBeyondItsEndIsRefused) {
    ASSERT_TRUE(run(averaged(2)).has_value());
    const auto path = folder().checkpointFile(2);
    write(path, [](NamedTensors&) {});
    EXPECT_TRUE(run(averaged(3), true).has_value());
    write(path, [](NamedTensors& all) {
        const auto random = std::ranges::find(all, "random", &NamedTensors::value_type::first);
        const std::int32_t left = 624;
        const std::uint64_t next = 624;
        auto* bytes = random->second.data_ptr<std::uint8_t>();
        std::memcpy(bytes + 8, &left, sizeof left);
        std::memcpy(bytes + 16, &next, sizeof next);
    });
    fs::remove(folder().checkpointFile(3));
    EXPECT_FALSE(run(averaged(3), true).has_value());
    EXPECT_TRUE(said("random state"));
}

TEST_F(StrangeCheckpoint, IsRefusedByTheTensorsName) {
    ASSERT_TRUE(run(averaged(2)).has_value());
    EXPECT_TRUE(open([](NamedTensors&) {}).has_value());
    const auto refusedFor = [&](const std::string& name,
                                const std::function<void(NamedTensors&)>& change) {
        const auto status = open(change);
        ASSERT_FALSE(status.has_value()) << name;
        EXPECT_EQ(status.error().code, ErrorCode::BrokenFile);
        EXPECT_NE(status.error().message.find(name), std::string::npos) << status.error().message;
    };
    for (const std::string name : {"generator.extra", "average.norm0.running_mean", "other"})
        refusedFor(name, [&](NamedTensors& all) { all.emplace_back(name, at::zeros({1})); });
    for (const std::string name : {"generator.dense.weight", "average.dense.weight"}) {
        refusedFor(name, [&](NamedTensors& all) {
            std::erase_if(all, [&](const auto& tensor) { return tensor.first == name; });
        });
        refusedFor(name, [&](NamedTensors& all) {
            std::ranges::find(all, name, &NamedTensors::value_type::first)->second[0] = NAN;
        });
    }
}

TEST_F(CheckpointModel, EveryCheckpointHasItsPicture) {
    TrainOptions options = averaged(6);
    options.preview_every = 4;
    options.checkpoint_every = 2;
    ASSERT_TRUE(run(options).has_value());
    EXPECT_EQ(observer_.previews, (Steps{0, 2, 4, 6}));
    const auto timeline = readTimeline(folder());
    ASSERT_TRUE(timeline.has_value());
    ASSERT_EQ(timeline->points.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        TimelinePoint point = timeline->points[i];
        ASSERT_FALSE(point.sample.empty());
        const auto& shown = observer_.preview_pictures[i + 1].faces;
        EXPECT_EQ(*facesAt(point, options.seed), shown);
        // And without the picture the checkpoint draws them, to a grey level.
        point.sample.clear();
        const auto drawn = facesAt(point, options.seed);
        ASSERT_TRUE(drawn.has_value());
        ASSERT_EQ(drawn->size(), shown.size());
        for (std::size_t face = 0; face < shown.size(); ++face) {
            for (std::size_t at = 0; at < shown[face].rgb_u8.size(); ++at)
                ASSERT_NEAR((*drawn)[face].rgb_u8[at], shown[face].rgb_u8[at], 1);
        }
    }
}

TEST_F(CheckpointModel, ARunKeepsAsManyAsItsSpaceHolds) {
    TrainOptions options = smallTraining(8);
    options.checkpoint_every = 1;
    options.keep_space_mb = 0;
    ASSERT_TRUE(run(options).has_value());
    EXPECT_EQ(folder().checkpointSteps(), (Steps{6, 7, 8}));
    run_ = folder_.path() / "some";
    options.keep_space_mb = 1;
    ASSERT_TRUE(run(options).has_value());
    std::uintmax_t bytes = 0;
    const auto some = readTimeline(folder())->points;
    for (const TimelinePoint& point : some)
        bytes += point.bytes;
    EXPECT_LE(bytes, 1'000'000U);
    EXPECT_GT(bytes + some.front().bytes, 1'000'000U);
    EXPECT_EQ(some.front().step, 1);
    EXPECT_EQ(some.back().step, 8);
    run_ = folder_.path() / "roomy";
    options.keep_space_mb = 100;
    ASSERT_TRUE(run(options).has_value());
    EXPECT_EQ(folder().checkpointSteps(), (Steps{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST_F(CheckpointModel, AnOlderRunHasTheUsualSpace) {
    ASSERT_TRUE(run(smallTraining(1)).has_value());
    std::string text = textOf(folder().descriptionFile());
    for (const std::string key : {"\"keep_space_mb\": 1000", "\"started_with\": \"\","}) {
        const auto at = text.find(key);
        ASSERT_NE(at, std::string::npos) << key;
        text.erase(at, key.size());
    }
    text.erase(text.rfind(',', text.find("\"data\"") - 12), 1);  // before what was the last option
    std::ofstream(folder().descriptionFile()) << text;
    const auto read = folder().readDescription();
    ASSERT_TRUE(read.has_value()) << read.error().message << text;
    EXPECT_EQ(read->options.keep_space_mb, 1000);
    EXPECT_EQ(read->started_with, "");
}

class RollBackTest : public CheckpointModel {
protected:
    // Checkpoints at 2, 4, 6, 8 and pictures every step.
    void trainEight() {
        TrainOptions options = averaged(8);
        options.checkpoint_every = 2;
        options.preview_every = 1;
        ASSERT_TRUE(run(options).has_value());
        whole_ = textOf(folder().generatorFile());
        for (const std::int64_t step : {2, 6})
            ASSERT_TRUE(addMeasure(folder().measuresFile(), {step, {{kKernelDistance, 0.5}}}));
    }
    std::string whole_;  // the generator of step 8
};

TEST_F(RollBackTest, MovesWhatCameAfterAndDeletesNothing) {
    trainEight();
    const auto plan = planRollBack(folder(), 4);
    ASSERT_TRUE(plan.has_value()) << plan.error().message;
    EXPECT_EQ(describe(*plan), "2 checkpoints, 4 pictures, the losses of 4 steps and 1 measure");
    const auto back = rollBack(folder(), 4);
    ASSERT_TRUE(back.has_value()) << back.error().message;
    EXPECT_EQ(back->moved_to, run_ / "rolled-back" / "1");
    EXPECT_EQ(describe(*back), describe(*plan));
    EXPECT_EQ(folder().checkpointSteps(), (Steps{2, 4}));
    EXPECT_EQ(folder().sampleSteps(), (Steps{0, 1, 2, 3, 4}));
    EXPECT_EQ(readLosses(folder().lossFile())->size(), 4U);
    EXPECT_EQ(readMeasures(folder().measuresFile())->size(), 1U);
    const auto now = LatentStudio::open(run_);
    ASSERT_TRUE(now.has_value());
    EXPECT_EQ(now->info().step, 4);
    EXPECT_TRUE(planRollBack(folder(), 4)->nothing());
    EXPECT_EQ(describe(*planRollBack(folder(), 4)), "nothing");

    // What was put aside is a run of its own.
    const RunFolder aside(back->moved_to);
    EXPECT_EQ(aside.checkpointSteps(), (Steps{6, 8}));
    EXPECT_EQ(aside.sampleSteps(), (Steps{5, 6, 7, 8}));
    EXPECT_EQ(readLosses(aside.lossFile())->size(), 8U);
    EXPECT_EQ(readMeasures(aside.measuresFile())->size(), 2U);
    EXPECT_EQ(textOf(aside.generatorFile()), whole_);
    run_ = back->moved_to;
    TrainOptions longer = averaged(9);
    ASSERT_TRUE(run(longer, true).has_value());
    EXPECT_TRUE(said("resuming after step 8"));
}

TEST_F(RollBackTest, TheRunGoesOnFromThereAsItDid) {
    trainEight();
    TrainOptions again = averaged(8);
    again.checkpoint_every = 2;
    again.preview_every = 1;
    ASSERT_TRUE(run(again, true, 4).has_value());
    EXPECT_TRUE(said((run_ / "rolled-back" / "1").string()));
    EXPECT_TRUE(said("resuming after step 4"));
    EXPECT_EQ(observer_.history.size(), 4U);
    EXPECT_EQ(observer_.steps.front().step, 5);
    EXPECT_EQ(textOf(folder().generatorFile()), whole_);
    EXPECT_EQ(folder().checkpointSteps(), (Steps{2, 4, 6, 8}));
    // Another time, with other rates, into a folder of its own.
    again.learning_rate = 1e-5;
    ASSERT_TRUE(run(again, true, 6).has_value());
    EXPECT_TRUE(fs::exists(run_ / "rolled-back" / "2" / "checkpoints"));
    EXPECT_NE(textOf(folder().generatorFile()), whole_);
}

TEST_F(RollBackTest, RefusedItMovesNothing) {
    trainEight();
    const auto nowhere = run(averaged(8), true, 5);
    ASSERT_FALSE(nowhere.has_value());
    EXPECT_EQ(nowhere.error().code, ErrorCode::NotFound);
    EXPECT_NE(nowhere.error().message.find("2, 4, 6, 8"), std::string::npos)
        << nowhere.error().message;
    TrainOptions other = averaged(8);
    other.seed = 77;
    EXPECT_EQ(run(other, true, 4).error().code, ErrorCode::InvalidArgument);
    // A checkpoint whose weights draw and whose optimizer is damaged.
    std::string bytes = textOf(folder().checkpointFile(4));
    const auto file = SafetensorsFile::open(folder().checkpointFile(4));
    const auto moments = file->bytes("generator_adam.first.0");
    const auto nan = std::numeric_limits<float>::quiet_NaN();
    const auto offset =
        bytes.size() - static_cast<std::size_t>(file->bytes("random").data() +
                                                file->bytes("random").size() - moments.data());
    std::memcpy(bytes.data() + offset, &nan, sizeof nan);
    std::ofstream(folder().checkpointFile(4), std::ios::binary) << bytes;
    const auto damaged = run(averaged(8), true, 4);
    ASSERT_FALSE(damaged.has_value());
    EXPECT_EQ(damaged.error().code, ErrorCode::BrokenFile) << damaged.error().message;
    // Nor by itself, though what is damaged does not draw.
    EXPECT_EQ(rollBack(folder(), 4).error().code, ErrorCode::BrokenFile);
    EXPECT_EQ(LatentStudio::open(folder().checkpointFile(4)).error().code, ErrorCode::BrokenFile);
    EXPECT_EQ(folder().checkpointSteps(), (Steps{2, 4, 6, 8}));
    EXPECT_EQ(textOf(folder().generatorFile()), whole_);
    EXPECT_FALSE(fs::exists(run_ / "rolled-back"));
    EXPECT_EQ(rollBack(RunFolder(folder_.path() / "no"), 4).error().code, ErrorCode::NotFound);
}

class BranchTest : public CheckpointModel {
protected:
    // A branch of the checkpoint of step 4, into a folder of its own.
    void branch(TrainOptions options) {
        options.start_from = RunFolder(folder_.path() / "run").checkpointFile(4).string();
        run_ = folder_.path() / "branch";
        fs::remove_all(run_);
        const auto report = run(options);
        ASSERT_TRUE(report.has_value()) << report.error().message;
    }
    [[nodiscard]] std::string startedWith() const {
        return folder().readDescription()->started_with;
    }
};

TEST_F(BranchTest, TakesTheWholeStateWhereTheNetworksAreTheSame) {
    TrainOptions options = averaged(4);
    options.weight_average = 0;
    ASSERT_TRUE(run(options).has_value());
    const auto last = observer_.preview_pictures.back();
    options.steps = 3;
    options.batch = 6;
    options.seed = 3;
    branch(options);
    EXPECT_EQ(observer_.preview_pictures.front().faces, last.faces);
    EXPECT_EQ(startedWith(), "whole state");
    EXPECT_TRUE(said("both networks and their optimizers as they were after step 4"));
    // The discriminator knows what a new one does not.
    const auto known = observer_.steps.front();
    options.network.dropout = 0.1;  // no layer's shape
    branch(options);
    EXPECT_EQ(startedWith(), "whole state");
    options.network.dropout = 0.4;
    options.network.setDiscriminator(DiscriminatorKind::Light);
    branch(options);
    EXPECT_EQ(observer_.preview_pictures.front().faces, last.faces);
    EXPECT_EQ(startedWith(), "generator");
    EXPECT_TRUE(said("generator alone"));
    EXPECT_NE(observer_.steps.front().d_loss_real, known.d_loss_real);
    // And a resumed branch remembers.
    options.start_from = RunFolder(folder_.path() / "run").checkpointFile(4).string();
    options.steps = 5;
    ASSERT_TRUE(run(options, true).has_value());
    EXPECT_EQ(startedWith(), "generator");
}

TEST_F(BranchTest, GoesOnExactlyWhereItsOptionsAreTheSame) {
    // Two branches with the run's own options: what they depend on is all there.
    ASSERT_TRUE(run(averaged(4)).has_value());
    branch(averaged(3));
    const auto first = textOf(folder().generatorFile());
    branch(averaged(3));
    EXPECT_EQ(textOf(folder().generatorFile()), first);
    // The optimizers' counts went on: a fresh one's first step is larger.
    const auto file = SafetensorsFile::open(folder().checkpointFile(3));
    EXPECT_EQ(file->metadata().at("faceloom.generator_adam_steps"), "7");
}

TEST_F(BranchTest, AnAverageIsTakenWhereBothHaveOneAndElseBegun) {
    ASSERT_TRUE(run(averaged(4)).has_value());
    const auto average = observer_.preview_pictures.back().faces;
    branch(averaged(1));
    EXPECT_EQ(observer_.preview_pictures.front().faces, average);
    TrainOptions without = averaged(1);
    without.weight_average = 0;
    branch(without);
    const auto plain = observer_.preview_pictures.front().faces;
    EXPECT_NE(plain, average);

    fs::remove_all(folder_.path() / "run");
    run_ = folder_.path() / "run";
    without.steps = 4;
    ASSERT_TRUE(run(without).has_value());
    const auto last = observer_.preview_pictures.back().faces;
    branch(averaged(1));
    EXPECT_EQ(observer_.preview_pictures.front().faces, last);
    EXPECT_EQ(startedWith(), "whole state");
}

}  // namespace
}  // namespace faceloom
