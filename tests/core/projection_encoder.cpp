// The encoder, on small generators whose latents can be told from their faces.
#include "core/gan/generator.h"
#include "core/gan/model_file.h"
#include "core/gan/tensor_file.h"
#include "core/latent/latent_studio.h"
#include "core/projection/encoder.h"
#include "core/projection/encoder_file.h"
#include "core/projection/encoder_training.h"
#include "core/projection/projection.h"
#include "tests/core/imaging_support.h"
#include "tests/core/temp_folder.h"

#include <cmath>
#include <filesystem>
#include <limits>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

constexpr int kLatent = 6;

// A generator with strong enough weights for its faces to differ.
ModelInfo writeModel(const fs::path& path, OutputActivation output, int latent = kLatent) {
    const torch::NoGradGuard no_grad;
    NetworkOptions options;
    options.latent_size = latent;
    options.generator_widths = {16, 16, 8};
    options.discriminator_widths = {8, 8, 8, 8};
    options.output = output;
    Generator generator(options, at::make_generator<at::CPUGeneratorImpl>(5));
    for (const at::Tensor& weight : generator->weights())
        weight.mul_(3);
    generator->dense()->weight.mul_(2);
    generator->eval();
    EXPECT_TRUE(writeGenerator(path, generator, {}));
    return *readModelInfo(path);
}

EncoderTrainOptions quick(int steps) {
    EncoderTrainOptions options;
    options.steps = steps;
    options.batch = 16;
    options.precision = Precision::Float32;
    return options;
}

double meanSquare(const Latent& a, const Latent& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += std::pow(static_cast<double>(a[i]) - b[i], 2);
    return sum / static_cast<double>(a.size());
}

class EncoderTest : public ::testing::TestWithParam<OutputActivation> {
protected:
    void SetUp() override { model_ = writeModel(path("model.safetensors"), GetParam()); }
    [[nodiscard]] fs::path path(const char* name) const { return folder_.path() / name; }
    EncoderReport trained(const char* name, const EncoderTrainOptions& options) const {
        const auto report = trainEncoder(model_.path, options, path(name), {}, {});
        EXPECT_TRUE(report) << report.error().message;
        return *report;
    }

    TempFolder folder_;
    ModelInfo model_;
};

TEST_P(EncoderTest, RecoversLatentsItHasNotSeen) {
    std::vector<EncoderProgress> seen;
    const auto report =
        trainEncoder(model_.path, quick(40), path("e.safetensors"), {},
                     [&](const EncoderProgress& progress) { seen.push_back(progress); });
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_FALSE(report->stopped);
    ASSERT_EQ(seen.size(), 40U);
    EXPECT_EQ(seen.back().step, 40);
    EXPECT_LT(seen.back().figures.latent_error, seen.front().figures.latent_error / 2);
    EXPECT_LT(seen.back().figures.picture_error, seen.front().figures.picture_error / 2);

    const auto encoder = Encoder::open(path("e.safetensors"), model_);
    ASSERT_TRUE(encoder) << encoder.error().message;
    EXPECT_EQ(encoder->info().steps, 40);
    const auto studio = LatentStudio::open(model_.path);
    const auto latents = sampleLatents(3, 200, kLatent);
    const auto found = encoder->encode(*studio->render(latents));
    ASSERT_TRUE(found) << found.error().message;
    double error = 0, by_chance = 0;
    for (std::size_t i = 0; i < latents.size(); ++i) {
        error += meanSquare((*found)[i], latents[i]) / 200;
        by_chance += meanSquare(Latent(kLatent, 0.0F), latents[i]) / 200;
    }
    EXPECT_LT(error, 0.3 * by_chance);
    // What it says of itself was measured on other faces still.
    EXPECT_NEAR(error, encoder->info().figures.latent_error, 0.1);
    EXPECT_NEAR(report->info.figures.latent_error, encoder->info().figures.latent_error, 1e-3);
}

