// The latent controller with small models: what is shown is what the studio draws, and only the
// newest.
#include "core/gan/half_model.h"
#include "tests/ui/explore_support.h"
#include "tests/ui/ui_test_support.h"
#include "ui/base/image_convert.h"
#include "ui/explore/latent_controller.h"

#include <QSignalSpy>
#include <QTest>
#include <fstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class LatentControllerTest : public testing::Test {
protected:
    LatentControllerTest() : controller_(&sets_) {
        QObject::connect(&controller_, &LatentController::facesRendered,
                         [this](const std::vector<QImage>& faces) { grids_.push_back(faces); });
        QObject::connect(&controller_, &LatentController::arithmeticRendered,
                         [this](const ArithmeticPictures& pictures) { row_ = pictures; });
        QObject::connect(&controller_, &LatentController::messageRaised,
                         [this](const QString& text, bool) { messages_ << text; });
        QObject::connect(&controller_, &LatentController::modelOpened,
                         [this](const auto&) { grids_when_opened_ = grids_.size(); });
    }
    // Not an earlier change's grid, which may still be on its way.
    void open(const std::filesystem::path& path) {
        grids_when_opened_.reset();
        controller_.openModel(path);
        ASSERT_TRUE(
            waitFor([&] { return grids_when_opened_ && grids_.size() > *grids_when_opened_; }));
    }
    static std::vector<QImage> drawn(const std::filesystem::path& model,
                                     std::span<const Latent> latents) {
        std::vector<QImage> pictures;
        const auto studio = LatentStudio::open(model);
        const auto faces = studio->render(latents);
        for (const RgbImage& face : *faces) {
            pictures.push_back(toQImage(face));
        }
        return pictures;
    }

    ModelFolder models_;
    FaceSets sets_;
    LatentController controller_;
    std::vector<std::vector<QImage>> grids_;
    std::optional<std::size_t> grids_when_opened_;
    std::optional<ArithmeticPictures> row_;
    QStringList messages_;
};

TEST(ImageConvert, ThereAndBackGivesTheSameBytes) {
    RgbImage image(5, 3);
    for (std::size_t i = 0; i < image.rgb_u8.size(); ++i)
        image.rgb_u8[i] = static_cast<std::uint8_t>(i * 5);
    EXPECT_EQ(fromQImage(toQImage(image)), image);
    EXPECT_TRUE(toQImage({}).isNull());
    EXPECT_TRUE(fromQImage({}).empty());
}

TEST_F(LatentControllerTest, TheGridIsWhatTheStudioDraws) {
    const auto path = models_.model("a.safetensors", 1);
    open(path);
    const auto latents = sampleLatents(1, kFaceCount, 12);
    EXPECT_TRUE(grids_.back() == drawn(path, latents));
    EXPECT_EQ(controller_.face(7)->latent, latents[6]);
    EXPECT_FALSE(controller_.face(0));
    EXPECT_FALSE(controller_.face(37));
}

TEST_F(LatentControllerTest, OfManySeedsTheNewestIsShownLast) {
    const auto path = models_.model("a.safetensors", 1);
    open(path);
    for (std::uint64_t seed = 2; seed < 20; ++seed)
        sets_.setSeed(seed);
    const auto wanted = drawn(path, sampleLatents(19, kFaceCount, 12));
    ASSERT_TRUE(waitFor([&] { return grids_.back() == wanted; }));
    EXPECT_EQ(grids_.size(), 2U) << "the ones between were dropped";
}

TEST_F(LatentControllerTest, ABrokenModelRaisesAMessageAndLeavesTheOldOne) {
    open(models_.model("a.safetensors", 1));
    const auto broken = models_.root() / "broken.safetensors";
    std::ofstream(broken) << "not a model";
    controller_.openModel(broken);
    ASSERT_TRUE(waitFor([&] { return !messages_.isEmpty(); }));
    EXPECT_TRUE(messages_.front().contains("broken.safetensors"));
    EXPECT_TRUE(controller_.hasModel());
    EXPECT_EQ(controller_.modelInfo()->path.filename(), "a.safetensors");
    sets_.setSeed(2);
    EXPECT_TRUE(waitFor([&] { return grids_.size() == 2; }));
}

TEST_F(LatentControllerTest, AnotherModelKeepsSeedAndPicks) {
    open(models_.model("a.safetensors", 1));
    sets_.setSeed(6);
    sets_.toggle(0, 3);
    open(models_.model("b.safetensors", 2));
    EXPECT_EQ(sets_.seed(), 6U);
    EXPECT_EQ(sets_.faces(0), std::vector<int>{3});
    const auto wanted = drawn(models_.root() / "b.safetensors", sampleLatents(6, kFaceCount, 12));
    EXPECT_TRUE(waitFor([&] { return grids_.back() == wanted; }));
}

TEST_F(LatentControllerTest, AModelMaySayHowItsGridsAreBestDrawn) {
    open(models_.model("a.safetensors", 1));
    ASSERT_TRUE(
        writeHalfModel(models_.root() / "a.safetensors", models_.root() / "t.safetensors", 0.7));
    open(models_.root() / "t.safetensors");
    EXPECT_EQ(sets_.truncation(), 0.7);
    const auto wanted =
        drawn(models_.root() / "t.safetensors", sampleLatents(GridSeed{1, 0.7}, kFaceCount, 12));
    EXPECT_TRUE(waitFor([&] { return grids_.back() == wanted; }));
    EXPECT_NEAR(controller_.arithmetic().typical_norm, 0.7 * typicalNorm(12), 1e-9);
    sets_.setTruncation(0.9);
    open(models_.root() / "t.safetensors");
    EXPECT_EQ(sets_.truncation(), 0.9) << "a newer generator of a run leaves the user's choice";
    open(models_.root() / "a.safetensors");
    EXPECT_EQ(sets_.truncation(), 1);
}

TEST_F(LatentControllerTest, ArithmeticFollowsThePicks) {
    const auto path = models_.model("a.safetensors", 1);
    open(path);
    sets_.setFaces(0, {5});
    EXPECT_FALSE(controller_.arithmeticResult());
    sets_.setFaces(1, {9});
    sets_.setFaces(2, {9});
    ASSERT_TRUE(waitFor([&] { return row_ && !row_->result.isNull(); }));
    EXPECT_EQ(row_->result, controller_.faces()[4]) << "5 − 9 + 9 is 5, to the bit";
    EXPECT_EQ(row_->means[1], controller_.faces()[8]);
    EXPECT_NEAR(controller_.arithmetic().typical_norm, std::sqrt(12.0), 1e-9);
    sets_.setRenormalized(true);
    EXPECT_NEAR(norm(*controller_.arithmetic().result), std::sqrt(12.0), 1e-5);
    sets_.setFaces(1, {});
    ASSERT_TRUE(waitFor([&] { return row_->result.isNull(); }));
}

TEST_F(LatentControllerTest, TheLastPlaceOfAMovingSliderIsShownLast) {
    const auto path = models_.model("a.safetensors", 1);
    open(path);
    const auto latents = sampleLatents(1, 2, 12);
    QImage shown;
    QObject::connect(&controller_, &LatentController::positionRendered,
                     [&](const QImage& face) { shown = face; });
    for (int i = 0; i <= 100; ++i) {
        controller_.requestPosition(lerp(latents[0], latents[1], i / 100.0), i > 0);
    }
    const auto wanted = drawn(path, std::span(latents).subspan(1));
    EXPECT_TRUE(waitFor([&] { return shown == wanted.front(); }));
}

}  // namespace
}  // namespace faceloom
