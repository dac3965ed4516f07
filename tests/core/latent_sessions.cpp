// Sessions and pictures' provenance: round trips to the bit, and hostile text.
#include "core/base/png_file.h"
#include "core/latent/explorer_session.h"
#include "core/latent/path_provenance.h"
#include "core/latent/provenance.h"
#include "tests/core/temp_folder.h"

#include <cmath>
#include <fstream>
#include <limits>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

constexpr int kSize = 5;
const std::string kHash(64, 'a');

std::vector<LabelledLatent> someFaces(std::uint64_t seed, std::size_t count) {
    std::vector<LabelledLatent> faces;
    for (Latent& latent : sampleLatents(seed, count, kSize)) {
        const int number = static_cast<int>(faces.size()) + 1;
        faces.push_back(
            {"face " + std::to_string(number), std::move(latent), SeedFace{seed, number, 0.5}});
    }
    return faces;
}

SetArithmetic someArithmetic() {
    SetArithmetic arithmetic;
    arithmetic.sets = {
        {"A", "Smiling woman", 0, ExpectedLook{true, false}, someFaces(3, 4)},
        {"B2", "Zoë, \"old\"", 6, {}, {{"result 2", {1, -2, 0.1F, 1e-40F, -0.0F}, {}}}}};
    arithmetic.formula = "A - 0.5*B2";
    arithmetic.renormalized = true;
    return arithmetic;
}

ExplorerSession someSession() {
    ExplorerSession session;
    session.model = {kHash, "/models/m.safetensors", kSize};
    session.grid = {std::numeric_limits<std::uint64_t>::max(), 0.7};
    session.arithmetic = someArithmetic();
    session.path.loop = true;
    session.path.frames_per_second = 23.976;
    session.path.keyframes = {{"face 1", {1, 2, 3, 4, 5}, 12, InterpolationMode::Slerp},
                              {"face 2", {5, 4, 3, 2, 1}, 1000, InterpolationMode::Lerp}};
    session.edit.face = someFaces(9, 1).front();
    session.edit.directions = {
        {{"Smiling", DirectionKind::Attribute, {1, 0, 0, 0, 0}, 0.7}, -1.25, true},
        {{"B → A", DirectionKind::Sets, {0, 0.6F, 0.8F, 0, 0}, 1}, 5, false}};
    session.edit.truncation = 0.3;
    session.favourites = {{"result 4", "A - B; A is face 3", {0.1F, 0.2F, 0.3F, 3e38F, -1e-45F}}};
    return session;
}

std::string without(std::string text, const std::string& part, const std::string& other = "") {
    const auto at = text.find(part);
    EXPECT_NE(at, std::string::npos) << part;
    return at == std::string::npos ? text : text.replace(at, part.size(), other);
}

TEST(ExplorerSession, ComesBackToTheBit) {
    const TempFolder folder;
    const auto path = folder.path() / "s.faceloom";
    ASSERT_TRUE(writeSession(path, someSession()));
    const auto read = readSession(path);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, someSession());
    EXPECT_TRUE(std::signbit(read->arithmetic.sets[1].members[0].latent[4]));
    EXPECT_NE(toJson(someSession()).find("0.1,"), std::string::npos) << "few digits";
}

TEST(ExplorerSession, EveryFloatKeepsItsBits) {
    ExplorerSession session = someSession();
    session.favourites.clear();
    for (const Latent& latent : sampleLatents(77, 4000, kSize))
        session.favourites.push_back({"x", "", latent});
    const auto read = sessionFromJson(toJson(session));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->favourites, session.favourites);
}

TEST(ExplorerSession, LaterVersionsMayAddKeys) {
    const auto read =
        sessionFromJson(without(toJson(someSession()), "\"seed\"", "\"new\":{\"a\":[1]},\"seed\""));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, someSession());
}

TEST(ExplorerSession, EarlierOnesKnewNoTruncation) {
    const auto read =
        sessionFromJson(without(toJson(someSession()), "\"truncation\":0.7", "\"later\":0.7"));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->grid.truncation, 1);
}

