// A run that begins as another was at one of its checkpoints.
#include "core/base/safetensors.h"
#include "tests/core/train_checkpoint_support.h"

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using namespace testing_support;
namespace fs = std::filesystem;

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
