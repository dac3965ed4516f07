// timeline, checkpoints as models, rolling back and branching from the shell.
#include "core/base/png_file.h"
#include "core/train/run_folder.h"
#include "core/train/run_measures.h"
#include "tests/cli/cli_support.h"

namespace faceloom {
namespace {

namespace fs = std::filesystem;
using Steps = std::vector<std::int64_t>;

class TimelineCommand : public testing_support::CliTest {
protected:
    // Checkpoints after steps 2, 4, 6 and 8.
    void train() const {
        const auto trained =
            cli("train --images sketch --limit 12 --out run --steps 8 --checkpoint-every 2 "
                "--preview-every 1 --size 32 --batch 4 --latent 8 --generator-widths 8,8,8 "
                "--discriminator-widths 4,4,4,4 --device cpu --keep-space 50");
        ASSERT_EQ(trained.exit_code, 0) << trained.err;
    }
    [[nodiscard]] RunFolder run() const { return RunFolder(path("run")); }
    static constexpr const char* kStep4 = "run/checkpoints/step-00000004.safetensors";
};

TEST_F(TimelineCommand, ListsThePointsAndDrawsThem) {
    train();
    ASSERT_TRUE(addMeasure(run().measuresFile(), {4, {{kKernelDistance, 0.25}}}));
    const auto listed = cli("timeline run --sheet faces.png");
    ASSERT_EQ(listed.exit_code, 0) << listed.err;
    const auto bytes = fs::file_size(run().checkpointFile(4));
    EXPECT_NE(listed.out.find(fmt::format("4,{},{},1,0.25\n", kStep4, bytes)), std::string::npos)
        << listed.out;
    EXPECT_EQ(listed.out.find("step,file,bytes,best,kernel_distance\n2,"), 0U) << listed.out;
    EXPECT_EQ(std::count(listed.out.begin(), listed.out.end(), '\n'), 5);
    const auto sheet = readPng(path("faces.png"));
    ASSERT_TRUE(sheet.has_value());
    EXPECT_GT(sheet->width, 8 * 32);
    EXPECT_GT(sheet->height, 4 * 32);
    EXPECT_EQ(RunFolder(path("run")).readDescription()->options.keep_space_mb, 50);
}

TEST_F(TimelineCommand, ACheckpointIsAModel) {
    train();
    ASSERT_EQ(
        cli(std::string("generate --seed 5 --count 6 --out a.png --model ") + kStep4).exit_code, 0);
    ASSERT_EQ(cli("timeline run --step 4 --export four.safetensors").exit_code, 0);
    ASSERT_EQ(cli("generate --seed 5 --count 6 --out b.png --model four.safetensors").exit_code, 0);
    EXPECT_EQ(*readPng(path("a.png")), *readPng(path("b.png")));
    const auto info = cli(std::string("info --model ") + kStep4);
    EXPECT_NE(info.out.find("trained on: sketch faces"), std::string::npos) << info.out << info.err;
}

TEST_F(TimelineCommand, RollsBackAndGoesOn) {
    train();
    const auto back = cli("train --images sketch --limit 12 --out run --resume --from-step 4");
    ASSERT_EQ(back.exit_code, 0) << back.err;
    EXPECT_NE(back.err.find("what came after step 4 is now in run/rolled-back/1: 2 checkpoints"),
              std::string::npos)
        << back.err;
    EXPECT_EQ(RunFolder(path("run/rolled-back/1")).checkpointSteps(), (Steps{6, 8}));
    EXPECT_EQ(run().checkpointSteps(), (Steps{2, 4, 6, 8}));
    EXPECT_EQ(
        testing_support::textOf(run().checkpointFile(8)),
        testing_support::textOf(path("run/rolled-back/1/checkpoints/step-00000008.safetensors")));
}

TEST_F(TimelineCommand, BranchesWithTheWholeStateOrTheGeneratorAlone) {
    train();
    const std::string small =
        " --size 32 --batch 4 --latent 8 --generator-widths 8,8,8 --device cpu --steps 1 "
        "--images sketch --limit 12 --start-from " +
        std::string(kStep4);
    const auto whole = cli("train --out whole --discriminator-widths 4,4,4,4" + small);
    ASSERT_EQ(whole.exit_code, 0) << whole.err;
    EXPECT_NE(whole.err.find("begins with all of it"), std::string::npos) << whole.err;
    EXPECT_EQ(RunFolder(path("whole")).readDescription()->started_with, "whole state");
    const auto part = cli("train --out part --discriminator-widths 4,4,4,8" + small);
    ASSERT_EQ(part.exit_code, 0) << part.err;
    EXPECT_NE(part.err.find("generator alone"), std::string::npos) << part.err;
    EXPECT_EQ(RunFolder(path("part")).readDescription()->started_with, "generator");
}

TEST_F(TimelineCommand, SaysWhatCannotBeDone) {
    expectRefused(cli("timeline nowhere"), 3, {"nowhere"});
    train();
    expectRefused(cli("timeline run --step 5 --export five.safetensors"), 3, {"run", "5"});
    EXPECT_FALSE(fs::exists(path("five.safetensors")));
    expectRefused(cli("train --images sketch --limit 12 --out run --from-step 4"), 2,
                  {"--from-step", "--resume"});
    expectRefused(cli("train --images sketch --limit 12 --out run --resume --from-step 5"), 3,
                  {"5", "2, 4, 6, 8"});
    expectRefused(cli("train --images sketch --out other --keep-space -1"), 2,
                  {"keep-space", "-1"});
    EXPECT_FALSE(fs::exists(path("run/rolled-back")));
    fs::remove_all(path("run/checkpoints"));
    expectRefused(cli("timeline run"), 3, {"no checkpoints"});
}

}  // namespace
}  // namespace faceloom