TEST_P(EncoderTest, IsOneMoreStartOfASearch) {
    trained("e.safetensors", quick(60));
    const auto encoder = Encoder::open(path("e.safetensors"), model_);
    ASSERT_TRUE(encoder) << encoder.error().message;
    const auto studio = LatentStudio::open(model_.path);
    const RgbImage face = studio->render(sampleLatents(77, 1, kLatent))->front();
    const Latent latent = encoder->encode(std::span(&face, 1))->front();

    const auto with = Projector::open(model_, {}, *encoder);
    const auto without = Projector::open(model_, {});
    ASSERT_TRUE(with && without);
    EXPECT_TRUE(with->hasEncoder());
    EXPECT_FALSE(without->hasEncoder());
    const auto one_pass = with->inOnePass(face);
    ASSERT_TRUE(one_pass) << one_pass.error().message;
    EXPECT_EQ(one_pass->latent, latent);
    EXPECT_EQ(one_pass->target, face);

    // Where nothing moves, the best start is the answer: one candidate against the encoder's.
    ProjectionOptions options;
    options.candidates = 1;
    options.starts = 1;
    options.steps = 1;
    options.learning_rate = 0;
    options.prior_weight = 0;
    const auto still = with->project(face, options, {}, {});
    const auto chance = without->project(face, options, {}, {});
    ASSERT_TRUE(still && chance);
    EXPECT_EQ(still->latent, latent);
    EXPECT_NEAR(still->error, one_pass->error, 1e-3);
    EXPECT_LT(still->error, chance->error);

    options.learning_rate = 0.1;
    options.steps = 30;
    const auto moved = with->project(face, options, {}, {});
    ASSERT_TRUE(moved);
    EXPECT_LT(moved->error, one_pass->error);
}

TEST_P(EncoderTest, TheSameSeedGivesTheSameFile) {
    trained("a.safetensors", quick(2));
    trained("b.safetensors", quick(2));
    auto other = quick(2);
    other.seed = 2;
    trained("c.safetensors", other);
    EXPECT_EQ(contentOf(path("a.safetensors")), contentOf(path("b.safetensors")));
    EXPECT_NE(contentOf(path("a.safetensors")), contentOf(path("c.safetensors")));
}

INSTANTIATE_TEST_SUITE_P(Outputs, EncoderTest,
                         ::testing::Values(OutputActivation::Sigmoid, OutputActivation::Tanh));

class EncoderFileTest : public EncoderTest {
protected:
    EncoderContent content() const {
        return {{model_hash(), kLatent, 32, 1, {}}, *newEncoderNetwork(model_.network, 1)};
    }
    std::string model_hash() const { return LatentStudio::open(model_.path)->info().sha256; }
    // What opening the file says.
    Error refusal(const fs::path& file) const {
        const auto encoder = Encoder::open(file, model_);
        EXPECT_FALSE(encoder) << file;
        return encoder ? Error() : encoder.error();
    }
    void expectRefused(const fs::path& file, ErrorCode code, const char* named) const {
        const Error error = refusal(file);
        EXPECT_EQ(error.code, code) << error.message;
        EXPECT_NE(error.message.find(named), std::string::npos) << error.message;
        EXPECT_NE(error.message.find(file.filename().string()), std::string::npos);
    }
};

TEST_P(EncoderFileTest, StopsWhenAskedAndKeepsWhatWasLearnt) {
    std::stop_source stop;
    const auto report = trainEncoder(model_.path, quick(100), path("e.safetensors"),
                                     stop.get_token(), [&](const EncoderProgress& progress) {
                                         if (progress.step == 3) stop.request_stop();
                                     });
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(report->stopped);
    EXPECT_EQ(report->info.steps, 3);
    const auto encoder = Encoder::open(path("e.safetensors"), model_);
    ASSERT_TRUE(encoder) << encoder.error().message;
    EXPECT_EQ(encoder->info().steps, 3);

    const auto nothing =
        trainEncoder(model_.path, quick(100), path("none.safetensors"), stop.get_token(), {});
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().code, ErrorCode::Cancelled);
    EXPECT_FALSE(fs::exists(path("none.safetensors")));
}

