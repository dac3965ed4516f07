// latents, render and session; what the pictures of all commands carry.
#include "core/gan/untrained_generator.h"
#include "core/imaging/picture_decoder.h"
#include "core/latent/explorer_session.h"
#include "core/latent/latent_studio.h"
#include "core/latent/latent_table.h"
#include "core/latent/provenance.h"
#include "tests/cli/cli_support.h"

namespace faceloom {
namespace {

using testing_support::textOf;

class SessionCommands : public testing_support::CliTest {
protected:
    void SetUp() override {
        writeSmallModel();
        const auto studio = LatentStudio::open(path("m.safetensors"));
        ASSERT_TRUE(studio);
        session_.model = {studio->info().sha256, path("m.safetensors").string(), 12};
        session_.grid = {5};
        const auto grid = sampleLatents(5, 36, 12);
        session_.arithmetic.sets = {{"A", "one", 0, {}, {{"face 5", grid[4], SeedFace{5, 5}}}},
                                    {"B", "two", 1, {}, {{"face 9", grid[8], SeedFace{5, 9}}}}};
        session_.arithmetic.formula = "A - B + B";
        session_.edit.face = LabelledLatent{"face 3", grid[2], {}};
        Latent along(12, 0.0F);
        along[0] = 1;
        session_.edit.directions = {{{"first", DirectionKind::Component, along, 0.5}, 2, false}};
        session_.path.keyframes = {{"face 3", grid[2]}, {"face 17", grid[16]}};
        session_.favourites = {{"result 1", "", grid[0]}};
        save();
    }
    void save() const { ASSERT_TRUE(writeSession(path("s.faceloom"), session_)); }
    RgbImage picture(const std::string& name) const {
        const auto image = decodePicture(path(name));
        EXPECT_TRUE(image.has_value()) << image.error().message;
        return image ? *image : RgbImage();
    }
    Provenance carried(const std::string& name) const {
        const auto read = readProvenance(path(name));
        EXPECT_TRUE(read) << read.error().message;
        return read.value_or(Provenance{});
    }

