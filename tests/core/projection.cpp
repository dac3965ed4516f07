// Projection, on small generators whose faces can be reached exactly.
#include "core/projection/projection.h"

#include "core/gan/generator.h"
#include "core/gan/model_file.h"
#include "core/latent/latent_studio.h"
#include "core/projection/photograph.h"
#include "core/projection/projection_loss.h"
#include "core/reading/attribute_file.h"
#include "core/reading/face_attributes.h"
#include "tests/core/imaging_support.h"
#include "tests/core/temp_folder.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

constexpr int kLatent = 6;

NetworkOptions smallNetwork(OutputActivation output) {
    NetworkOptions options;
    options.latent_size = kLatent;
    options.generator_widths = {16, 16, 8};
    options.discriminator_widths = {8, 8, 8, 8};
    options.output = output;
    return options;
}

// A generator with strong enough weights for its faces to differ.
Result<ModelInfo> writeGeneratorFor(const std::filesystem::path& path, OutputActivation output) {
    const torch::NoGradGuard no_grad;
    auto random = at::make_generator<at::CPUGeneratorImpl>(5);
    Generator generator(smallNetwork(output), random);
    for (const at::Tensor& weight : generator->weights())
        weight.mul_(3);
    generator->dense()->weight.mul_(2);
    generator->eval();
    if (auto status = writeGenerator(path, generator, {}); !status) return passOn(status);
    return readModelInfo(path);
}

std::filesystem::path writeReader(const std::filesystem::path& path) {
    FaceNetwork network(static_cast<int>(kAttributes), 0,
                        at::make_generator<at::CPUGeneratorImpl>(2));
    network->eval();
    EXPECT_TRUE(writeAttributeReader(path, network));
    return path;
}

ProjectionOptions quick() {
    ProjectionOptions options;
    options.candidates = 64;
    options.starts = 4;
    options.steps = 60;
    options.prior_weight = 0;
    return options;
}

double rootMeanSquare(const RgbImage& a, const RgbImage& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.rgb_u8.size(); ++i)
        sum += std::pow(static_cast<double>(a.rgb_u8[i]) - b.rgb_u8[i], 2);
    return std::sqrt(sum / static_cast<double>(a.rgb_u8.size()));
}

class ProjectionTest : public ::testing::TestWithParam<OutputActivation> {
protected:
    void SetUp() override {
        model_ = writeGeneratorFor(folder_.path() / "model.safetensors", GetParam());
        ASSERT_TRUE(model_) << model_.error().message;
        studio_ = LatentStudio::open(model_->path);
        ASSERT_TRUE(studio_) << studio_.error().message;
        projector_ = Projector::open(*model_, writeReader(folder_.path() / "reader.safetensors"));
        ASSERT_TRUE(projector_) << projector_.error().message;
        face_ = studio_->render(sampleLatents(77, 1, kLatent))->front();
    }

    TempFolder folder_;
    Result<ModelInfo> model_ = fail(ErrorCode::Internal, "");
    Result<LatentStudio> studio_ = fail(ErrorCode::Internal, "");
    Result<Projector> projector_ = fail(ErrorCode::Internal, "");
    RgbImage face_;
};

TEST_P(ProjectionTest, FindsAFaceTheGeneratorDrewItself) {
    const auto found = projector_->project(face_, quick(), {}, {});
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_LT(found->error, 2.0);  // levels: hardly to be seen
    EXPECT_EQ(found->target, face_);
    // What it says of its result is so: the studio draws the same face from the latent.
    const RgbImage drawn = studio_->render(std::vector<Latent>{found->latent})->front();
    EXPECT_LE(rootMeanSquare(drawn, found->picture), 0.5);
    EXPECT_NEAR(rootMeanSquare(found->picture, face_), found->error, 0.5);
    ASSERT_TRUE(found->feature_error);
    EXPECT_LT(*found->feature_error, 0.1);
}

