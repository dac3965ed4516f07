// Directions of what readers see, with a reader and a generator made for the purpose, so that the
// answer is known.
#include "core/gan/generator.h"
#include "core/gan/model_file.h"
#include "core/reading/reader_directions.h"
#include "tests/core/reading_support.h"

namespace faceloom {
namespace {

using namespace testing_support;

constexpr int kLatent = 4;

// Draws evenly coloured faces: red follows the latent's first number, green the second, blue
// the third, each through LeakyReLU; the fourth does nothing.
void writeColourGenerator(const std::filesystem::path& path) {
    const torch::NoGradGuard no_grad;
    NetworkOptions options;
    options.latent_size = kLatent;
    options.generator_widths = {8, 8, 4};
    options.discriminator_widths = {8, 8, 8, 8};
    auto random = at::make_generator<at::CPUGeneratorImpl>(1);
    Generator generator(options, random);
    for (const at::Tensor& parameter : generator->parameters())
        parameter.zero_();
    for (int channel = 0; channel < 3; ++channel)
        generator->dense()->weight.narrow(0, 16 * channel, 16).select(1, channel).fill_(1);
    for (std::size_t level = 0; level < 3; ++level) {
        const at::Tensor weight = generator->weights()[level];
        // An output pixel is the sum of four taps, at the border of fewer: each carries a quarter.
        for (int channel = 0; channel < 3; ++channel)
            weight[channel][channel].fill_(0.25);
        if (level < 2) generator->norms()[level]->weight.fill_(1);
    }
    generator->eval();
    ASSERT_TRUE(writeGenerator(path, generator, {}));
}

// Reads "smiling" off more red and "male" off less blue than at zero, by a linear path through the
// network.
FaceNetwork colourReader() {
    const torch::NoGradGuard no_grad;
    FaceNetwork network(kAttributes, 0, at::make_generator<at::CPUGeneratorImpl>(2));
    for (auto& item : network->named_parameters()) {
        at::Tensor& weight = item.value();
        if (item.key().starts_with("conv")) {
            weight.zero_();
            for (int channel = 0; channel < 3; ++channel)
                weight[channel][channel][1][1] = 1;
        }
        // Above zero whatever the colour, so that ReLU does nothing.
        if (item.key() == "norm0.bias") weight.fill_(5);
    }
    network->dense()->weight.zero_();
    network->dense()->bias.zero_();
    network->dense()->weight[31][0] = 3;  // Smiling
    network->dense()->bias[31] = -3 * 5 - 0.9;
    network->dense()->weight[20][2] = -3;  // Male
    network->dense()->bias[20] = 3 * 5 + 2.6;
    network->eval();
    return network;
}

class ReaderDirections : public ::testing::Test {
protected:
    void SetUp() override {
        writeColourGenerator(folder.path() / "g.safetensors");
        ASSERT_TRUE(writeAttributeReader(folder.path() / "r.safetensors", colourReader()));
        studio.emplace(*LatentStudio::open(folder.path() / "g.safetensors"));
        readers.emplace(std::nullopt, *AttributeReader::open(folder.path() / "r.safetensors"));
    }
    TempFolder folder;
    std::optional<LatentStudio> studio;
    std::optional<FaceReadings> readers;
    double progress = 0;
    DirectionProgress note = [this](double share) {
        EXPECT_GE(share, progress);
        progress = share;
    };
};

TEST_F(ReaderDirections, FindsTheNumbersThatTheReadingsFollow) {
    const auto found = readerDirections(*studio, *readers, 300, 1, {}, note);
    ASSERT_TRUE(found.has_value()) << found.error().message;
    // The other attributes are alike in all faces.
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ((*found)[0].name, "Smiling");
    EXPECT_EQ((*found)[1].name, "Male");
    EXPECT_GT((*found)[0].vector[0], 0.99F);   // more red
    EXPECT_LT((*found)[1].vector[2], -0.99F);  // less blue
    EXPECT_GT((*found)[0].strength, 0.6);
    EXPECT_EQ((*found)[0].kind, DirectionKind::Attribute);
    EXPECT_EQ(progress, 1);
}

TEST_F(ReaderDirections, MeasuresWhatADirectionMovesAndWhatNot) {
    const auto red = measureEffect(*studio, *readers, {1, 0, 0, 0}, 1.5, 60, 2, {}, note);
    ASSERT_TRUE(red.has_value()) << red.error().message;
    EXPECT_EQ(red->faces, 60U);
    EXPECT_TRUE(red->has_attributes);
    EXPECT_FALSE(red->years.has_value());
    EXPECT_GT(red->attributes[31], 0.25);
    EXPECT_NEAR(red->attributes[20], 0, 0.02);
    EXPECT_NEAR(red->attributes[0], 0, 1e-6);
    progress = 0;
    const auto idle = measureEffect(*studio, *readers, {0, 0, 0, 1}, 1.5, 60, 2, {}, note);
    EXPECT_NEAR(idle->attributes[31], 0, 1e-6);
    progress = 0;
    const auto back = measureEffect(*studio, *readers, {-1, 0, 0, 0}, 1.5, 60, 2, {}, note);
    EXPECT_NEAR(back->attributes[31], -red->attributes[31], 1e-6);
}

TEST_F(ReaderDirections, StopsAndRefusesOtherSizes) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(readerDirections(*studio, *readers, 50, 1, stop.get_token(), note).error().code,
              ErrorCode::Cancelled);
    EXPECT_EQ(measureEffect(*studio, *readers, {1, 0, 0, 0}, 1, 50, 1, stop.get_token(), note)
                  .error()
                  .code,
              ErrorCode::Cancelled);
    EXPECT_EQ(measureEffect(*studio, *readers, {1, 0}, 1, 50, 1, {}, note).error().code,
              ErrorCode::InvalidArgument);
    const FaceReadings none(std::nullopt, std::nullopt);
    EXPECT_TRUE(readerDirections(*studio, none, 50, 1, {}, note)->empty());
}

}  // namespace
}  // namespace faceloom
