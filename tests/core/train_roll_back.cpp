// Rolling a run back to one of its checkpoints.
#include "core/base/safetensors.h"
#include "core/latent/latent_studio.h"
#include "core/train/loss_file.h"
#include "core/train/roll_back.h"
#include "core/train/run_measures.h"
#include "tests/core/train_checkpoint_support.h"

#include <cstring>
#include <limits>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using namespace testing_support;
namespace fs = std::filesystem;

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
    const auto nan = std::numeric_limits<float>::quiet_NaN();
    const auto offset =
        bytes.size() - static_cast<std::size_t>(file->tensors().at("random").end -
                                                file->tensors().at("generator_adam.first.0").begin);
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

}  // namespace
}  // namespace faceloom
