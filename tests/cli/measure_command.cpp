// Measuring while training and afterwards, from the shell.
#include "core/train/run_folder.h"
#include "core/train/run_measures.h"
#include "tests/cli/cli_support.h"

namespace faceloom {
namespace {

class MeasureCommand : public testing_support::CliTest {
protected:
    // Checkpoints after steps 2, 4 and 6; 20 pictures held out.
    [[nodiscard]] testing_support::CliResult train(const std::string& more) const {
        return cli(
            "train --images sketch --limit 200 --out run --steps 6 --checkpoint-every 2 "
            "--preview-every 0 --size 32 --batch 4 --latent 8 --generator-widths 8,8,8 "
            "--discriminator-widths 4,4,4,4 --device cpu " +
            more);
    }
    [[nodiscard]] std::vector<std::int64_t> measured() const {
        std::vector<std::int64_t> steps;
        const auto rows = readMeasures(RunFolder(path("run")).measuresFile());
        EXPECT_TRUE(rows) << rows.error().message;
        for (const RunMeasure& row : *rows)
            steps.push_back(row.step);
        return steps;
    }
    using Steps = std::vector<std::int64_t>;
};

TEST_F(MeasureCommand, ARunIsMeasuredAndSaysTheBestOfIt) {
    const auto trained = train("--measure-faces 30");
    ASSERT_EQ(trained.exit_code, 0) << trained.err;
    EXPECT_EQ(measured().back(), 6);
    EXPECT_NE(trained.err.find("measured step 6: kernel distance "), std::string::npos)
        << trained.err;
    EXPECT_NE(trained.err.find("the best checkpoint is that of step "), std::string::npos)
        << trained.err;
}

TEST_F(MeasureCommand, FillsWhatARunLacksOnce) {
    ASSERT_EQ(train("--measure-faces 0 --hold-out 20").exit_code, 0);
    EXPECT_EQ(measured(), Steps{});
    ASSERT_TRUE(addMeasure(RunFolder(path("run")).measuresFile(), {4, {{kMeasuredFaces, 30}}}));
    const auto first = cli("measure run --faces 30");
    ASSERT_EQ(first.exit_code, 0) << first.err;
    EXPECT_EQ(measured(), (Steps{2, 4, 6}));
    EXPECT_EQ(first.err.find("measured step 4"), std::string::npos) << first.err;
    EXPECT_EQ(first.out, testing_support::textOf(path("run/measures.csv")));
    const auto second = cli("measure run --faces 30");
    EXPECT_EQ(second.out, first.out);
    EXPECT_EQ(second.err.find("measured step"), std::string::npos) << second.err;
    const auto all = cli("measure run --faces 30 --again");
    EXPECT_NE(all.err.find("measured step 4"), std::string::npos) << all.err;
}

TEST_F(MeasureCommand, MeasuresASingleModel) {
    ASSERT_EQ(train("--measure-faces 0").exit_code, 0);
    const auto measured_alone = cli(
        "measure run/generator.safetensors --images sketch --limit 200 --hold-out 20 --faces 30");
    ASSERT_EQ(measured_alone.exit_code, 0) << measured_alone.err;
    EXPECT_EQ(std::count(measured_alone.out.begin(), measured_alone.out.end(), '\n'), 2);
    EXPECT_NE(measured_alone.out.find("nearest_training"), std::string::npos);
    EXPECT_EQ(measured_alone.out.find("game_value"), std::string::npos);  // no discriminator there
}

TEST_F(MeasureCommand, RefusesOtherPicturesAndTooFew) {
    ASSERT_EQ(train("--measure-faces 0").exit_code, 0);
    expectRefused(cli("measure run --images sketch --limit 100"), 2,
                  {"not the pictures", "sketch faces"});
    expectRefused(cli("measure run/generator.safetensors"), 2, {"--images"});
    expectRefused(cli("measure run/generator.safetensors --images sketch --limit 15"), 2,
                  {"1 of 15 pictures held out"});
    expectRefused(cli("measure none"), 3, {"none"});
}

TEST_F(MeasureCommand, StopsWhenFlatOnlyWhenAsked) {
    const auto plain = train("--measure-faces 30");
    EXPECT_EQ(RunFolder(path("run")).readDescription()->options.stop_when_flat, 0) << plain.err;
    const auto usual =
        cli("train --images sketch --limit 200 --out run --resume --steps 8 --stop-when-flat");
    ASSERT_EQ(usual.exit_code, 0) << usual.err;
    EXPECT_EQ(RunFolder(path("run")).readDescription()->options.stop_when_flat, 5);
    const auto given =
        cli("train --images sketch --limit 200 --out run --resume --steps 10 --stop-when-flat 3");
    ASSERT_EQ(given.exit_code, 0) << given.err;
    EXPECT_EQ(RunFolder(path("run")).readDescription()->options.stop_when_flat, 3);
}

TEST_F(MeasureCommand, WithoutPicturesHeldOutItTrainsAndSaysSo) {
    const auto trained = train("--hold-out 0");
    ASSERT_EQ(trained.exit_code, 0) << trained.err;
    EXPECT_NE(trained.err.find("nothing is measured: 0 of 200 pictures held out"),
              std::string::npos)
        << trained.err;
    EXPECT_FALSE(std::filesystem::exists(path("run/measures.csv")));
}

}  // namespace
}  // namespace faceloom
