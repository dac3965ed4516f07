// run.json as nobody should write it.
#include "core/train/run_folder.h"
#include "tests/core/temp_folder.h"

#include <fstream>

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
    EXPECT_NE(run.readDescription().error().message.find("more than a description has"),
              std::string::npos);
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
