// Training both readers on small true cases, and measuring them.
#include "core/reading/evaluation.h"
#include "core/reading/picture_jitter.h"
#include "core/reading/reader_training.h"
#include "core/reading/train_readers.h"
#include "tests/core/reading_support.h"

#include <fstream>

namespace faceloom {
namespace {

namespace fs = std::filesystem;
using namespace testing_support;

ReaderTrainOptions quick(int epochs) {
    ReaderTrainOptions options;
    options.epochs = epochs;
    options.batch = 16;
    options.precision = Precision::Float32;
    return options;
}

// Babies are dark pictures, the old are bright.
PackedDataset babiesAndOld(const fs::path& folder, int count) {
    std::vector<LabelledFace> faces;
    for (int i = 0; i < count; ++i) {
        const bool old = i % 2 == 1;
        faces.push_back({shade(old ? 210 : 40, unsigned(i)),
                         fmt::format("{}_{}_0_{}.jpg", old ? 70 : 1, i / 2 % 2, i),
                         {}});
    }
    faces.push_back({shade(128, 1), "39_1_20170116174525125.jpg", {}});  // malformed
    return packed(folder / "utk.safetensors", {}, faces);
}

TEST(HeldOut, IsOneInEightWhateverElseThereIs) {
    int held = 0;
    for (int i = 0; i < 4000; ++i)
        held += heldOut(fmt::format("{}_0_0_2017{}.jpg", i % 90, i)) ? 1 : 0;
    EXPECT_NEAR(held, 500, 60);
    EXPECT_EQ(heldOut("a.jpg"), heldOut("a.jpg"));
}

TEST(TrainAgeNetwork, LearnsWhatTellsTheAgesApartAndIsMeasuredOnTheRest) {
    const TempFolder folder;
    const PackedDataset dataset = babiesAndOld(folder.path(), 120);
    std::vector<double> losses;
    const auto report =
        trainAgeNetwork(dataset, quick(6), folder.path() / "age", {},
                        [&](const ReaderProgress& progress) { losses.push_back(progress.loss); });
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_EQ(report->trained_on + report->held_out, 120U);
    EXPECT_GT(report->held_out, 3U);
    EXPECT_EQ(report->unlabelled, 1U);
    EXPECT_LT(losses.back(), losses.front());
    const auto estimator = AgeEstimator::open(*AgeModelFiles::in(folder.path() / "age"));
    ASSERT_TRUE(estimator.has_value()) << estimator.error().message;
    const auto result = evaluateAges(dataset, *estimator, false, {});
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_EQ(result->all.total(), report->held_out);
    EXPECT_EQ(result->women.total() + result->men.total(), report->held_out);
    EXPECT_GT(result->all.exact(), 0.9);
    EXPECT_EQ(evaluateAges(dataset, *estimator, true, {})->all.total(), 120U);
}

TEST(TrainAgeNetwork, TheSameSeedGivesTheSameFiles) {
    const TempFolder folder;
    const PackedDataset dataset = babiesAndOld(folder.path(), 60);
    const auto text = [&](const char* name) {
        std::ifstream file(folder.path() / name / "deploy.caffemodel", std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    for (const char* name : {"a", "b"})
        ASSERT_TRUE(
            trainAgeNetwork(dataset, quick(1), folder.path() / name, {}, [](const ReaderProgress&) {
            }).has_value());
    ASSERT_TRUE(trainAgeNetwork(
                    dataset,
                    [] {
                        auto other = quick(1);
                        other.seed = 2;
                        return other;
                    }(),
                    folder.path() / "c", {}, [](const ReaderProgress&) {})
                    .has_value());
    EXPECT_EQ(text("a"), text("b"));
    EXPECT_NE(text("a"), text("c"));
}

TEST(TrainAttributeReader, LearnsAnAttributeAndIsMeasuredByGroup) {
    const TempFolder folder;
    const auto male = static_cast<std::size_t>(FaceAttribute::Male);
    std::vector<LabelledFace> faces;
    for (int i = 0; i < 120; ++i) {
        LabelledFace face{
            shade(i % 3 == 0 ? 200 : 50, unsigned(i)), fmt::format("{:06}.jpg", i), {}};
        face.attributes.assign(kAttributes, -1);
        if (i % 3 == 0) face.attributes[male] = 1;
        faces.push_back(std::move(face));
    }
    faces.push_back({shade(90, 7), "without-a-row.jpg", {}});
    const PackedDataset dataset =
        packed(folder.path() / "celeba.safetensors", allAttributeNames(), faces);
    const fs::path file = folder.path() / "reader.safetensors";
    const auto report =
        trainAttributeReader(dataset, quick(8), file, {}, [](const ReaderProgress&) {});
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_EQ(report->unlabelled, 1U);
    const auto reader = AttributeReader::open(file);
    ASSERT_TRUE(reader.has_value()) << reader.error().message;
    const auto result = evaluateAttributes(dataset, *reader, true, {});
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_EQ(result->pictures, 120U);
    EXPECT_GT(result->all[male].accuracy(), 0.95);
    EXPECT_GT(result->all[male].balanced(), 0.95);
    EXPECT_EQ(result->men[male].total(), 40U);
    EXPECT_EQ(result->women[male].total(), 80U);
    EXPECT_EQ(result->old[male].total(), 120U);
    EXPECT_EQ(result->young[male].total(), 0U);
}

TEST(TrainReaders, SayWhatIsMissing) {
    const TempFolder folder;
    const auto none = [](const ReaderProgress&) {};
    const PackedDataset unnamed =
        packed(folder.path() / "a.safetensors", {"Smiling"}, {{shade(1, 1), "a.jpg", {1}}});
    EXPECT_NE(trainAttributeReader(unnamed, quick(1), folder.path() / "x", {}, none)
                  .error()
                  .message.find("no attribute '5_o_Clock_Shadow'"),
              std::string::npos);
    EXPECT_NE(trainAgeNetwork(unnamed, quick(1), folder.path() / "x", {}, none)
                  .error()
                  .message.find("fewer than a batch"),
              std::string::npos);
    const PackedDataset small =
        packed(folder.path() / "b.safetensors", {}, {{noise(32, 32, 1), "1_0_0_a.jpg", {}}}, 32);
    EXPECT_NE(trainAgeNetwork(small, quick(1), folder.path() / "x", {}, none)
                  .error()
                  .message.find("pictures of 32 pixels"),
              std::string::npos);
    ReaderTrainOptions impossible = quick(0);
    EXPECT_EQ(trainAgeNetwork(small, impossible, folder.path() / "x", {}, none).error().code,
              ErrorCode::InvalidArgument);
    std::stop_source stop;
    stop.request_stop();
    const PackedDataset enough = babiesAndOld(folder.path(), 60);
    const auto stopped =
        trainAgeNetwork(enough, quick(1), folder.path() / "stopped", stop.get_token(), none);
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
    EXPECT_FALSE(fs::exists(folder.path() / "stopped" / "deploy.caffemodel"));
}

TEST(Evaluation, CountsAsWorkedOutByHand) {
    AgeConfusion confusion;
    confusion.count[0][0] = 3;
    confusion.count[0][1] = 1;
    confusion.count[4][2] = 2;
    confusion.count[7][7] = 4;
    EXPECT_EQ(confusion.total(), 10U);
    EXPECT_DOUBLE_EQ(confusion.exact(), 0.7);
    EXPECT_DOUBLE_EQ(confusion.withinOne(), 0.8);
    const AttributeCounts counts{9, 1, 40, 50};
    EXPECT_DOUBLE_EQ(counts.accuracy(), 0.49);
    EXPECT_DOUBLE_EQ(counts.balanced(), (0.9 + 40.0 / 90) / 2);
    EXPECT_EQ((AttributeCounts{0, 0, 5, 0}.balanced()), 0);
}

TEST(PictureJitter, ChangesPicturesBySeedAndKeepsTheirShape) {
    const at::Tensor pictures =
        at::rand({4, 3, 64, 64}, at::make_generator<at::CPUGeneratorImpl>(1));
    auto first = at::make_generator<at::CPUGeneratorImpl>(2);
    auto again = at::make_generator<at::CPUGeneratorImpl>(2);
    const at::Tensor a = jittered(pictures, {}, first);
    EXPECT_TRUE(a.equal(jittered(pictures, {}, again)));
    EXPECT_FALSE(a.equal(jittered(pictures, {}, again)));
    EXPECT_EQ(a.sizes(), pictures.sizes());
    // A picture of one colour keeps one colour: nothing comes in from outside.
    auto random = at::make_generator<at::CPUGeneratorImpl>(3);
    const at::Tensor plain = jittered(at::full({8, 3, 64, 64}, 0.5), {}, random);
    const at::Tensor spread =
        std::get<0>(plain.flatten(2).max(2)) - std::get<0>(plain.flatten(2).min(2));
    EXPECT_LT(spread.max().item<float>(), 1e-5);
}

TEST(PictureJitter, ZoomsOutAsFarAsAsked) {
    at::Tensor pictures = at::zeros({200, 3, 64, 64});
    pictures.slice(2, 20, 44).slice(3, 20, 44).fill_(1);  // 576 pixels
    auto random = at::make_generator<at::CPUGeneratorImpl>(4);
    const JitterOptions options{.zoom_in = 0, .zoom_out = 0.5};
    const at::Tensor changed = jittered(pictures, options, random).mean(1);
    const at::Tensor middle =
        (changed.amax({1, 2}, /*keepdim=*/true) + changed.amin({1, 2}, /*keepdim=*/true)) / 2;
    const at::Tensor area = (changed > middle).to(at::kDouble).sum({1, 2});
    EXPECT_LT(area.max().item<double>(), 576 * 1.05);
    EXPECT_NEAR(area.min().item<double>(), 576 / (1.5 * 1.5), 15);
    EXPECT_NEAR(area.mean().item<double>(), 576 / 1.5, 15);  // the mean of 1/s² over 1..1.5: 1/1.5
}

TEST(PictureJitter, BlursAsFarAsAsked) {
    const at::Tensor pictures =
        at::rand({50, 3, 64, 64}, at::make_generator<at::CPUGeneratorImpl>(5));
    const auto roughness = [&](double blur) {
        auto random = at::make_generator<at::CPUGeneratorImpl>(6);
        const at::Tensor changed = jittered(pictures, {.blur = blur}, random);
        return (changed.slice(3, 1) - changed.slice(3, 0, 63)).abs().mean().item<double>();
    };
    EXPECT_LT(roughness(1), 0.7 * roughness(0));
    EXPECT_GT(roughness(0.1), 0.85 * roughness(0));
}

}  // namespace
}  // namespace faceloom
