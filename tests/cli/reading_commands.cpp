// age, attributes and evaluate-generator, with the readers that ship.
#include "core/base/png_file.h"
#include "core/gan/untrained_generator.h"
#include "tests/cli/cli_support.h"
#include "tests/test_paths.h"

#include <random>
#include <sstream>

namespace faceloom {
namespace {

class ReadingCommands : public testing_support::CliTest {
protected:
    void SetUp() override {
        std::mt19937 random(1);
        RgbImage image(80, 80);
        for (auto& value : image.rgb_u8)
            value = static_cast<std::uint8_t>(random() & 0xFF);
        for (const char* name : {"a.png", "b, c.png"})
            ASSERT_TRUE(writePng(path(name), image).has_value());
        ASSERT_TRUE(
            writeUntrainedGenerator(path("m.safetensors"), NetworkOptions{}, 2).has_value());
    }
    static std::vector<std::string> linesOf(const std::string& text) {
        std::istringstream in(text);
        std::vector<std::string> lines;
        for (std::string line; std::getline(in, line);)
            lines.push_back(line);
        return lines;
    }
    static double sumFrom(const std::string& row, int column) {
        std::istringstream in(row);
        double sum = 0;
        std::string field;
        for (int i = 0; std::getline(in, field, ','); ++i)
            sum += i >= column ? std::stod(field) : 0;
        return sum;
    }
};

TEST_F(ReadingCommands, AgePrintsARowAPictureAndNothingElse) {
    const auto result = cli("age a.png 'b, c.png'");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err, "");
    const auto lines = linesOf(result.out);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0], "picture,bucket,confidence,0-2,4-6,8-12,15-20,25-32,38-43,48-53,60-100");
    EXPECT_TRUE(lines[1].starts_with("a.png,"));
    EXPECT_NEAR(sumFrom(lines[1], 3), 1.0, 1e-3);
    EXPECT_TRUE(lines[2].starts_with("\"b, c.png\",")) << lines[2];
}

TEST_F(ReadingCommands, FacesOfAModelAreReadByNumber) {
    const auto ages = cli("age --model m.safetensors --seed 3 --count 5");
    ASSERT_EQ(ages.exit_code, 0) << ages.err;
    EXPECT_EQ(linesOf(ages.out).size(), 6U);
    EXPECT_TRUE(linesOf(ages.out)[5].starts_with("5,"));
    const auto attributes = cli("attributes --model m.safetensors --seed 3 --count 2");
    ASSERT_EQ(attributes.exit_code, 0) << attributes.err;
    const auto lines = linesOf(attributes.out);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_TRUE(lines[0].starts_with("picture,5_o_Clock_Shadow,Arched_Eyebrows,"));
    EXPECT_EQ(std::count(lines[1].begin(), lines[1].end(), ','), 40);
}

TEST_F(ReadingCommands, WhatCannotBeReadIsSaidAndTheRestIsRead) {
    const auto result = cli("age nowhere.png a.png");
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_EQ(linesOf(result.out).size(), 2U);
    EXPECT_NE(result.err.find("nowhere.png"), std::string::npos);
    const auto no_face = cli("age --detect haar a.png");
    EXPECT_EQ(no_face.exit_code, 4);
    EXPECT_NE(no_face.err.find("a.png: no face was found"), std::string::npos) << no_face.err;
    expectRefused(cli("age"), 2, {"one of the two"});
    expectRefused(cli("age a.png --model m.safetensors"), 2, {"one of the two"});
    expectRefused(cli("age --detect eyes a.png"), 2, {"eyes", "haar"});
}

TEST_F(ReadingCommands, BadModelsAreOneClearLine) {
    expectRefused(cli("age --age-model . a.png"), 3, {"no .prototxt"});
    expectRefused(cli("attributes --reader m.safetensors a.png"), 4, {"not an attribute reader"});
    expectRefused(cli("evaluate-generator --model nowhere"), 3, {"nowhere"});
    // Half a download.
    const std::string models = testSource() + "/../models/age";
    const auto copied =
        cli("--version", "mkdir -p half && cp '" + models +
                             "/deploy.prototxt' half/ && head -c 100000 '" + models +
                             "/deploy.caffemodel' > half/deploy.caffemodel;");
    ASSERT_EQ(copied.exit_code, 0) << copied.err;
    expectRefused(cli("age --age-model half a.png"), 4, {"half/deploy.caffemodel"});
}

TEST_F(ReadingCommands, TheArithmeticIsCheckedOverSeeds) {
    const auto result = cli("evaluate-generator --model m.safetensors --seeds 2");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.out.find(" of 2 "), std::string::npos) << result.out;
    EXPECT_NE(result.out.find(" of 72 "), std::string::npos) << result.out;
}

TEST_F(ReadingCommands, HalvedModelsAreModels) {
    ASSERT_EQ(cli("halve --model m.safetensors --out half.safetensors").exit_code, 0);
    EXPECT_EQ(cli("info --model half.safetensors").exit_code, 0);
    ASSERT_EQ(cli("halve --model m.safetensors --out half.safetensors --truncation 0.8").exit_code,
              0);
    const auto info = cli("info --model half.safetensors");
    EXPECT_NE(info.out.find("truncation: 0.8\n"), std::string::npos) << info.out;
    expectRefused(cli("halve --model m.safetensors --out half.safetensors --truncation 2"), 2,
                  {"truncation 2", "at most 1"});
}

}  // namespace
}  // namespace faceloom
