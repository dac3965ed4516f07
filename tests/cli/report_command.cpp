// A report of a run and of a model, from the shell.
#include "core/train/run_folder.h"
#include "core/train/run_measures.h"
#include "tests/cli/cli_support.h"

#include <fstream>
#include <iterator>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

class ReportCommand : public testing_support::CliTest {
protected:
    void train() const {
        const auto trained = cli(
            "train --images sketch --limit 12 --out run --steps 4 --checkpoint-every 2 --size 32 "
            "--batch 4 --latent 8 --generator-widths 8,8,8 --discriminator-widths 4,4,4,4 "
            "--device cpu");
        ASSERT_EQ(trained.exit_code, 0) << trained.err;
    }
    [[nodiscard]] std::string page() const {
        std::ifstream file(path("report.html"), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

TEST_F(ReportCommand, WritesAPageAboutARun) {
    train();
    const auto result = cli("report run --out report.html --seed 3");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.out, "report.html\n");
    const std::string text = page();
    for (const char* part : {"<h1>run</h1>", "The 36 faces of seed 3", "Arithmetic", "Ages",
                             "Losses", "The same faces as training went on", "How it was trained",
                             "sketch faces: 12, of which 1 are held out"})
        EXPECT_NE(text.find(part), std::string::npos) << part;
    EXPECT_EQ(text.find("Left out"), std::string::npos);
}

TEST_F(ReportCommand, LeavesOutWhatCannotBeReadAndSaysSo) {
    train();
    std::ofstream(RunFolder(path("run")).measuresFile()) << "nonsense\n1\n";
    const auto result = cli("report run --out report.html --reader nowhere.safetensors");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.err.find("nowhere.safetensors"), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("measures.csv"), std::string::npos) << result.err;
    const std::string text = page();
    EXPECT_NE(text.find("Left out"), std::string::npos);
    EXPECT_EQ(text.find("<h2>Arithmetic"), std::string::npos);
    EXPECT_NE(text.find("<h2>Ages"), std::string::npos);
}

TEST_F(ReportCommand, RefusesWhatIsNoModel) {
    const auto result = cli("report nowhere --out report.html");
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_FALSE(fs::exists(path("report.html")));
}

}  // namespace
}  // namespace faceloom