TEST(ExplorerSession, SaysWhatIsWrong) {
    const std::string sound = toJson(someSession());
    const struct {
        std::string text;
        const char* said;
    } cases[] = {
        {"", "JSON"},
        {"[]", "not a session"},
        {"{}", "not a session"},
        {"\x80\x04", "JSON"},
        {std::string(1 << 20, '['), "too deep"},
        {without(sound, "\"faceloom_session\":1", "\"faceloom_session\":2"), "version 2"},
        {without(sound, "\"faceloom_session\":1", "\"faceloom_session\":1e30"), "faceloom_session"},
        {without(sound, kHash, "zz"), "model.sha256 is not a SHA-256"},
        {without(sound, "\"latent_size\":5", "\"latent_size\":6"),
         "holds 5 numbers, the model takes 6"},
        {without(sound, "\"latent_size\":5", "\"latent_size\":1e30"), "model.latent_size"},
        {without(sound, "\"latent_size\":5", "\"latent_size\":0"), "model.latent_size"},
        {without(sound, "A - 0.5*B2", "A - Q"), "there is no set Q"},
        {without(sound, "A - 0.5*B2", "1e30*A"), "1e30 is beyond 1000"},
        {without(sound, "18446744073709551615", "-1"), "seed"},
        {without(sound, "\"B2\"", "\"A\""), "another set"},
        {without(sound, "\"B2\"", "\"2B\""), "no name for a formula"},
        {without(sound, "[0.1,0.2", "[1e39,0.2"), "favourites[0].latent has at position 1"},
        {without(sound, "[0.1,0.2", "[null,0.2"), "favourites[0].latent has at position 1"},
        {without(sound, "[0.1,0.2", "[\"NaN\",0.2"), "favourites[0].latent has at position 1"},
        {without(sound, "[0.1,0.2", "[0.2"), "favourites[0].latent holds 4 numbers"},
        {without(sound, "\"frames\":1000", "\"frames\":1001"), "path.keyframes[1].frames"},
        {without(sound, "\"slerp\"", "\"cubic\""), "neither lerp nor slerp"},
        {without(sound, "\"truncation\":0.3", "\"truncation\":3"), "edit.truncation"},
        {without(sound, "\"attribute\"", "\"magic\""), "'magic'"},
        {without(sound, "\"name\":\"Smiling\"", "\"name\":\"Smi\\nling\""), "control characters"},
        {without(sound, "\"look\":6", "\"look\":-1"), "sets[1].look"},
        {without(sound, "\"look\":6", "\"look\":1.5"), "whole number"},
    };
    for (const auto& [text, said] : cases) {
        const auto read = sessionFromJson(text);
        ASSERT_FALSE(read) << said;
        EXPECT_NE(read.error().message.find(said), std::string::npos)
            << said << " in: " << read.error().message;
        EXPECT_EQ(read.error().message.find('\n'), std::string::npos);
    }
}

TEST(ExplorerSession, FilesThatAreTooLargeOrMissingAreNamed) {
    const TempFolder folder;
    EXPECT_EQ(readSession(folder.path() / "no.faceloom").error().code, ErrorCode::NotFound);
    const auto path = folder.path() / "large.faceloom";
    std::ofstream(path) << "{}";
    std::filesystem::resize_file(path, kLargestSession + 1);
    EXPECT_NE(readSession(path).error().message.find("large.faceloom"), std::string::npos);
    ExplorerSession session = someSession();
    session.favourites.assign(3000, {std::string(900, 'x'), std::string(9000, 'y'), Latent(kSize)});
    EXPECT_EQ(writeSession(path, session).error().code, ErrorCode::InvalidArgument);
}

