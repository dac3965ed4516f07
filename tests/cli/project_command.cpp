// project: a face becomes a latent, which draws it again.
#include "core/imaging/picture_decoder.h"
#include "core/latent/latent_table.h"
#include "tests/cli/cli_support.h"

#include <algorithm>
#include <cstdlib>

namespace faceloom {
namespace {

class ProjectCommand : public testing_support::CliTest {
protected:
    void SetUp() override {
        writeSmallModel();
        ASSERT_EQ(cli("generate --model m.safetensors --seed 4 --count 1 --out face.png").exit_code,
                  0);
    }
    static constexpr const char* kBegin =
        "project face.png --cropped --model m.safetensors --starts 2 --steps 20 ";
};

TEST_F(ProjectCommand, ThePictureCarriesTheLatentThatDrewIt) {
    const auto result = cli(std::string(kBegin) + "--latent z.npy --out p.png");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.out, "z.npy\np.png\n");
    EXPECT_NE(result.err.find("step 20/20"), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("of 255"), std::string::npos) << result.err;
    const auto latents = readLatents(path("z.npy"));
    ASSERT_TRUE(latents.has_value()) << latents.error().message;
    ASSERT_EQ(latents->size(), 1U);
    EXPECT_EQ(latents->front().latent.size(), 12U);
    // From the latent in the file and from the one in the picture comes the face that is its right
    // half.
    for (const char* from : {"z.npy", "p.png"}) {
        ASSERT_EQ(cli(std::string("render --model m.safetensors --out r.png --latents ") + from)
                      .exit_code,
                  0);
        const auto drawn = decodePicture(path("r.png")), both = decodePicture(path("p.png"));
        ASSERT_TRUE(drawn.has_value() && both.has_value());
        ASSERT_EQ(both->width, 2 * drawn->width);
        int largest = 0;
        for (int y = 0; y < drawn->height; ++y) {
            for (int i = 0; i < 3 * drawn->width; ++i) {
                const int a = drawn->pixel(0, y)[i], b = both->pixel(drawn->width, y)[i];
                largest = std::max(largest, std::abs(a - b));
            }
        }
        EXPECT_LE(largest, 1) << from;
    }
}

TEST_F(ProjectCommand, WhatCannotBeIsOneLine) {
    const auto fails = [&](const std::string& arguments, int code, const char* named) {
        const auto result = cli(arguments);
        EXPECT_EQ(result.exit_code, code) << arguments;
        EXPECT_NE(result.err.find(named), std::string::npos) << result.err;
        EXPECT_FALSE(std::filesystem::exists(path("p.png"))) << arguments;
    };
    const std::string model = " --model m.safetensors --out p.png";
    fails("project missing.png" + model, 3, "missing.png");
    fails("project face.png --mtcnn-dir \"\"" + model, 3, "no face");
    fails("project face.png --cropped --starts 0" + model, 2, "starts");
    fails("project face.png --cropped --reader face.png" + model, 4, "face.png");
    fails("project face.png --cropped --model missing.safetensors --out p.png", 3,
          "missing.safetensors");
}

}  // namespace
}  // namespace faceloom
