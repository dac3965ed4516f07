// How near generated faces are to real ones, on an untrained generator and reader.
#include "core/gan/untrained_generator.h"
#include "core/reading/realism.h"
#include "tests/core/reading_support.h"

namespace faceloom {
namespace {

using namespace testing_support;

class Realism : public ::testing::Test {
protected:
    void SetUp() override {
        NetworkOptions options;
        options.latent_size = 12;
        options.generator_widths = {16, 8, 8};
        options.discriminator_widths = {8, 8, 8, 8};
        ASSERT_TRUE(writeUntrainedGenerator(folder.path() / "g.safetensors", options, 1));
        ASSERT_TRUE(
            writeAttributeReader(folder.path() / "r.safetensors", someNetwork(kAttributes)));
    }

    // What the generator itself draws, or noise.
    PackedDataset pictures(std::size_t count, bool generated) {
        std::vector<LabelledFace> faces;
        const auto drawn = studio().render(sampleLatents(77, count, 12));
        for (std::size_t i = 0; i < count; ++i) {
            RgbImage face = generated ? (*drawn)[i] : noise(32, 32, static_cast<unsigned>(i));
            faces.push_back({std::move(face), std::to_string(i), {}});
        }
        return packed(folder.path() / (generated ? "same" : "noise"), {}, faces, 32);
    }

    LatentStudio studio() const { return *LatentStudio::open(folder.path() / "g.safetensors"); }
    AttributeReader reader() const {
        return *AttributeReader::open(folder.path() / "r.safetensors");
    }
    TempFolder folder;
};

TEST_F(Realism, FindsAGeneratorsOwnFacesNearAndNoiseFar) {
    const auto near = measureRealism(studio(), reader(), pictures(200, true), 200, {1}, {});
    ASSERT_TRUE(near.has_value()) << near.error().message;
    ASSERT_EQ(near->size(), 5U);
    const GroupRealism& all = near->front();
    EXPECT_EQ(all.real, 200U);
    EXPECT_EQ(all.generated, 200U);
    ASSERT_TRUE(all.distance && all.floor);
    EXPECT_LT(std::abs(all.distance->value), 4 * all.distance->standard_error + 1e-6);
    const auto far = measureRealism(studio(), reader(), pictures(200, false), 200, {1}, {});
    ASSERT_TRUE(far && far->front().distance);
    EXPECT_GT(far->front().distance->value, 10 * std::abs(all.distance->value));
}

TEST_F(Realism, PartsTheFacesAsTheReaderDoes) {
    const auto groups = measureRealism(studio(), reader(), pictures(64, true), 60, {3}, {});
    ASSERT_TRUE(groups.has_value());
    EXPECT_EQ((*groups)[1].group, "women");
    EXPECT_EQ((*groups)[1].generated + (*groups)[2].generated, 60U);
    EXPECT_EQ((*groups)[3].real + (*groups)[4].real, 60U);
    const auto readings = reader().read(*studio().render(sampleLatents(3, 60, 12)));
    const auto men = std::ranges::count_if(
        *readings, [](const auto& reading) { return reading.of(FaceAttribute::Male) > 0.5F; });
    EXPECT_EQ((*groups)[2].generated, static_cast<std::size_t>(men));
    for (const GroupRealism& group : *groups)
        EXPECT_EQ(group.distance.has_value(), group.real >= 20 && group.generated >= 20);
}

TEST_F(Realism, RefusesTooFewPicturesAndStops) {
    const auto few = measureRealism(studio(), reader(), pictures(30, true), 2000, {1}, {});
    EXPECT_EQ(few.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(few.error().message.find("30"), std::string::npos);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(measureRealism(studio(), reader(), pictures(50, true), 50, {1}, stop.get_token())
                  .error()
                  .code,
              ErrorCode::Cancelled);
}

}  // namespace
}  // namespace faceloom