    ExplorerSession session_;
};

TEST_F(SessionCommands, EveryPictureCarriesItsFaces) {
    const std::string with = " --model m.safetensors --seed 5 --out p.png ";
    ASSERT_EQ(cli("generate" + with + "--count 7").exit_code, 0);
    const auto grid = sampleLatents(5, 36, 12);
    ASSERT_EQ(carried("p.png").faces.size(), 7U);
    EXPECT_EQ(carried("p.png").faces[6], (LabelledLatent{"face 7", grid[6], SeedFace{5, 7}}));
    EXPECT_EQ(carried("p.png").model.sha256, session_.model.sha256);
    EXPECT_EQ(carried("p.png").grid, GridSeed{5});
    ASSERT_EQ(cli("arithmetic" + with + "--subtract 3 --add 7,8 --result-only").exit_code, 0);
    EXPECT_EQ(carried("p.png").arithmetic->formula, "- A + B");
    EXPECT_EQ(carried("p.png").arithmetic->sets.at(1).members.size(), 2U);
    EXPECT_EQ(carried("p.png").faces.size(), 1U);
    ASSERT_EQ(cli("interpolate" + with + "--from 3 --to 17 --mode slerp").exit_code, 0);
    EXPECT_EQ(carried("p.png").path->keyframes.back().latent, grid[16]);
    EXPECT_EQ(carried("p.png").faces.size(), 10U);
}

TEST_F(SessionCommands, WhatAPictureCarriesIsDrawnAgainToTheBit) {
    ASSERT_EQ(cli("generate --model m.safetensors --seed 5 --count 6 --out a.png").exit_code, 0);
    for (const std::string from : {"a.png", "l.csv", "l.npy"}) {
        if (from != "a.png") {
            ASSERT_EQ(
                cli("latents --model m.safetensors --seed 5 --count 6 --out " + from).exit_code, 0);
        }
        const auto result = cli("render --model m.safetensors --latents " + from + " --out b.png");
        ASSERT_EQ(result.exit_code, 0) << result.err;
        EXPECT_EQ(picture("b.png"), picture("a.png")) << from;
    }
    EXPECT_EQ(textOf(path("l.csv")).substr(0, 11), "face,z0,z1,");
    expectRefused(cli("latents --model m.safetensors --seed 5 --out l.txt"), 2, {"l.txt", ".npy"});
}

TEST_F(SessionCommands, ASessionIsShownAndDrawn) {
    const auto result =
        cli("session s.faceloom --show --grid g.png --arithmetic a.png --edit e.png --strip s.png "
            "--steps 4 --latents l.csv");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.out.find("formula: A - B + B"), std::string::npos) << result.out;
    EXPECT_NE(result.out.find("set A, one: face 5"), std::string::npos);
    ASSERT_EQ(cli("generate --model m.safetensors --seed 5 --out plain.png").exit_code, 0);
    EXPECT_EQ(picture("g.png"), picture("plain.png"));
    EXPECT_EQ(picture("a.png").width, 3 * picture("a.png").height);
    EXPECT_EQ(carried("a.png").faces.back().latent, session_.arithmetic.sets[0].members[0].latent);
    EXPECT_EQ(carried("e.png").faces.back().latent, editedFace(session_.edit));
    EXPECT_EQ(carried("s.png").faces.size(), 4U);
    EXPECT_EQ(carried("s.png").faces.back().latent, session_.path.keyframes.back().latent);
    EXPECT_EQ(readLatents(path("l.csv")).value().size(), 36U + 2U + 1U);
}

TEST_F(SessionCommands, ItsPathIsAMovieFramesAndASheetThatCarryIt) {
    const auto grid = sampleLatents(5, 36, 12);
    session_.path.keyframes = {{"face 3", grid[2], 2, InterpolationMode::Slerp},
                               {"face 7", grid[6], 3, InterpolationMode::Lerp},
                               {"face 9", grid[8], 4, InterpolationMode::Lerp}};
    session_.path.loop = true;
    session_.path.frames_per_second = 60;
    save();
    const auto frames = cli("session s.faceloom --show --movie way");
    ASSERT_EQ(frames.exit_code, 0) << frames.err;
    EXPECT_NE(frames.out.find("face 3, face 7, face 9; 9 frames, a loop, 60 per second"),
              std::string::npos)
        << frames.out;
    EXPECT_TRUE(frames.out.ends_with("way\n"));
    EXPECT_TRUE(std::filesystem::exists(path("way/frame-0009.png")));
    EXPECT_FALSE(std::filesystem::exists(path("way/frame-0010.png")));
    EXPECT_EQ(carried("way/frame-0003.png").faces,
              (std::vector<LabelledLatent>{{"frame 3", grid[6], {}}}));
    ASSERT_EQ(cli("session s.faceloom --movie sheet.png --strip s.png --steps 10").exit_code, 0);
    EXPECT_EQ(carried("sheet.png").path, session_.path);
    EXPECT_EQ(carried("sheet.png").faces.size(), 9U);
    EXPECT_EQ(carried("sheet.png").faces[5].latent, grid[8]);
    EXPECT_EQ(carried("s.png").faces.back().latent, grid[2]) << "the loop comes back";
    EXPECT_EQ(carried("s.png").faces[2].latent, grid[6]) << "two frames of nine on";
    expectRefused(cli("session s.faceloom --movie w.gif"), 2, {"60", "a GIF"});
    EXPECT_EQ(cli("session s.faceloom --movie w.gif --fps 25").exit_code, 0);
    EXPECT_EQ(textOf(path("w.gif")).substr(0, 6), "GIF89a");
    session_.path.keyframes.resize(1);
    save();
    expectRefused(cli("session s.faceloom --movie v.gif"), 2, {"s.faceloom", "two keyframes"});
    expectRefused(cli("session s.faceloom --movie v.avi"), 2, {"v.avi", ".mp4"});
}

TEST_F(SessionCommands, AModelThatMovedIsFoundBesideTheSessionOrNamed) {
    session_.model.path = "/no/such/folder/m.safetensors";
    save();
    EXPECT_EQ(cli("session s.faceloom --grid g.png").exit_code, 0);
    std::filesystem::rename(path("m.safetensors"), path("n.safetensors"));
    expectRefused(cli("session s.faceloom --grid g.png"), 3, {"m.safetensors", "--model"});
    EXPECT_EQ(cli("session s.faceloom --grid g.png --model n.safetensors").exit_code, 0);
}

TEST_F(SessionCommands, AnotherModelIsRefused) {
    NetworkOptions options;
    ASSERT_TRUE(writeUntrainedGenerator(path("m.safetensors"), options, 3).has_value());
    expectRefused(cli("session s.faceloom --grid g.png"), 2, {"12", "60"});
    options.latent_size = 12;
    ASSERT_TRUE(writeUntrainedGenerator(path("m.safetensors"), options, 3).has_value());
    expectRefused(cli("session s.faceloom --grid g.png"), 2,
                  {session_.model.sha256.substr(0, 12), "--model"});
    EXPECT_EQ(cli("session s.faceloom --grid g.png --model m.safetensors").exit_code, 0);
}

TEST_F(SessionCommands, WhatIsBrokenIsNamed) {
    std::ofstream(path("x.faceloom")) << "{}";
    expectRefused(cli("session x.faceloom --show"), 4, {"x.faceloom"});
    expectRefused(cli("session no.faceloom --show"), 3, {"no.faceloom"});
    session_.arithmetic.sets[1].members.clear();
    session_.edit.face.reset();
    session_.path.keyframes.clear();
    save();
    expectRefused(cli("session s.faceloom --arithmetic a.png"), 2, {"set B is empty"});
    expectRefused(cli("session s.faceloom --edit a.png"), 2, {"edits no face"});
    expectRefused(cli("session s.faceloom --strip a.png"), 2, {"0 keyframes"});
    std::ofstream(path("o.npy"), std::ios::binary)
        << std::string("\x93NUMPY\1\0\x3a\0", 10)
        << "{'descr': '|O', 'fortran_order': False, 'shape': (1, 1), } \n";
    expectRefused(cli("render --model m.safetensors --latents o.npy --out a.png"), 4,
                  {"o.npy", "pickle"});
    std::ofstream(path("w.csv")) << "face,z0\nx,1\n";
    expectRefused(cli("render --model m.safetensors --latents w.csv --out a.png"), 2,
                  {"w.csv", "12"});
    EXPECT_FALSE(std::filesystem::exists(path("a.png")));
}

}  // namespace
}  // namespace faceloom
