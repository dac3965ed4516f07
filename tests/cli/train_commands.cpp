// prepare and train, from pictures to a model that generate opens.
#include "core/base/png_file.h"
#include "core/data/packed_dataset.h"
#include "core/imaging/picture_decoder.h"
#include "core/imaging/sketch_faces.h"
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"
#include "tests/cli/cli_support.h"

namespace faceloom {
namespace {

namespace fs = std::filesystem;

// Small enough for a step to take a few milliseconds.
const std::string kSmall =
    " --size 32 --batch 4 --latent 8 --generator-widths 8,8,8 --discriminator-widths 4,4,4,4 "
    "--device cpu";

class TrainCommands : public testing_support::CliTest {
protected:
    void drawPictures(int count) const {
        fs::create_directories(path("faces/nested"));
        for (int i = 0; i < count; ++i) {
            const auto name =
                (i % 3 == 0 ? "faces/nested/" : "faces/") + std::to_string(i) + ".png";
            ASSERT_TRUE(writePng(path(name), drawSketchFace(1, static_cast<std::size_t>(i), 48))
                            .has_value());
        }
    }
};

TEST_F(TrainCommands, PreparePacksAFolderAndTrainTakesTheFile) {
    drawPictures(9);
    const auto prepared =
        cli("prepare --images faces --out p.safetensors --size 32 --crop 4,4,40,40@48x48");
    ASSERT_EQ(prepared.exit_code, 0) << prepared.err;
    const auto data = PackedDataset::open(path("p.safetensors"));
    ASSERT_TRUE(data.has_value()) << data.error().message;
    EXPECT_EQ(data->count(), 9U);
    EXPECT_EQ(data->imageSize(), 32);
    const auto trained = cli("train --images p.safetensors --out run --steps 3" + kSmall);
    ASSERT_EQ(trained.exit_code, 0) << trained.err;
    EXPECT_EQ(trained.out, "run/generator.safetensors\n");
    EXPECT_EQ(cli("generate --model run --seed 1 --out g.png").exit_code, 0);
    EXPECT_EQ(decodePicture(path("g.png"))->width, 6 * 32);
}

TEST_F(TrainCommands, TrainPreparesAFolderOnceAndUsesTheCacheAfterwards) {
    drawPictures(6);
    const auto first = cli("train --images faces --out a --steps 1" + kSmall);
    ASSERT_EQ(first.exit_code, 0) << first.err;
    EXPECT_EQ(first.err.find("from the cache"), std::string::npos);
    const auto second = cli("train --images faces --out b --steps 1" + kSmall);
    ASSERT_EQ(second.exit_code, 0) << second.err;
    EXPECT_NE(second.err.find("from the cache"), std::string::npos) << second.err;
}

TEST_F(TrainCommands, SketchFacesNeedNoPictures) {
    const auto result =
        cli("train --images sketch --limit 12 --out run --steps 2 --preview-every 1 "
            "--checkpoint-every 1 --mirror --output tanh" +
            kSmall);
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const auto run = RunFolder(path("run")).readDescription();
    ASSERT_TRUE(run.has_value());
    EXPECT_EQ(run->data_name, "sketch faces");
    EXPECT_TRUE(run->options.mirror);
    EXPECT_EQ(run->options.network.output, OutputActivation::Tanh);
    EXPECT_TRUE(fs::exists(path("run/samples/step-00000002.png")));
    EXPECT_TRUE(fs::exists(path("run/checkpoints/step-00000001.safetensors")));
}

TEST_F(TrainCommands, ResumeExtendsARunWithItsOwnOptions) {
    ASSERT_EQ(cli("train --images sketch --limit 12 --out run --steps 2" + kSmall).exit_code, 0);
    const auto longer = cli("train --images sketch --limit 12 --out run --steps 5 --resume");
    ASSERT_EQ(longer.exit_code, 0) << longer.err;
    EXPECT_NE(longer.err.find("resuming after step 2"), std::string::npos) << longer.err;
    EXPECT_EQ(readLosses(path("run/losses.csv"))->size(), 5U);
    const auto again = cli("train --images sketch --limit 12 --out run --steps 5 --resume");
    EXPECT_EQ(again.exit_code, 0);
    EXPECT_NE(again.err.find("5 steps are done already"), std::string::npos) << again.err;
    EXPECT_EQ(cli("train --images sketch --limit 12 --out run --steps 9").exit_code, 2);
    EXPECT_EQ(
        cli("train --images sketch --limit 12 --out run --steps 9 --seed 77 --resume").exit_code,
        2);
}

TEST_F(TrainCommands, ResumeWithNothingThereStartsAfreshAndSaysSo) {
    const auto result =
        cli("train --images sketch --limit 12 --out run --steps 1 --resume" + kSmall);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_NE(result.err.find("nothing to resume from"), std::string::npos) << result.err;
}

TEST_F(TrainCommands, AnInterruptedRunKeepsACheckpoint) {
    // Step 1 is printed at once; that is when the signal goes out. The loop ends with the program
    // if it fails early.
    cli("train --images sketch --limit 12 --out run --steps 100000000" + kSmall +
            " >/dev/null 2>progress.txt & pid=$!; "
            "until grep -q 'step 1/' progress.txt || ! kill -0 $pid; do :; done; "
            "kill -INT $pid; wait $pid; echo $? >code.txt; true",
        ": >progress.txt;");
    EXPECT_EQ(testing_support::textOf(path("code.txt")), "130\n");
    EXPECT_EQ(RunFolder(path("run")).checkpointSteps().size(), 1U);
}

TEST_F(TrainCommands, BadPicturesAreSkippedCountedAndListed) {
    drawPictures(4);
    std::ofstream(path("faces/empty.jpg"));
    std::ofstream(path("faces/text.png")) << "no picture";
    const std::string whole = testing_support::textOf(path("faces/1.png"));
    std::ofstream(path("faces/cut.png"), std::ios::binary) << whole.substr(0, whole.size() / 2);
    const auto result = cli("train --images faces --out run --steps 1" + kSmall);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    for (const char* text : {"skipped 3 of 7", "empty.jpg", "text.png", "cut.png"}) {
        EXPECT_NE(result.err.find(text), std::string::npos) << text << " in: " << result.err;
    }
}

TEST_F(TrainCommands, BadInputIsNamedInOneLine) {
    expectRefused(cli("train --images nowhere --out run --steps 1"), 3, {"nowhere"});
    fs::create_directory(path("hollow"));
    expectRefused(cli("train --images hollow --out run --steps 1"), 2, {"hollow"});
    drawPictures(3);
    expectRefused(cli("prepare --images faces --out p --crop 30,30,40,40"), 2,
                  {"30,30,40,40", "48"});
    expectRefused(cli("prepare --images faces --out p --crop 1,2,3"), 2, {"1,2,3"});
    expectRefused(cli("prepare --images faces --out p --detect magic"), 2, {"--detect", "magic"});
    expectRefused(cli("prepare --images faces --out p --detect mtcnn --mtcnn-dir nowhere"), 3,
                  {"nowhere"});
    expectRefused(cli("prepare --images faces --out p --size 100"), 2, {"100"});
    std::ofstream(path("bad.txt")) << "7\nSmiling\n0.png 1\n";
    expectRefused(cli("prepare --images faces --out p --attributes bad.txt"), 4, {"bad.txt", "7"});
    std::ofstream(path("run")) << "in the way";
    expectRefused(cli("train --images sketch --limit 4 --out run --steps 1" + kSmall), 5, {"run"});
    EXPECT_FALSE(fs::exists(path("p")));
}

TEST_F(TrainCommands, BadOptionsAreNamed) {
    expectRefused(cli("train --images sketch --out run --output relu"), 2, {"--output", "relu"});
    expectRefused(cli("train --images sketch --out run --device tpu"), 2, {"--device", "tpu"});
    expectRefused(cli("frobnicate"), 2, {"frobnicate", "no command", "--help"});
    expectRefused(cli("train --images sketch --out run --precision half"), 2,
                  {"--precision", "half", "bf16"});
    expectRefused(cli("train --images sketch --out run --latent 0"), 2, {"latent", "0"});
    expectRefused(cli("train --images sketch --out run --epochs 0"), 2, {"epochs", "0"});
    expectRefused(cli("train --images sketch --out run --batch -4"), 2, {"batch", "-4"});
}

TEST_F(TrainCommands, ALossThatIsNotFiniteEndsTheRunWithItsOwnCode) {
    const auto result =
        cli("train --images sketch --limit 12 --out run --steps 200 --learning-rate 1e25" + kSmall);
    EXPECT_EQ(result.exit_code, 7) << result.err;
    EXPECT_NE(result.err.find("not finite"), std::string::npos) << result.err;
}

TEST_F(TrainCommands, AFullDiskKeepsTheLastGoodCheckpoint) {
    ASSERT_EQ(cli("train --images sketch --limit 12 --out run --steps 2" + kSmall).exit_code, 0);
    const auto before = testing_support::textOf(path("run/checkpoints/step-00000002.safetensors"));
    // It waits for room until it is interrupted.
    cli("train --images sketch --limit 12 --out run --steps 3 --resume >/dev/null 2>progress.txt & "
        "pid=$!; until grep -q 'waiting' progress.txt || ! kill -0 $pid; do :; done; "
        "kill -INT $pid; wait $pid; echo $? >code.txt; true",
        ": >progress.txt; ulimit -f 16;");
    EXPECT_EQ(testing_support::textOf(path("code.txt")), "5\n");
    const auto said = testing_support::textOf(path("progress.txt"));
    EXPECT_NE(said.find("what came after the checkpoint of step 2 is lost"), std::string::npos)
        << said;
    EXPECT_EQ(testing_support::textOf(path("run/checkpoints/step-00000002.safetensors")), before);
    EXPECT_FALSE(fs::exists(path("run/checkpoints/step-00000003.safetensors")));
}

}  // namespace
}  // namespace faceloom
