// directions and edit, with the readers that ship.
#include "core/base/png_file.h"
#include "core/gan/untrained_generator.h"
#include "core/imaging/picture_decoder.h"
#include "tests/cli/cli_support.h"

#include <sstream>

namespace faceloom {
namespace {

class DirectionCommands : public testing_support::CliTest {
protected:
    void SetUp() override {
        NetworkOptions options;
        options.latent_size = 8;
        options.generator_widths = {16, 8, 8};
        options.discriminator_widths = {8, 8, 8, 8};
        ASSERT_TRUE(writeUntrainedGenerator(path("m.safetensors"), options, 2).has_value());
    }
    static std::vector<std::vector<std::string>> tableOf(const std::string& text) {
        std::istringstream in(text);
        std::vector<std::vector<std::string>> table;
        for (std::string line; std::getline(in, line);) {
            std::istringstream fields(line);
            table.emplace_back();
            for (std::string field; std::getline(fields, field, ',');)
                table.back().push_back(field);
        }
        return table;
    }
};

TEST_F(DirectionCommands, AreListedWithTheirNumbers) {
    const auto result = cli("directions --model m.safetensors --vectors");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const auto table = tableOf(result.out);
    ASSERT_GE(table.size(), 1U + 8 + 8);
    ASSERT_EQ(table[0].size(), 3U + 8);
    EXPECT_EQ(table[0][2], "strength");
    EXPECT_EQ(table[0][10], "z8");
    EXPECT_EQ(table.back()[0], "Factor 8");
    EXPECT_EQ(table.back()[1], "factor");
    double square = 0;
    for (int i = 3; i < 11; ++i)
        square += std::stod(table.back()[i]) * std::stod(table.back()[i]);
    EXPECT_NEAR(square, 1, 1e-5);
}

TEST_F(DirectionCommands, AFaceIsMovedAndShownBesideItself) {
    const std::string edit = "edit --model m.safetensors --seed 3 --face 5 --out ";
    const auto moved = cli(edit + "moved.png --move 'Component 1=3' --move 'Factor 2=-1.5'");
    ASSERT_EQ(moved.exit_code, 0) << moved.err;
    EXPECT_EQ(moved.out, "moved.png\n");
    // What is kept has no say of its own, and leaves nothing of a move along itself.
    ASSERT_EQ(cli(edit + "kept.png --move 'Factor 1=3' --keep 'Factor 1'").exit_code, 0);
    ASSERT_EQ(cli(edit + "plain.png").exit_code, 0);
    const auto pixels = [this](const char* name) { return decodePicture(path(name)).value(); };
    EXPECT_EQ(pixels("kept.png"), pixels("plain.png"));
    EXPECT_NE(pixels("moved.png"), pixels("plain.png"));
}

TEST_F(DirectionCommands, BadInputIsOneClearLine) {
    const std::string edit = "edit --model m.safetensors --seed 3 --out e.png ";
    expectRefused(cli(edit + "--face 37"), 2, {"--face 37", "36"});
    expectRefused(cli(edit + "--face 1 --move Smiling"), 2, {"Smiling", "="});
    expectRefused(cli(edit + "--face 1 --move Smiling=1e30"), 2, {"1e30"});
    expectRefused(cli(edit + "--face 1 --move Smiling=nan"), 2, {"nan"});
    expectRefused(cli(edit + "--face 1 --truncation 1.5"), 2, {"1.5"});
    expectRefused(cli(edit + "--face 1 --move Nonsense=1"), 2, {"Nonsense", "directions"});
    expectRefused(cli("directions --model nowhere"), 3, {"nowhere"});
    EXPECT_FALSE(std::filesystem::exists(path("e.png")));
}

}  // namespace
}  // namespace faceloom
