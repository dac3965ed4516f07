// report-problem, --log-level and the log of a run.
#include "tests/cli/cli_support.h"

namespace faceloom {
namespace {

const std::string kTrain =
    "train --images sketch --limit 12 --out run --size 32 --batch 4 --latent 8 "
    "--generator-widths 8,8,8 --discriminator-widths 4,4,4,4 --device cpu --steps ";

class ReportCommands : public testing_support::CliTest {
protected:
    static void expectHolds(const std::string& text, std::initializer_list<std::string> words) {
        for (const std::string& word : words)
            EXPECT_NE(text.find(word), std::string::npos) << "'" << word << "' in: " << text;
    }
    static std::ptrdiff_t lines(const std::string& text) {
        return std::count(text.begin(), text.end(), '\n');
    }
};

TEST_F(ReportCommands, TheReportNamesProgramMachineAndLibraries) {
    const auto result = cli("report-problem");
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err, "");
    expectHolds(result.out, {"Faceloom:", "system:", "processor:", "computes with:", "cores:",
                             "memory:", "device:", "LibTorch:", "oneDNN:", "BLAS:", "OpenCV:"});
}

TEST_F(ReportCommands, TheReportTellsOfAModelAndARunWithoutTheHomeFolder) {
    writeSmallModel();
    ASSERT_EQ(cli(kTrain + "2").exit_code, 0);
    const auto result =
        cli("report-problem --model m.safetensors --run \"$PWD/run\"", "export HOME=\"$PWD\";");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    expectHolds(result.out, {"m.safetensors", "SHA-256:", "latent size:", "12", "\"batch\": 4",
                             "folder: ~/run", "the run finished after step 2"});
    EXPECT_EQ(result.out.find(path("run").string()), std::string::npos) << result.out;
}

TEST_F(ReportCommands, ABrokenModelIsReportedAndAMissingOneRefused) {
    std::ofstream(path("broken.safetensors")) << "x";
    const auto broken = cli("report-problem --model broken.safetensors");
    EXPECT_EQ(broken.exit_code, 0) << broken.err;
    expectHolds(broken.out, {"problem:", "broken.safetensors"});
    expectRefused(cli("report-problem --model nowhere"), 3, {"nowhere"});
    expectRefused(cli("report-problem --run nowhere"), 3, {"nowhere", "run.json"});
}

TEST_F(ReportCommands, ARunLeavesItsLogAndGoesOnInIt) {
    ASSERT_EQ(cli(kTrain + "2").exit_code, 0);
    const std::string first = testing_support::textOf(path("run/log.txt"));
    expectHolds(first, {"faceloom-cli train --images sketch", "LibTorch ", "OpenCV ",
                        "run begun with {\"faceloom_version\"", "checkpoint after step 2"});
    ASSERT_EQ(cli("train --images sketch --limit 12 --out run --steps 3 --resume").exit_code, 0);
    const std::string both = testing_support::textOf(path("run/log.txt"));
    EXPECT_TRUE(both.starts_with(first));
    expectHolds(both, {"resuming after step 2", "the run finished after step 3"});
}

TEST_F(ReportCommands, TheLogIsShownOnlyWhereItIsAskedFor) {
    writeSmallModel();
    const std::string generate = "generate --model m.safetensors --seed 1 --out g.png";
    EXPECT_EQ(cli(generate).err, "");
    for (const auto& arguments : {"--log-level info " + generate, generate + " --log-level info"}) {
        const auto shown = cli(arguments);
        EXPECT_EQ(shown.exit_code, 0) << shown.err;
        expectHolds(shown.err, {" info    faceloom-cli ", "LibTorch "});
    }
    EXPECT_EQ(cli(generate + " --log-level error").err, "");
    const auto debug = cli(kTrain + "1 --log-level debug");
    EXPECT_EQ(debug.exit_code, 0);
    expectHolds(debug.err, {" debug   preview after step 0", " info    checkpoint after step 1"});
    expectRefused(cli(generate + " --log-level loud"), 2, {"--log-level", "loud", "warning"});
}

TEST_F(ReportCommands, AnOptionThatIsNoneIsStillNamedInOneLine) {
    expectRefused(cli("info --frobnicate"), 2, {"--frobnicate"});
    expectRefused(cli("info --network something"), 2, {"something"});
}

}  // namespace
}  // namespace faceloom
