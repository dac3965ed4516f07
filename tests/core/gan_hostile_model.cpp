// Models that nobody should have written.
#include "core/base/safetensors.h"
#include "core/gan/model_file.h"
#include "core/train/checkpoint.h"
#include "tests/core/temp_folder.h"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

NetworkOptions withWidths(std::vector<int> widths) {
    NetworkOptions options;
    options.generator_widths = std::move(widths);
    options.setDiscriminator(DiscriminatorKind::Full);
    return options;
}

// Five thousand bytes may not ask for gigabytes, nor for the minutes of filling them.
TEST(HostileModel, RoomIsMadeForNoMoreThanTheFileHolds) {
    const TempFolder folder;
    const auto path = folder.path() / "claims.safetensors";
    const std::array<TensorView, 1> little = {TensorView{"dense.weight", DType::F32, {0}, {}}};
    const Metadata metadata = {{"faceloom.kind", "generator"},
                               {"faceloom.network", toJson(withWidths({1024, 1024, 1024}))}};
    ASSERT_TRUE(writeSafetensors(path, little, metadata).has_value());
    const auto info = readModelInfo(path);
    ASSERT_TRUE(info.has_value()) << info.error().message;
    const auto generator = readGenerator(*info);
    ASSERT_FALSE(generator.has_value());
    EXPECT_EQ(generator.error().code, ErrorCode::BrokenFile);
    EXPECT_NE(generator.error().message.find("0 bytes of weights, its network needs 69226502"),
              std::string::npos)
        << generator.error().message;
}

// What is asked for is no more than the least that a sound file holds, at every depth.
TEST(HostileModel, TheSmallestSoundFilesAreRead) {
    const TempFolder folder;
    for (const auto& widths : {std::vector{5, 4, 3}, {5, 4, 3, 2}, {6, 5, 4, 3, 2}}) {
        const auto path = folder.path() / "half.safetensors";
        ModelInfo info;
        info.network = withWidths(widths);
        const Generator generator(info.network, at::make_generator<at::CPUGeneratorImpl>(1));
        ASSERT_TRUE(writeGenerator(path, generator, info, at::kHalf).has_value());
        info.path = path;
        const auto read = readGenerator(info);
        EXPECT_TRUE(read.has_value()) << read.error().message;
    }
}

// Finite weights whose pictures are not: the statistics a checkpoint's generator is given overflow.
TEST(HostileModel, ACheckpointWhoseStatisticsOverflowIsRefused) {
    const TempFolder folder;
    const auto path = folder.path() / "step.safetensors";
    TrainOptions options;
    options.network = withWidths({5, 4, 3});
    const GanStep state(options, at::kCPU);
    {
        const torch::NoGradGuard no_gradients;
        state.generator->weights().front().fill_(3e38);
    }
    ModelInfo info;
    info.network = options.network;
    ASSERT_TRUE(writeCheckpoint(path, state, info).has_value());
    const auto written = readModelInfo(path);
    ASSERT_TRUE(written.has_value()) << written.error().message;
    const auto generator = readGenerator(*written);
    ASSERT_FALSE(generator.has_value());
    EXPECT_EQ(generator.error().code, ErrorCode::BrokenFile);
    EXPECT_NE(generator.error().message.find("not finite"), std::string::npos)
        << generator.error().message;
}

}  // namespace
}  // namespace faceloom