TEST(ExplorerSession, WhatCouldNotBeOpenedAgainIsNotSaved) {
    const TempFolder folder;
    const auto path = folder.path() / "s.faceloom";
    ExplorerSession session = someSession();
    session.arithmetic.sets.front().name = "ring\x07";
    EXPECT_EQ(writeSession(path, session).error().code, ErrorCode::InvalidArgument);
    session = someSession();
    session.favourites.assign(10001, {"x", "", Latent(kSize)});
    EXPECT_EQ(writeSession(path, session).error().code, ErrorCode::InvalidArgument);
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(Provenance, ComesBackOutOfThePicture) {
    const TempFolder folder;
    Provenance provenance;
    provenance.model = {kHash, "", kSize};
    provenance.grid = {12, 0.85};
    provenance.faces = someFaces(12, 36);
    provenance.arithmetic = someArithmetic();
    provenance.path = someSession().path;
    const auto path = folder.path() / "p.png";
    ASSERT_TRUE(writePngWith(path, RgbImage(6, 6, 40), provenance));
    const auto read = readProvenance(path);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, provenance);
    const Provenance least{{kHash, "", kSize}, {}, {}, {}, {}};
    EXPECT_EQ(provenanceFromJson(toJson(least)).value(), least);
}

TEST(PathProvenance, ASheetCarriesThePathAndItsFacesWhereTheyFit) {
    Provenance shared;
    shared.model = {kHash, "", 2048};
    const auto latents = sampleLatents(3, 2, 2048);
    LatentPath path;
    path.keyframes = {{"face 1", latents[0], 2, InterpolationMode::Lerp},
                      {"face 2", latents[1], 2, InterpolationMode::Lerp}};
    const auto few = provenanceFromJson(sheetText(shared, path).value().text);
    ASSERT_TRUE(few) << few.error().message;
    EXPECT_EQ(few->path, path);
    EXPECT_EQ(few->faces.size(), 3U);
    EXPECT_EQ(few->faces.back(), (LabelledLatent{"frame 3", latents[1], {}}));
    path.keyframes[0].frames = kMostSegmentFrames;
    const auto many = provenanceFromJson(sheetText(shared, path).value().text);
    ASSERT_TRUE(many) << many.error().message;
    EXPECT_EQ(many->path, path);
    EXPECT_TRUE(many->faces.empty()) << "the path gives them";
    const auto frame = provenanceFromJson(frameText(shared.model, path, 0).value().text);
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->faces.front().latent, latents[0]);
    EXPECT_FALSE(frame->path);
    EXPECT_FALSE(sheetText({}, path)) << "of no model";
}

TEST(Provenance, ForeignAndForgedChunksAreRefused) {
    const TempFolder folder;
    const auto path = folder.path() / "p.png";
    const auto said = [&](const std::string& text) {
        const PngText chunk{kProvenanceKeyword, text};
        EXPECT_TRUE(writePng(path, RgbImage(2, 2), {&chunk, 1}));
        const auto read = readProvenance(path);
        return read ? "accepted" : read.error().message;
    };
    EXPECT_NE(said("a note").find("JSON"), std::string::npos);
    EXPECT_NE(said("{\"workflow\": 1}").find("not what Faceloom"), std::string::npos);
    EXPECT_NE(said("{\"faceloom_picture\": 9}").find("version 9"), std::string::npos);
    EXPECT_NE(said("{\"faceloom_picture\": 1}").find("model is missing"), std::string::npos);
    const std::string head =
        "{\"faceloom_picture\": 1, \"model\": {\"sha256\": \"" + kHash + "\", \"latent_size\": 2}";
    EXPECT_NE(said(head + "}").find("faces is missing"), std::string::npos);
    EXPECT_NE(said(head + ", \"faces\": [{\"label\": \"a\", \"latent\": [1]}]}").find("takes 2"),
              std::string::npos);
    EXPECT_NE(said(head + ", \"sets\": [], \"formula\": \"A\", \"faces\": []}").find("no set A"),
              std::string::npos);
    ASSERT_TRUE(writePng(path, RgbImage(2, 2)));
    EXPECT_EQ(readProvenance(path).error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace faceloom