TEST_P(ProjectionTest, StartsBetterThanChanceAndGetsBetter) {
    std::vector<ProjectionProgress> seen;
    const auto found = projector_->project(
        face_, quick(), {}, [&](const ProjectionProgress& progress) { seen.push_back(progress); });
    ASSERT_TRUE(found) << found.error().message;
    ASSERT_GE(seen.size(), 3U);
    EXPECT_EQ(seen.front().step, 0);
    EXPECT_EQ(seen.back().step, 60);
    EXPECT_LT(seen.back().error, seen.front().error / 2);
    EXPECT_EQ(seen.back().picture, found->picture);
    double by_chance = 0;
    const auto others = studio_->render(sampleLatents(5, 20, kLatent));
    for (const RgbImage& other : *others)
        by_chance += rootMeanSquare(other, face_) / 20;
    EXPECT_LT(seen.front().error, by_chance);
}

TEST_P(ProjectionTest, TheSameSeedGivesTheSameLatent) {
    const auto first = projector_->project(face_, quick(), {}, {});
    const auto second = projector_->project(face_, quick(), {}, {});
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->latent, second->latent);
}

TEST_P(ProjectionTest, ThePriorPullsTowardsZero) {
    auto options = quick();
    const auto free = projector_->project(face_, options, {}, {});
    options.prior_weight = 10;
    const auto pulled = projector_->project(face_, options, {}, {});
    ASSERT_TRUE(free && pulled);
    EXPECT_LT(norm(pulled->latent), norm(free->latent) / 2);
}

TEST_P(ProjectionTest, StopsWhenAsked) {
    std::stop_source stop;
    const auto found = projector_->project(face_, quick(), stop.get_token(),
                                           [&](const ProjectionProgress& progress) {
                                               if (progress.step >= 20) stop.request_stop();
                                           });
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, ErrorCode::Cancelled);
}

TEST_P(ProjectionTest, RefusesWhatCannotBe) {
    const auto fails = [&](auto change, const char* named) {
        auto options = quick();
        change(options);
        const auto found = projector_->project(face_, options, {}, {});
        ASSERT_FALSE(found) << named;
        EXPECT_EQ(found.error().code, ErrorCode::InvalidArgument);
        EXPECT_NE(found.error().message.find(named), std::string::npos) << found.error().message;
    };
    fails([](auto& o) { o.starts = 0; }, "starts");
    fails([](auto& o) { o.candidates = 3; }, "candidates");
    fails([](auto& o) { o.steps = 0; }, "steps");
    fails([](auto& o) { o.learning_rate = std::numeric_limits<double>::quiet_NaN(); },
          "learning rate");
    fails([](auto& o) { o.feature_weight = -1; }, "feature weight");
    fails([](auto& o) { o.prior_weight = 1e30; }, "prior weight");
    EXPECT_FALSE(projector_->project(RgbImage(), quick(), {}, {}));
}

INSTANTIATE_TEST_SUITE_P(Outputs, ProjectionTest,
                         ::testing::Values(OutputActivation::Sigmoid, OutputActivation::Tanh));

// Against the formula written out again, in float64 and without Torch's operations on pictures.
TEST(ProjectionLossTest, IsTheFormula) {
    auto random = at::make_generator<at::CPUGeneratorImpl>(3);
    const at::Tensor target = at::rand({1, 3, 8, 8}, random);
    const at::Tensor picture = at::rand({1, 3, 8, 8}, random);
    const at::Tensor latent = at::randn({1, 4}, random);
    const auto mean = [](const at::Tensor& of, int c, int y, int x, int side) {
        double sum = 0;
        for (int i = 0; i < side * side; ++i)
            sum += of[0][c][y * side + i / side][x * side + i % side].item<double>();
        return sum / (side * side);
    };
    double expected = 0;
    for (const int side : {1, 2, 4}) {
        const int count = 8 / side;
        for (int i = 0; i < 3 * count * count; ++i) {
            const int c = i / (count * count), y = i / count % count, x = i % count;
            expected += std::pow(mean(picture, c, y, x, side) - mean(target, c, y, x, side), 2) /
                        (3 * count * count);
        }
    }
    for (int i = 0; i < 4; ++i)
        expected += 0.5 * std::pow(latent[0][i].item<double>(), 2) / (2 * 4);
    ProjectionLoss loss(target, FaceNetwork(nullptr), {0, 0.5});
    EXPECT_NEAR(loss(latent, picture).item<double>(), expected, 1e-6);
}

