// path: movies, frames and sheets of the way between several faces.
#include "core/imaging/movie_writer.h"
#include "core/imaging/picture_decoder.h"
#include "core/latent/provenance.h"
#include "tests/cli/cli_support.h"

#include <algorithm>
#include <iterator>

namespace faceloom {
namespace {

using testing_support::textOf;

class PathCommands : public testing_support::CliTest {
protected:
    void SetUp() override { writeSmallModel(); }
    [[nodiscard]] RgbImage picture(const std::string& name) const {
        auto image = decodePicture(path(name));
        EXPECT_TRUE(image.has_value()) << image.error().message;
        return image ? *image : RgbImage();
    }
    [[nodiscard]] int entriesOf(const std::string& folder) const {
        return static_cast<int>(
            std::distance(std::filesystem::directory_iterator(path(folder)), {}));
    }
    static constexpr const char* kBegin = "path --model m.safetensors --seed 5 ";
};

TEST_F(PathCommands, FramesOfAnOpenPathBeginAndEndAtItsFaces) {
    const auto result = cli(std::string(kBegin) + "--keyframes 3,7,9 --frames 4 --out way/");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.out, "way/\n");
    EXPECT_EQ(entriesOf("way"), 9);
    for (const auto& [number, file] :
         {std::pair{"3", "0001"}, std::pair{"7", "0005"}, std::pair{"9", "0009"}}) {
        ASSERT_EQ(
            cli(std::string("arithmetic --model m.safetensors --seed 5 --result-only --add ") +
                number + " --out face.png")
                .exit_code,
            0);
        EXPECT_EQ(picture(std::string("way/frame-") + file + ".png"), picture("face.png"));
    }
}

TEST_F(PathCommands, ALoopHasAsManySegmentsAsFaces) {
    ASSERT_EQ(cli(std::string(kBegin) + "--keyframes 3,7,9 --frames 4 --loop --out way").exit_code,
              0);
    EXPECT_EQ(entriesOf("way"), 12);
}

TEST_F(PathCommands, MoviesAndSheetsAreWritten) {
    const auto gif =
        cli(std::string(kBegin) + "--keyframes 3,7 --frames 5 --scale 2 --mode slerp --out w.gif");
    ASSERT_EQ(gif.exit_code, 0) << gif.err;
    EXPECT_EQ(gif.out, "w.gif\n");
    EXPECT_EQ(textOf(path("w.gif")).substr(0, 6), "GIF89a");
    ASSERT_EQ(cli(std::string(kBegin) + "--keyframes 3,7 --frames 5 --out w.png").exit_code, 0);
    EXPECT_GE(picture("w.png").width, 3 * 32);
    const auto& formats = movieFormats();
    if (std::ranges::find(formats, MovieFormat::Mp4) == formats.end()) return;
    const auto mp4 = cli(std::string(kBegin) + "--keyframes 3,7 --frames 5 --fps 25 --out w.mp4");
    ASSERT_EQ(mp4.exit_code, 0) << mp4.err;
    EXPECT_EQ(mp4.err, "");
    EXPECT_EQ(textOf(path("w.mp4")).substr(4, 4), "ftyp");
}

TEST_F(PathCommands, ASheetCarriesItsPathAndAFrameItsFace) {
    ASSERT_EQ(cli(std::string(kBegin) + "--keyframes 3,7 --frames 2 --loop --out s.png").exit_code,
              0);
    const auto grid = sampleLatents(5, 36, 12);
    const auto sheet = readProvenance(path("s.png"));
    ASSERT_TRUE(sheet) << sheet.error().message;
    EXPECT_EQ(sheet->grid, GridSeed{5});
    ASSERT_TRUE(sheet->path);
    EXPECT_TRUE(sheet->path->loop);
    EXPECT_EQ(sheet->path->keyframes[1].latent, grid[6]);
    EXPECT_EQ(sheet->faces.size(), 4U);
    ASSERT_EQ(cli(std::string(kBegin) + "--keyframes 3,7 --frames 2 --out way").exit_code, 0);
    const auto frame = readProvenance(path("way/frame-0003.png"));
    ASSERT_TRUE(frame) << frame.error().message;
    ASSERT_EQ(frame->faces.size(), 1U);
    EXPECT_EQ(frame->faces.front().latent, grid[6]);
}

TEST_F(PathCommands, WhatMakesNoPathIsRefused) {
    const std::string begin = kBegin;
    expectRefused(cli(begin + "--keyframes 3 --out w.gif"), 2, {"two keyframes"});
    expectRefused(cli(begin + "--keyframes 3,37 --out w.gif"), 2, {"--keyframes", "37"});
    expectRefused(cli(begin + "--keyframes 3,4 --frames 0 --out w.gif"), 2, {"--frames", "0"});
    expectRefused(cli(begin + "--keyframes 3,4 --fps 0 --out w.gif"), 2, {"per second"});
    expectRefused(cli(begin + "--keyframes 3,4 --fps 60 --out w.gif"), 2, {"a GIF", "50"});
    expectRefused(cli(begin + "--keyframes 3,4 --mode cubic --out w.gif"), 2, {"cubic"});
    expectRefused(cli(begin + "--keyframes 3,4 --scale 9 --out w.gif"), 2, {"--scale", "9"});
    expectRefused(cli(begin + "--keyframes 3,4 --out w.avi"), 2, {"w.avi", ".mp4"});
    expectRefused(cli("path --model no.safetensors --seed 1 --keyframes 1,2 --out w.gif"), 3,
                  {"no.safetensors"});
}

TEST_F(PathCommands, AFullDiskIsOneLineAndLeavesNoHalfMovie) {
    for (const std::string name : {"w.gif", "w.mp4", "w.png", "way"}) {
        expectRefused(
            cli(std::string(kBegin) + "--keyframes 3,7,9 --scale 8 --out " + name, "ulimit -f 1;"),
            5, {name, "File too large"});
        EXPECT_EQ(entriesOf("."), 3) << name << " beside the model and what was said";
    }
}

}  // namespace
}  // namespace faceloom
