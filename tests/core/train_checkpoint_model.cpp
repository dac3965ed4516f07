// A checkpoint as a model: it draws what the run would have saved.
#include "core/base/png_file.h"
#include "core/gan/half_model.h"
#include "core/gan/model_export.h"
#include "core/gan/model_file.h"
#include "core/gan/tensor_file.h"
#include "core/latent/latent_studio.h"
#include "core/train/timeline.h"
#include "core/train/timeline_faces.h"
#include "tests/core/train_checkpoint_support.h"

#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

using namespace testing_support;
namespace fs = std::filesystem;

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

}  // namespace
}  // namespace faceloom
