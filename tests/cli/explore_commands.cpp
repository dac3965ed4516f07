// generate, arithmetic, interpolate and info on a model file.
#include "core/gan/untrained_generator.h"
#include "core/imaging/picture_decoder.h"
#include "tests/cli/cli_support.h"
#include "tests/core/safetensors_content.h"

#include <algorithm>

#include <sys/resource.h>

namespace faceloom {
namespace {

using testing_support::textOf;

class ExploreCommands : public testing_support::CliTest {
protected:
    void SetUp() override {
        ASSERT_TRUE(
            writeUntrainedGenerator(path("m.safetensors"), NetworkOptions{}, 2).has_value());
    }
    RgbImage picture(const std::string& name) const {
        auto image = decodePicture(path(name));
        EXPECT_TRUE(image.has_value()) << image.error().message;
        return image ? *image : RgbImage();
    }
    // Face `number` of a plain grid of six columns.
    static RgbImage cut(const RgbImage& grid, int number) {
        RgbImage face(64, 64);
        for (int y = 0; y < 64; ++y) {
            std::copy_n(grid.pixel((number - 1) % 6 * 64, (number - 1) / 6 * 64 + y), 64 * 3,
                        face.pixel(0, y));
        }
        return face;
    }
};

TEST_F(ExploreCommands, InfoPrintsTheDesignsTables) {
    const auto result = cli("info --network");
    EXPECT_EQ(result.exit_code, 0) << result.err;
    for (const char* text :
         {"3,257,539", "1,650,689", "2,097,408", "409,728", "Conv 5×5, stride 2"}) {
        EXPECT_NE(result.out.find(text), std::string::npos) << text;
    }
}

TEST_F(ExploreCommands, InfoShowsWhatAModelIs) {
    const auto result = cli("info --model m.safetensors");
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.out.find("latent size: 60"), std::string::npos) << result.out;
    expectRefused(cli("info"), 2, {"--network", "--model"});
}

TEST_F(ExploreCommands, WhatAModelSaysDoesNothingToTheTerminal) {
    SafetensorsContent model(SafetensorsFile::open(path("m.safetensors")).value());
    model.metadata["faceloom.trained_on"] = "\x1b[2Jfaces\nsteps: 9";
    ASSERT_TRUE(writeSafetensors(path("talks.safetensors"), model.views, model.metadata));
    const auto result = cli("info --model talks.safetensors");
    EXPECT_NE(result.out.find("trained on: \\x1b[2Jfaces\\nsteps: 9\n"), std::string::npos)
        << result.out;
}

// Kilobytes: the most that a program started here so far had in memory.
long mostMemory() {
    rusage usage{};
    EXPECT_EQ(::getrusage(RUSAGE_CHILDREN, &usage), 0);
    return usage.ru_maxrss;
}

TEST_F(ExploreCommands, InfoBuildsNoDiscriminatorThatAModelClaims) {
    NetworkOptions options;
    options.generator_widths = {16, 8, 8};
    options.discriminator_widths = {2048, 2048, 2048, 2048};  // 1.3 GB
    ASSERT_TRUE(writeUntrainedGenerator(path("claims.safetensors"), options, 2).has_value());
    ASSERT_EQ(cli("info --model m.safetensors").exit_code, 0);
    const long before = mostMemory();
    const auto result = cli("info --model claims.safetensors");
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.out.find("BatchNorm"), std::string::npos) << result.out;
    EXPECT_LT(mostMemory() - before, 500'000);
}

TEST_F(ExploreCommands, GenerateDrawsTheSameBytesEachTime) {
    ASSERT_EQ(cli("generate --model m.safetensors --seed 5 --out a.png").exit_code, 0);
    ASSERT_EQ(cli("generate --model m.safetensors --seed 5 --out b.png").exit_code, 0);
    ASSERT_EQ(cli("generate --model m.safetensors --seed 6 --out c.png").exit_code, 0);
    EXPECT_EQ(textOf(path("a.png")), textOf(path("b.png")));
    EXPECT_NE(textOf(path("a.png")), textOf(path("c.png")));
    EXPECT_EQ(picture("a.png").width, 384);
    EXPECT_EQ(picture("a.png").height, 384);
}

TEST_F(ExploreCommands, GenerateTakesCountColumnsScaleAndNumbers) {
    ASSERT_EQ(
        cli("generate --model m.safetensors --seed 5 --count 5 --columns 3 --scale 2 --out a.png")
            .exit_code,
        0);
    EXPECT_EQ(picture("a.png").width, 384);
    EXPECT_EQ(picture("a.png").height, 256);
    ASSERT_EQ(cli("generate --model m.safetensors --seed 5 --numbers --out b.png").exit_code, 0);
    EXPECT_GT(picture("b.png").height, 384);
    expectRefused(cli("generate --model m.safetensors --seed 5 --scale 9 --out c.png"), 2,
                  {"--scale", "9"});
    expectRefused(cli("generate --model m.safetensors --seed 5 --count 0 --out c.png"), 2,
                  {"--count", "0"});
}

TEST_F(ExploreCommands, TruncationIsTheModelsUnlessGiven) {
    ASSERT_EQ(cli("halve --model m.safetensors --out t.safetensors --truncation 0.5").exit_code, 0);
    const auto grid = [&](const std::string& more) {
        EXPECT_EQ(cli("generate --seed 5 --out g.png --model " + more).exit_code, 0) << more;
        return picture("g.png");
    };
    const RgbImage own = grid("t.safetensors");
    EXPECT_EQ(grid("t.safetensors --truncation 0.5"), own);
    EXPECT_NE(grid("t.safetensors --truncation 1"), own);
    expectRefused(cli("generate --model t.safetensors --seed 5 --truncation 1.5 --out g.png"), 2,
                  {"--truncation"});
    // Its latents, drawn again, are its faces.
    ASSERT_EQ(cli("latents --model t.safetensors --seed 5 --out l.npy").exit_code, 0);
    ASSERT_EQ(cli("render --model t.safetensors --latents l.npy --out r.png").exit_code, 0);
    EXPECT_EQ(picture("r.png"), own);
}

TEST_F(ExploreCommands, ArithmeticThatCancelsIsTheFaceToTheBit) {
    ASSERT_EQ(cli("generate --model m.safetensors --seed 5 --out grid.png").exit_code, 0);
    const auto result =
        cli("arithmetic --model m.safetensors --seed 5 --add 5 --subtract 9 --add 9 --result-only "
            "--out r.png");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(picture("r.png"), cut(picture("grid.png"), 5));
}

TEST_F(ExploreCommands, ArithmeticKeepsTheOrderAndRepetitionOfTerms) {
    ASSERT_EQ(cli("generate --model m.safetensors --seed 5 --out grid.png").exit_code, 0);
    const auto result =
        cli("arithmetic --model m.safetensors --seed 5 --subtract 3 --add 7 --add 7 --subtract 1 "
            "--out row.png");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const RgbImage row = picture("row.png");
    const RgbImage grid = picture("grid.png");
    ASSERT_EQ(row.width, 5 * 64);  // four terms and the result
    ASSERT_EQ(row.height, 64);
    const int numbers[] = {3, 7, 7, 1};
    for (int i = 0; i < 4; ++i) {
        for (int y = 0; y < 64; ++y) {
            const RgbImage face = cut(grid, numbers[i]);
            ASSERT_TRUE(std::equal(face.pixel(0, y), face.pixel(0, y) + 192, row.pixel(i * 64, y)))
                << "term " << i << " row " << y;
        }
    }
}

TEST_F(ExploreCommands, ArithmeticRenormalizes) {
    ASSERT_EQ(cli("arithmetic --model m.safetensors --seed 5 --add 1 --add 2 --add 3 --result-only "
                  "--out a.png")
                  .exit_code,
              0);
    const auto result =
        cli("arithmetic --model m.safetensors --seed 5 --add 1 --add 2 --add 3 --renormalize "
            "--result-only --out b.png");
    ASSERT_EQ(result.exit_code, 0);
    EXPECT_NE(picture("a.png"), picture("b.png"));
}

TEST_F(ExploreCommands, FaceNumbersOutsideTheGridAreRefused) {
    const std::string begin = "arithmetic --model m.safetensors --seed 5 --out r.png ";
    expectRefused(cli(begin + "--add 0"), 2, {"--add", "0", "1 to 36"});
    expectRefused(cli(begin + "--add 1 --subtract 4,37"), 2, {"--subtract", "37", "1 to 36"});
    expectRefused(cli(begin + "--add 1,x"), 2, {"--add", "1,x"});
    expectRefused(cli(begin + "--add 1,"), 2, {"--add"});
    expectRefused(cli(begin + "--add 99999999999999999999"), 2, {"--add"});
    expectRefused(cli(begin), 2, {"--add"});
    EXPECT_FALSE(std::filesystem::exists(path("r.png")));
}

TEST_F(ExploreCommands, InterpolationBeginsAndEndsAtItsEnds) {
    ASSERT_EQ(cli("generate --model m.safetensors --seed 5 --out grid.png").exit_code, 0);
    for (const std::string mode : {"lerp", "slerp"}) {
        const auto result =
            cli("interpolate --model m.safetensors --seed 5 --from 3 --to 17 --steps 4 --mode " +
                mode + " --out " + mode + ".png");
        ASSERT_EQ(result.exit_code, 0) << result.err;
        const RgbImage strip = picture(mode + ".png");
        const RgbImage grid = picture("grid.png");
        ASSERT_EQ(strip.width, 4 * 64);
        for (int y = 0; y < 64; ++y) {
            const RgbImage from = cut(grid, 3), to = cut(grid, 17);
            ASSERT_TRUE(std::equal(from.pixel(0, y), from.pixel(0, y) + 192, strip.pixel(0, y)));
            ASSERT_TRUE(std::equal(to.pixel(0, y), to.pixel(0, y) + 192, strip.pixel(192, y)));
        }
    }
    EXPECT_NE(picture("lerp.png"), picture("slerp.png"));
}

TEST_F(ExploreCommands, InterpolationRefusesWhatMakesNoStrip) {
    const std::string begin = "interpolate --model m.safetensors --seed 5 --out r.png ";
    expectRefused(cli(begin + "--from 3 --to 4 --steps 1"), 2, {"--steps", "1"});
    expectRefused(cli(begin + "--from 0 --to 4"), 2, {"--from", "0"});
    expectRefused(cli(begin + "--from 1 --to 37"), 2, {"--to", "37"});
    expectRefused(cli(begin + "--from 1 --to 4 --mode cubic"), 2, {"--mode", "cubic"});
}

TEST_F(ExploreCommands, BrokenModelsAreRefusedAndNamed) {
    expectRefused(cli("generate --model no.safetensors --seed 1 --out r.png"), 3,
                  {"no.safetensors"});
    std::filesystem::create_directory(path("empty"));
    expectRefused(cli("generate --model empty --seed 1 --out r.png"), 3,
                  {"empty", "generator.safetensors"});
    std::ofstream(path("text.safetensors")) << "this is no model";
    expectRefused(cli("generate --model text.safetensors --seed 1 --out r.png"), 4,
                  {"text.safetensors"});
    std::string bytes = textOf(path("m.safetensors"));
    std::ofstream(path("cut.safetensors"), std::ios::binary) << bytes.substr(0, bytes.size() / 2);
    expectRefused(cli("generate --model cut.safetensors --seed 1 --out r.png"), 4,
                  {"cut.safetensors"});
    std::string huge = bytes;
    for (int i = 0; i < 8; ++i)
        huge[static_cast<std::size_t>(i)] = i == 7 ? '\x80' : '\0';
    std::ofstream(path("huge.safetensors"), std::ios::binary) << huge;
    expectRefused(cli("info --model huge.safetensors"), 4,
                  {"huge.safetensors", "9223372036854775808"});
    EXPECT_FALSE(std::filesystem::exists(path("r.png")));
}

TEST_F(ExploreCommands, AnUnwritablePictureIsNamed) {
    expectRefused(cli("generate --model m.safetensors --seed 1 --out no/such/folder/r.png"), 5,
                  {"no/such/folder/r.png"});
    expectRefused(cli("generate --model m.safetensors --seed 1 --out full.png", "ulimit -f 1;"), 5,
                  {"full.png"});
    EXPECT_FALSE(std::filesystem::exists(path("full.png")));
}

TEST_F(ExploreCommands, UnknownWordsAreUsageErrors) {
    EXPECT_EQ(cli("").exit_code, 2);
    EXPECT_EQ(cli("paint").exit_code, 2);
    EXPECT_EQ(cli("generate --seed 1").exit_code, 2);
    EXPECT_EQ(cli("--help").exit_code, 0);
    EXPECT_EQ(cli("generate --help").exit_code, 0);
}

}  // namespace
}  // namespace faceloom
