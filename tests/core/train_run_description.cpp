// run.json as nobody should write it.
#include "core/train/run_folder.h"
#include "core/train/same_run.h"
#include "tests/core/temp_folder.h"

#include <fstream>
#include <limits>

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace faceloom {
namespace {

std::string nested(int depth) {
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '[') + std::string(count, ']');
}

void expectRefused(const RunFolder& run, const std::string& text) {
    std::ofstream(run.descriptionFile()) << text;
    const auto read = run.readDescription();
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().code, ErrorCode::BrokenFile);
    EXPECT_NE(read.error().message.find("too deep"), std::string::npos) << read.error().message;
}

TEST(RunDescription, ListsWithinListsWithoutEndAreRefused) {
    const TempFolder folder;
    const RunFolder run(folder.path());
    expectRefused(run, "{\"options\": " + nested(400'000) + "}");
    expectRefused(run, "{\"options\": {\"network\": " + nested(400'000) + "}}");
}

TEST(RunDescription, APipeOrAHugeFileIsRefused) {
    const TempFolder folder;
    const RunFolder run(folder.path());
    ASSERT_EQ(::mkfifo(run.descriptionFile().c_str(), 0600), 0);
    EXPECT_EQ(run.readDescription().error().code, ErrorCode::BrokenFile);
    std::filesystem::remove(run.descriptionFile());
    std::ofstream(run.descriptionFile()) << "[" << std::string(1 << 20, ' ');
    EXPECT_NE(run.readDescription().error().message.find("more than such a file has"),
              std::string::npos);
}

TEST(RunDescription, OnlyFilesNamedAsARunNamesThemAreItsCheckpoints) {
    const TempFolder folder;
    const RunFolder run(folder.path());
    std::filesystem::create_directories(run.checkpointFile(0).parent_path());
    for (const char* name :
         {"step-00001000.safetensors", "step-00001000.backup.safetensors", "step-500.safetensors",
          "step--0000500.safetensors", "step-4611686018427387905.safetensors",
          "step-123456789.safetensors", "step-00000002.png"})
        std::ofstream(run.checkpointFile(0).parent_path() / name) << "x";
    EXPECT_EQ(run.checkpointSteps(), (std::vector<std::int64_t>{1000, 123456789}));
}

TEST(RunDescription, CountsThatNoFolderHoldsAreRefused) {
    const TempFolder folder;
    const RunFolder run(folder.path());
    RunDescription description;
    description.data_count = std::numeric_limits<std::size_t>::max();
    ASSERT_TRUE(run.writeDescription(description));
    EXPECT_EQ(run.readDescription().error().code, ErrorCode::BrokenFile);
}

// Folders have been named in other encodings.
TEST(RunDescription, NamesThatAreNotUtf8AreKeptAsFarAsTheyGo) {
    const TempFolder folder;
    const RunFolder run(folder.path());
    RunDescription description;
    description.data_name = "caf\xe9";
    description.data_path = "/data/caf\xe9";
    ASSERT_TRUE(run.writeDescription(description));
    ASSERT_TRUE(run.readDescription());
    EXPECT_TRUE(run.readDescription()->data_name.starts_with("caf"));
    TrainOptions options;
    options.start_from = "/models/caf\xe9.safetensors";
    EXPECT_EQ(options.check().error().code, ErrorCode::InvalidArgument);
}

TEST(SameRun, GoesOnWithWhateverElseIsWanted) {
    RunDescription begun;
    begun.options.network.latent_size = 61;
    begun.options.batch = 7;
    begun.options.seed = 8;
    begun.options.mirror = true;
    begun.options.augment = true;
    begun.options.weight_average = 0.5;
    begun.options.start_from = "model";
    begun.options.discriminator_first = 9;
    begun.options.hold_out = 10;
    begun.data_count = 1000;
    RunDescription now = begun;
    now.options = TrainOptions{};
    now.options.steps = 77;
    EXPECT_FALSE(checkSameRun(begun, now));
    now.options = continued(begun.options, now.options);
    EXPECT_TRUE(checkSameRun(begun, now));
    EXPECT_EQ(now.options.steps, 77);
}

TEST(RunDescription, OptionsOfListsWithoutEndAreRefused) {
    EXPECT_FALSE(trainOptionsFromJson("{\"network\": " + nested(1'000'000) + "}").has_value());
    EXPECT_FALSE(networkOptionsFromJson(nested(1'000'000)).has_value());
}

TEST(RunDescription, NumbersBeyondAnyIntegerAreRefused) {
    const std::string sound = toJson(NetworkOptions{});
    for (const char* number : {"1e300", "-1e300", "1e999", "4294967356", "60.5", "-4294967236"}) {
        std::string text = sound;
        text.replace(text.find(":60") + 1, 2, number);
        EXPECT_FALSE(networkOptionsFromJson(text).has_value()) << number;
    }
}

}  // namespace
}  // namespace faceloom