// Sketched faces of `side` pixels, `gap` apart.
RgbImage photographOf(int columns, int rows, int side, int gap) {
    RgbImage photograph(columns * (side + gap) + gap, rows * (side + gap) + gap, 190);
    for (int i = 0; i < columns * rows; ++i) {
        const RgbImage face = drawSketchFace(1, 8, side);
        const int left = gap + i % columns * (side + gap), top = gap + i / columns * (side + gap);
        for (int y = 0; y < side; ++y)
            std::copy_n(face.pixel(0, y), side * 3, photograph.pixel(left, top + y));
    }
    return photograph;
}

TEST(PhotographTest, APortraitHasOneFaceAndACrowdAtMostForty) {
    const auto portrait = facesIn(photographOf(1, 1, 100, 60), {});
    ASSERT_TRUE(portrait) << portrait.error().message;
    ASSERT_EQ(portrait->size(), 1U);
    const PixelRect square = portrait->front().square;
    EXPECT_NEAR(square.x + square.width / 2.0, 110, 20);
    EXPECT_EQ(portrait->front().face.width, square.width);
    const auto two = facesIn(photographOf(2, 1, 100, 60), {});
    ASSERT_TRUE(two);
    EXPECT_EQ(two->size(), 2U);
    const auto crowd = facesIn(photographOf(10, 6, 64, 40), {});
    ASSERT_TRUE(crowd);
    EXPECT_EQ(crowd->size(), kMostPhotographFaces);
    EXPECT_TRUE(std::ranges::is_sorted(*crowd, std::ranges::greater(),
                                       [](const auto& face) { return face.square.width; }));
    const auto none = facesIn(RgbImage(100, 100, 90), {});
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->empty());
}

TEST(PhotographTest, AFaceThatFillsItsPhotographIsCutAsLargeAsAnyOther) {
    const auto roomy = facesIn(photographOf(1, 1, 100, 60), {});
    const auto tight = facesIn(photographOf(1, 1, 100, 0), {});
    ASSERT_TRUE(roomy && tight);
    ASSERT_EQ(roomy->size(), 1U);
    ASSERT_EQ(tight->size(), 1U);
    EXPECT_NEAR(tight->front().square.width, roomy->front().square.width, 12);
    const PixelRect square = tight->front().square;
    const RgbImage photograph = photographOf(1, 1, 100, 0);
    const RgbImage& face = tight->front().face;
    ASSERT_EQ(face.width, square.width);
    for (const auto& [x, y] : {std::pair(0, 0), std::pair(square.width - 1, square.height / 2),
                               std::pair(square.width / 2, square.height - 1)}) {
        const auto* seen =
            photograph.pixel(std::clamp(square.x + x, 0, 99), std::clamp(square.y + y, 0, 99));
        EXPECT_TRUE(std::equal(seen, seen + 3, face.pixel(x, y))) << x << ' ' << y;
    }
}

TEST(PhotographTest, SaysWhatIsMissing) {
    TempFolder folder;
    const auto missing = facesInPhotograph(folder.path() / "no.jpg", {});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
    ASSERT_TRUE(writePng(folder.path() / "grey.png", RgbImage(100, 100, 90)));
    const auto grey = facesInPhotograph(folder.path() / "grey.png", {});
    ASSERT_FALSE(grey);
    EXPECT_NE(grey.error().message.find("no face"), std::string::npos) << grey.error().message;
    EXPECT_NE(grey.error().message.find("grey.png"), std::string::npos);
}

}  // namespace
}  // namespace faceloom
