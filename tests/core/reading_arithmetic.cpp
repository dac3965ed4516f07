// The check of the arithmetic, on an untrained generator and reader: counts that fit together.
#include "core/gan/untrained_generator.h"
#include "core/reading/arithmetic_check.h"
#include "tests/core/reading_support.h"

namespace faceloom {
namespace {

using namespace testing_support;

TEST(ArithmeticCheck, CountsEverySeedAndEveryFace) {
    const TempFolder folder;
    NetworkOptions options;
    options.latent_size = 12;
    options.generator_widths = {16, 8, 8};
    options.discriminator_widths = {8, 8, 8, 8};
    ASSERT_TRUE(writeUntrainedGenerator(folder.path() / "g.safetensors", options, 1).has_value());
    ASSERT_TRUE(writeAttributeReader(folder.path() / "r.safetensors", someNetwork(kAttributes))
                    .has_value());
    const auto studio = LatentStudio::open(folder.path() / "g.safetensors");
    const auto reader = AttributeReader::open(folder.path() / "r.safetensors");
    const auto check = checkArithmetic(*studio, *reader, 3, 1, false, {});
    ASSERT_TRUE(check.has_value()) << check.error().message;
    EXPECT_EQ(check->seeds, 3U);
    EXPECT_EQ(check->faces, 108U);
    EXPECT_LE(check->smiling_man, std::min(check->smiling, check->male));
    EXPECT_GT(check->least_difference, 0);
    EXPECT_GE(check->mean_least_difference, check->least_difference);
    // Faces of the same seeds, counted apart.
    std::size_t smiling = 0;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const auto faces = studio->render(sampleLatents(seed, 36, 12));
        const auto readings = reader->read(*faces);
        for (const auto& reading : *readings)
            smiling += reading.of(FaceAttribute::Smiling) > 0.5F ? 1 : 0;
    }
    EXPECT_EQ(check->smiling_faces, smiling);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(checkArithmetic(*studio, *reader, 3, 1, false, stop.get_token()).error().code,
              ErrorCode::Cancelled);
}

}  // namespace
}  // namespace faceloom
