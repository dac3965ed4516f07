// quiz: the program's own judges tell real faces from generated ones.
#include "core/base/png_file.h"
#include "core/imaging/sketch_faces.h"
#include "tests/cli/cli_support.h"

namespace faceloom {
namespace {

class QuizCommand : public testing_support::CliTest {
protected:
    void SetUp() override {
        writeSmallModel();
        std::filesystem::create_directory(path("faces"));
        for (std::size_t i = 0; i < 40; ++i) {
            ASSERT_TRUE(writePng(path(fmt::format("faces/{}.png", i)), drawSketchFace(3, i, 48)));
        }
    }
};

TEST_F(QuizCommand, TheReaderTakesIt) {
    const auto result =
        cli("quiz --model m.safetensors --images faces --seed 4 --count 8 --csv out.csv");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.out.find("set 4: 8 real pictures of faces, which the model may know"),
              std::string::npos)
        << result.out;
    EXPECT_NE(result.out.find("Attribute reader"), std::string::npos);
    EXPECT_NE(result.out.find(" of 16"), std::string::npos);
    EXPECT_NE(result.err.find("no discriminator"), std::string::npos);
    const std::string csv = testing_support::textOf(path("out.csv"));
    EXPECT_EQ(std::ranges::count(csv, '\n'), 17);
    EXPECT_NE(csv.find(",9000000004,"), std::string::npos);
    // The same again, to the letter but for the time.
    EXPECT_EQ(cli("quiz --model m.safetensors --images faces --seed 4 --count 8").out, result.out);
}

TEST_F(QuizCommand, WhatCannotBeIsOneLine) {
    expectRefused(cli("quiz --model m.safetensors"), 3, {"no run's folder"});
    expectRefused(cli("quiz --model m.safetensors --images faces --count 1"), 2, {"2 to 500"});
    expectRefused(cli("quiz --model nowhere.safetensors --images faces"), 3, {"nowhere"});
}

}  // namespace
}  // namespace faceloom
