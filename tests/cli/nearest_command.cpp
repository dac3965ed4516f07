// nearest: which pictures a face is most like.
#include "core/base/png_file.h"
#include "core/data/crop_rect.h"
#include "core/imaging/picture_decoder.h"
#include "core/latent/latent_studio.h"
#include "core/latent/provenance.h"
#include "tests/cli/cli_support.h"

#include <sstream>

namespace faceloom {
namespace {

class NearestCommand : public testing_support::CliTest {
protected:
    // Twelve pictures, the model's own faces 1 of seeds 1 to 12; 32 × 32.
    void SetUp() override {
        writeSmallModel();
        std::filesystem::create_directory(path("faces"));
        const auto studio = LatentStudio::open(path("m.safetensors"));
        ASSERT_TRUE(studio.has_value());
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            const auto face = studio->render(sampleLatents(seed, 1, 12));
            ASSERT_TRUE(writePng(path(fmt::format("faces/{}.png", seed)), face->front()));
        }
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
    static constexpr const char* kNearest =
        "nearest --model m.safetensors --images faces --size 32 ";
};

TEST_F(NearestCommand, AFaceAmongThePicturesIsFoundFirst) {
    const auto result = cli(std::string(kNearest) + "--seed 7 --count 2 --k 3 --out s.png");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const auto table = tableOf(result.out);
    ASSERT_EQ(table.size(), 1U + 2 * 3) << result.out;
    EXPECT_EQ(table[0],
              (std::vector<std::string>{"face", "rank", "name", "distance", "percentile"}));
    EXPECT_EQ(table[1][0], "1");
    EXPECT_EQ(table[1][1], "1");
    EXPECT_EQ(table[1][2], "7.png");
    EXPECT_LT(std::stod(table[1][3]), 1e-3);
    EXPECT_EQ(table[1][4], "0.0");
    EXPECT_GT(std::stod(table[2][3]), std::stod(table[1][3]));
    EXPECT_EQ(table[6][0], "2");
    EXPECT_EQ(table[6][1], "3");
    EXPECT_NE(result.err.find(" of 2 faces"), std::string::npos) << result.err;

    // The sheet: a row a face, the face before its pictures; and it carries the faces' latents.
    const auto sheet = decodePicture(path("s.png")), copied = decodePicture(path("faces/7.png"));
    ASSERT_TRUE(sheet.has_value() && copied.has_value());
    EXPECT_EQ(sheet->width, 4 * 32);
    EXPECT_EQ(sheet->height, 2 * 32);
    EXPECT_EQ(cropAndResize(*sheet, PixelRect{0, 0, 32, 32}, 32), *copied);
    EXPECT_EQ(cropAndResize(*sheet, PixelRect{32, 0, 32, 32}, 32), *copied);
    const auto provenance = readProvenance(path("s.png"));
    ASSERT_TRUE(provenance.has_value()) << provenance.error().message;
    EXPECT_EQ(provenance->faces.size(), 2U);
}

TEST_F(NearestCommand, OneFaceOrPicturesAreLookedAtToo) {
    const auto face = cli(std::string(kNearest) + "--seed 7 --face 2 --k 2");
    ASSERT_EQ(face.exit_code, 0) << face.err;
    EXPECT_EQ(std::filesystem::exists(path("cache/faceloom/features")), true);
    EXPECT_EQ(tableOf(face.out).size(), 3U);
    EXPECT_EQ(tableOf(face.out)[1][0], "2");
    const auto picture = cli("nearest faces/3.png faces/5.png --images faces --size 32 --k 1");
    ASSERT_EQ(picture.exit_code, 0) << picture.err;
    const auto table = tableOf(picture.out);
    ASSERT_EQ(table.size(), 3U);
    EXPECT_EQ(table[1][0], "faces/3.png");
    EXPECT_EQ(table[1][2], "3.png");
    EXPECT_EQ(table[2][2], "5.png");
}

TEST_F(NearestCommand, WhatCannotBeIsOneLine) {
    expectRefused(cli("nearest --images faces"), 2, {"one of the two"});
    expectRefused(cli("nearest faces/1.png --model m.safetensors --images faces"), 2,
                  {"one of the two"});
    expectRefused(cli("nearest --model m.safetensors --images nowhere"), 3, {"nowhere"});
    expectRefused(cli(std::string(kNearest) + "--face 0"), 2, {"--face"});
    expectRefused(cli(std::string(kNearest) + "--face 1 --count 2"), 2, {"--face", "--count"});
    expectRefused(cli(std::string(kNearest) + "--k 0"), 2, {"--k 0"});
    expectRefused(cli(std::string(kNearest) + "--reader m.safetensors"), 4,
                  {"not an attribute reader"});
}

}  // namespace
}  // namespace faceloom