TEST_P(EncoderFileTest, WhatIsNoEncoderOfTheModelIsRefused) {
    ASSERT_TRUE(writeEncoder(path("e.safetensors"), content()));
    ASSERT_TRUE(Encoder::open(path("e.safetensors"), model_));
    expectRefused(path("missing.safetensors"), ErrorCode::NotFound, "no such file");
    expectRefused(model_.path, ErrorCode::BrokenFile, "not an encoder");

    const ModelInfo other = writeModel(path("other.safetensors"), GetParam(), kLatent + 1);
    const auto foreign = Encoder::open(path("e.safetensors"), other);
    ASSERT_FALSE(foreign);
    EXPECT_EQ(foreign.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(foreign.error().message.find("another model"), std::string::npos);
    EXPECT_NE(foreign.error().message.find("other.safetensors"), std::string::npos);
    // Nor does the projector take it, whatever its file said.
    EXPECT_FALSE(Projector::open(other, {}, *Encoder::open(path("e.safetensors"), model_)));
}

TEST_P(EncoderFileTest, BrokenFilesAreRefused) {
    auto sizes = content();
    sizes.info.latent_size = 1000000;
    ASSERT_TRUE(writeEncoder(path("sizes.safetensors"), sizes));
    expectRefused(path("sizes.safetensors"), ErrorCode::BrokenFile, "1000000");

    auto nameless = content();
    nameless.info.model_sha256 = "of something";
    ASSERT_TRUE(writeEncoder(path("nameless.safetensors"), nameless));
    expectRefused(path("nameless.safetensors"), ErrorCode::BrokenFile, "which model");

    auto wide = content();
    wide.network = FaceNetwork(kLatent, 0, at::make_generator<at::CPUGeneratorImpl>(1), 4);
    ASSERT_TRUE(writeEncoder(path("wide.safetensors"), wide));
    expectRefused(path("wide.safetensors"), ErrorCode::BrokenFile, "dense.weight");

    const torch::NoGradGuard no_grad;
    auto negative = content();
    for (auto& item : negative.network->named_buffers()) {
        if (item.key() == "norm3.running_var") item.value()[0] = -1;
    }
    ASSERT_TRUE(writeEncoder(path("negative.safetensors"), negative));
    expectRefused(path("negative.safetensors"), ErrorCode::BrokenFile, "norm3.running_var");

    auto endless = content();
    endless.network->dense()->bias[2] = 1e9;
    const auto refused = writeEncoder(path("endless.safetensors"), endless);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::NonFinite);

    ASSERT_TRUE(writeEncoder(path("half.safetensors"), content()));
    fs::resize_file(path("half.safetensors"), fs::file_size(path("half.safetensors")) / 2);
    EXPECT_EQ(refusal(path("half.safetensors")).code, ErrorCode::BrokenFile);
}

TEST_P(EncoderFileTest, OptionsAndFacesThatCannotBeAreRefused) {
    const auto fails = [&](auto change, const char* named) {
        auto options = quick(1);
        change(options);
        const auto report = trainEncoder(model_.path, options, path("x.safetensors"), {}, {});
        ASSERT_FALSE(report) << named;
        EXPECT_EQ(report.error().code, ErrorCode::InvalidArgument);
        EXPECT_NE(report.error().message.find(named), std::string::npos) << report.error().message;
    };
    fails([](auto& o) { o.steps = 0; }, "steps");
    fails([](auto& o) { o.batch = 1; }, "batch");
    fails([](auto& o) { o.learning_rate = std::numeric_limits<double>::quiet_NaN(); },
          "learning rate");
    fails([](auto& o) { o.picture_weight = -1; }, "picture weight");
    EXPECT_EQ(
        trainEncoder(path("no.safetensors"), quick(1), path("x.safetensors"), {}, {}).error().code,
        ErrorCode::NotFound);
    const auto projector = Projector::open(model_, {});
    ASSERT_TRUE(projector);
    EXPECT_EQ(projector->inOnePass(RgbImage(32, 32)).error().code, ErrorCode::InvalidArgument);

    ASSERT_TRUE(writeEncoder(path("e.safetensors"), content()));
    const auto encoder = Encoder::open(path("e.safetensors"), model_);
    ASSERT_TRUE(encoder) << encoder.error().message;
    EXPECT_EQ(encoder->encode(std::vector<RgbImage>{RgbImage()}).error().code,
              ErrorCode::InvalidArgument);
    // Of any size, and none at all.
    EXPECT_EQ(encoder->encode(std::vector{RgbImage(50, 70, 3), RgbImage(8, 8)})->size(), 2U);
    EXPECT_TRUE(encoder->encode({})->empty());
}

TEST(EncoderBeside, IsNamedAfterTheModel) {
    EXPECT_EQ(encoderBeside("a/b.safetensors"), fs::path("a/b-encoder.safetensors"));
    EXPECT_EQ(encoderBeside("run/generator.safetensors"),
              fs::path("run/generator-encoder.safetensors"));
}

INSTANTIATE_TEST_SUITE_P(Outputs, EncoderFileTest, ::testing::Values(OutputActivation::Sigmoid));

}  // namespace
}  // namespace faceloom
