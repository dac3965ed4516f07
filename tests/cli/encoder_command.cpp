// train-encoder, and project with what it wrote.
#include "core/latent/latent_table.h"
#include "tests/cli/cli_support.h"

namespace faceloom {
namespace {

class EncoderCommand : public testing_support::CliTest {
protected:
    void SetUp() override {
        writeSmallModel();
        ASSERT_EQ(cli("generate --model m.safetensors --seed 4 --count 1 --out face.png").exit_code,
                  0);
    }
    [[nodiscard]] testing_support::CliResult trained(const std::string& more = "") const {
        return cli("train-encoder --model m.safetensors --steps 3 --batch 4" + more);
    }
    static constexpr const char* kProject =
        "project face.png --cropped --model m.safetensors --out p.png ";
};

TEST_F(EncoderCommand, TheEncoderBesideTheModelAnswersInOnePass) {
    const auto result = trained();
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.out, "m-encoder.safetensors\n");
    EXPECT_NE(result.err.find("step 3/3"), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("on other faces"), std::string::npos) << result.err;

    const auto one_pass = cli(std::string(kProject) + "--steps 0 --latent z.npy");
    ASSERT_EQ(one_pass.exit_code, 0) << one_pass.err;
    EXPECT_EQ(one_pass.out, "z.npy\np.png\n");
    EXPECT_EQ(one_pass.err.find("step "), std::string::npos) << one_pass.err;
    EXPECT_NE(one_pass.err.find("of 255"), std::string::npos) << one_pass.err;
    const auto latents = readLatents(path("z.npy"));
    ASSERT_TRUE(latents.has_value());
    EXPECT_EQ(latents->front().latent.size(), 12U);
}

TEST_F(EncoderCommand, WithoutAnEncoderThereIsNoOnePass) {
    expectRefused(cli(std::string(kProject) + "--steps 0"), 2, {"--steps 0", "train-encoder"});
    ASSERT_EQ(trained().exit_code, 0);
    expectRefused(cli(std::string(kProject) + "--steps 0 --encoder ''"), 2, {"--steps 0"});
    expectRefused(cli(std::string(kProject) + "--encoder nowhere"), 3, {"nowhere"});
    expectRefused(cli(std::string(kProject) + "--encoder m.safetensors"), 4, {"not an encoder"});
    EXPECT_FALSE(std::filesystem::exists(path("p.png")));
}

TEST_F(EncoderCommand, AnotherModelsEncoderIsSaidAndNotUsed) {
    ASSERT_EQ(trained(" --out e.safetensors").exit_code, 0);
    ASSERT_EQ(cli("halve --model m.safetensors --out half.safetensors").exit_code, 0);
    std::filesystem::copy_file(path("e.safetensors"), path("half-encoder.safetensors"));
    const std::string project =
        "project face.png --cropped --model half.safetensors --starts 1 --steps 1 --out p.png";
    expectRefused(cli(project + " --encoder e.safetensors"), 2, {"another model", "e.safetensors"});
    const auto without = cli(project);
    EXPECT_EQ(without.exit_code, 0) << without.err;
    EXPECT_NE(without.err.find("going on without it"), std::string::npos) << without.err;
}

TEST_F(EncoderCommand, AnInterruptedTrainingKeepsWhatWasLearnt) {
    cli("train-encoder --model m.safetensors --steps 10000000 --batch 4 >/dev/null 2>progress.txt "
        "& "
        "pid=$!; until grep -q 'step 1/' progress.txt || ! kill -0 $pid; do :; done; "
        "kill -INT $pid; wait $pid; echo $? >code.txt; true",
        ": >progress.txt;");
    EXPECT_EQ(testing_support::textOf(path("code.txt")), "130\n");
    EXPECT_NE(testing_support::textOf(path("progress.txt")).find("stopped after step"),
              std::string::npos);
    EXPECT_EQ(cli(std::string(kProject) + "--steps 0").exit_code, 0);
}

TEST_F(EncoderCommand, WhatCannotBeIsOneLine) {
    expectRefused(cli("train-encoder --model nowhere"), 3, {"nowhere"});
    expectRefused(trained(" --learning-rate 0"), 2, {"learning rate"});
    expectRefused(trained(" --precision half"), 2, {"--precision", "half"});
    EXPECT_FALSE(std::filesystem::exists(path("m-encoder.safetensors")));
}

}  // namespace
}  // namespace faceloom
