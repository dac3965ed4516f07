// sweep from the shell: runs in processes of their own, failures, killing and going on.
#include "core/base/png_file.h"
#include "core/sweep/sweep_state.h"
#include "core/train/run_folder.h"
#include "tests/cli/started_program.h"

namespace faceloom {
namespace {

namespace fs = std::filesystem;
using testing_support::textOf;

const std::string kSmall =
    " --generator-widths 8:8:8 --discriminator-widths 4:4:4 --batch 4 --faces 60 --device cpu "
    "--threads 1 ";
const std::string kPictures = " --images sketch --limit 200";

class SweepCommand : public testing_support::CliTest {
protected:
    [[nodiscard]] std::string sweep(const std::string& more) const {
        return "sweep --out s" + kSmall + more;
    }
    [[nodiscard]] RunFolder run(const std::string& name) const {
        return RunFolder(path("s/runs/" + name));
    }
};

TEST_F(SweepCommand, TriesEverySettingAndSaysWhatCameOut) {
    const auto done =
        cli(sweep("--latent 8,4 --output sigmoid,tanh --seeds 1 --steps 3 --csv") + kPictures);
    ASSERT_EQ(done.exit_code, 0) << done.err;
    EXPECT_EQ(std::count(done.out.begin(), done.out.end(), '\n'), 5) << done.out;
    EXPECT_EQ(done.out.find("latent,output,steps,runs,failed,kernel_distance,"), 0U) << done.out;
    EXPECT_NE(done.out.find("\n8,sigmoid,3,1,0,"), std::string::npos) << done.out;
    EXPECT_EQ(textOf(path("s/table.csv")), done.out);
    const auto faces = readPng(path("s/faces.png"));
    ASSERT_TRUE(faces);
    EXPECT_GT(faces->width, 4 * 6 * 32);
    const auto described = run("latent-4_output-tanh_seed-1").readDescription();
    ASSERT_TRUE(described);
    EXPECT_EQ(described->options.network.latent_size, 4);
    EXPECT_EQ(described->options.network.output, OutputActivation::Tanh);
    EXPECT_EQ(described->options.seed, 1U);
    EXPECT_EQ(described->options.network.generator_widths, (std::vector<int>{8, 8, 8}));
    // Nothing is trained anew.
    const auto again = cli("sweep --out s --resume");
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_EQ(again.err, "");
    EXPECT_NE(again.out.find("best"), std::string::npos) << again.out;
    EXPECT_EQ(cli("sweep --out s --show --csv").out, done.out);
}

TEST_F(SweepCommand, AnImpossibleSettingFailsWithItsLineAndTheOthersGoOn) {
    const auto done = cli(sweep("--latent 0,8,abc --seeds 1 --steps 2") + kPictures);
    ASSERT_EQ(done.exit_code, 0) << done.err;
    EXPECT_NE(done.err.find("latent-0_seed-1: latent size 0 is not within 1 to 4096"),
              std::string::npos)
        << done.err;
    EXPECT_NE(done.err.find("2 runs failed"), std::string::npos) << done.err;
    EXPECT_NE(done.out.find("'abc' is no whole number"), std::string::npos) << done.out;
    EXPECT_TRUE(fs::exists(run("latent-8_seed-1").generatorFile()));
}

TEST_F(SweepCommand, ARunThatIsKilledEndsAlone) {
    // No process gets as much memory as this batch needs.
    const auto done =
        cli("sweep --out s --latent 8 --batch 4,65536 --generator-widths "
            "8:64:64 --discriminator-widths 4:4:4 --faces 60 --device cpu "
            "--threads 1 --seeds 1 --steps 1" +
                kPictures,
            "ulimit -v 2500000;");
    ASSERT_EQ(done.exit_code, 0) << done.err;
    EXPECT_NE(done.err.find("1 runs failed"), std::string::npos) << done.err;
    EXPECT_NE(done.err.find("batch-65536_seed-1: "), std::string::npos) << done.err;
    EXPECT_TRUE(fs::exists(run("batch-4_seed-1").generatorFile()));
}

TEST_F(SweepCommand, InterruptedItSavesAndGoesOn) {
    testing_support::StartedProgram first(
        path("."), sweep("--latent 8,4 --seeds 1 --steps 100000 --checkpoint-every 0") + kPictures,
        "first");
    ASSERT_TRUE(first.until([&] { return fs::exists(run("latent-8_seed-1").lossFile()); }))
        << first.output();
    first.signal(SIGINT);
    EXPECT_EQ(first.wait(), 130) << first.output();
    EXPECT_NE(first.output().find("--resume goes on from there"), std::string::npos)
        << first.output();
    EXPECT_EQ(run("latent-8_seed-1").checkpointSteps().size(), 1U) << "saved";
    EXPECT_FALSE(fs::exists(path("s/runs/latent-8_seed-1/error.txt")));
    EXPECT_FALSE(fs::exists(path("s/runs/latent-8_seed-1/run.lock")));
}

TEST_F(SweepCommand, KilledItLeavesNoProcessAndGoesOn) {
    testing_support::StartedProgram first(
        path("."), sweep("--latent 8,4 --seeds 1 --steps 30 --checkpoint-every 1") + kPictures,
        "first");
    ASSERT_TRUE(first.until([&] { return !run("latent-8_seed-1").checkpointSteps().empty(); }))
        << first.output();
    first.signal(SIGKILL);
    first.wait();
    // The child goes with it: its lock is free.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    testing_support::CliResult done;
    do
        done = cli("sweep --out s --resume --retry-failed");
    while (done.err.find("is training in this folder") != std::string::npos &&
           std::chrono::steady_clock::now() < deadline);
    ASSERT_EQ(done.exit_code, 0) << done.err;
    EXPECT_EQ(run("latent-8_seed-1").checkpointSteps().back(), 30);
    EXPECT_EQ(run("latent-4_seed-1").checkpointSteps().back(), 30);
}

TEST_F(SweepCommand, HalvingInTwoProcesses) {
    const auto done =
        cli(sweep("--latent 8,6,4,2 --seeds 1 --steps 8 --halving 2 --processes 2") + kPictures);
    ASSERT_EQ(done.exit_code, 0) << done.err;
    std::size_t whole = 0;
    for (const char* latent : {"8", "6", "4", "2"}) {
        const auto steps = run(std::string("latent-") + latent + "_seed-1").checkpointSteps();
        ASSERT_FALSE(steps.empty());
        if (steps.back() == 8) ++whole;
    }
    EXPECT_EQ(whole, 1U) << done.out;
    EXPECT_NE(done.out.find("left behind"), std::string::npos) << done.out;
}

TEST_F(SweepCommand, AStudyUnderABudgetInThisProcess) {
    const auto done =
        cli("sweep --out s --study latent-size --generator-widths 8:8:8 "
            "--discriminator-widths 4:4:4 --batch 4 --faces 60 --device cpu "
            "--seeds 2 --budget-steps 9 --processes 0" +
            kPictures);
    ASSERT_EQ(done.exit_code, 0) << done.err;
    EXPECT_EQ(run("latent-60_seed-2").checkpointSteps().back(), 2) << "9 steps for 4 runs";
    EXPECT_NE(done.out.find("The source found latent 60 better and sharper"), std::string::npos)
        << done.out;
}

TEST_F(SweepCommand, SaysWhatCannotBeDone) {
    expectRefused(cli("sweep --out s --latent 8,4"), 2, {"--images"});
    expectRefused(cli("sweep --out s --resume"), 3, {"no sweep in this folder"});
    expectRefused(cli("sweep --out s --study colour --images sketch"), 2,
                  {"colour", "latent-size"});
    expectRefused(cli("sweep --out s --latent 0 --images sketch"), 2, {"latent size 0"});
    expectRefused(cli("sweep --out s --latent 8,8 --images sketch"), 2, {"'8'"});
    expectRefused(cli("sweep --out s --latent 8,4 --seeds 0 --images sketch"), 2, {"seeds 0"});
    expectRefused(cli("sweep --out s --latent 8,4 --images nowhere"), 3, {"nowhere"});
    expectRefused(cli("sweep --out s --latent 8,4 --images sketch --limit 60"), 2,
                  {"of 60 pictures 6 can be held out"});
    EXPECT_FALSE(fs::exists(path("s")));
    ASSERT_EQ(cli(sweep("--latent 8,4 --seeds 1 --steps 1") + kPictures).exit_code, 0);
    expectRefused(cli(sweep("--latent 8 --seeds 1 --steps 1") + kPictures), 2,
                  {"there is a sweep in this folder", "--resume"});
    expectRefused(cli("sweep --out s --resume --steps 2"), 2, {"other options"});
    fs::remove_all(path("cache"));
    expectRefused(cli("sweep --out s --resume"), 3, {"--images"});
}

}  // namespace
}  // namespace faceloom
