// Models that nobody should have written.
#include "core/base/safetensors.h"
#include "core/gan/model_file.h"
#include "core/train/checkpoint.h"
#include "tests/core/temp_folder.h"

#include <array>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

NetworkOptions withWidths(std::vector<int> widths, int latent_size = NetworkOptions{}.latent_size) {
    NetworkOptions options;
    options.latent_size = latent_size;
    options.generator_widths = std::move(widths);
    options.setDiscriminator(DiscriminatorKind::Full);
    return options;
}

// A generator as this network would have it, in half precision.
Result<Generator> writtenAndRead(const std::filesystem::path& path, const NetworkOptions& network) {
    ModelInfo info;
    info.path = path;
    info.network = network;
    const Generator generator(network, at::make_generator<at::CPUGeneratorImpl>(1));
    if (auto status = writeGenerator(path, generator, info, at::kHalf); !status)
        return passOn(status);
    return readGenerator(info);
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

// Drawing folds the dense layer into the first convolution: half a megabyte may not become seven
// gigabytes.
TEST(HostileModel, WhatFoldsIntoFarMoreThanItsWeightsIsRefused) {
    const TempFolder folder;
    const auto read =
        writtenAndRead(folder.path() / "folds.safetensors", withWidths({1, 4096, 1}, 4096));
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().code, ErrorCode::BrokenFile);
    EXPECT_NE(read.error().message.find("needs 6712524800 bytes"), std::string::npos)
        << read.error().message;
    EXPECT_NE(read.error().message.find("folds.safetensors"), std::string::npos);
}

// Its folded matrix is beyond what is free to all, and in proportion to its weights.
TEST(HostileModel, TheLongestLatentOfLevelsThatDoNotWidenIsRead) {
    const TempFolder folder;
    const auto read =
        writtenAndRead(folder.path() / "long.safetensors", withWidths({200, 200, 8}, 4096));
    EXPECT_TRUE(read.has_value()) << read.error().message;
}

TEST(HostileModel, ALayerThatIsHugeAtWorkIsRefused) {
    const TempFolder folder;
    const auto read =
        writtenAndRead(folder.path() / "wide.safetensors", withWidths({1, 1, 1, 1, 4096}));
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().code, ErrorCode::BrokenFile);
    EXPECT_NE(read.error().message.find("2415919104 bytes at work"), std::string::npos)
        << read.error().message;
}

TEST(HostileModel, TextsWithoutAnEndAreCut) {
    const TempFolder folder;
    const auto path = folder.path() / "talks.safetensors";
    std::string long_text = "A";  // so that the cut falls into a letter of two bytes
    for (int i = 0; i < 10'000; ++i)
        long_text += "ä";
    Metadata metadata = {{"faceloom.kind", "generator"},
                         {"faceloom.network", toJson(withWidths({5, 4, 3}))},
                         {"faceloom.trained_on", long_text},
                         {"faceloom.version", long_text}};
    ASSERT_TRUE(writeSafetensors(path, {}, metadata).has_value());
    const auto info = readModelInfo(path);
    ASSERT_TRUE(info.has_value()) << info.error().message;
    EXPECT_EQ(info->trained_on, long_text.substr(0, 1023) + "…");
    EXPECT_EQ(info->faceloom_version, info->trained_on);
    std::string other = toJson(withWidths({5, 4, 3}));
    other.replace(other.find("sigmoid"), 7, long_text);
    const std::array<std::pair<const char*, std::string>, 3> wrong = {
        {{"faceloom.truncation", "2" + long_text},
         {"faceloom.network", other},
         {"faceloom.kind", long_text}}};
    for (const auto& [key, value] : wrong) {
        metadata[key] = value;
        ASSERT_TRUE(writeSafetensors(path, {}, metadata).has_value());
        const auto refused = readModelInfo(path);
        ASSERT_FALSE(refused.has_value()) << key;
        EXPECT_LT(refused.error().message.size(), path.string().size() + 1200) << key;
    }
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
