#include "core/base/safetensors.h"
#include "tests/core/safetensors_content.h"
#include "tests/core/temp_folder.h"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

// A file of this header and this many bytes of data, its length field as given or right.
fs::path fileOf(const TempFolder& folder, const std::string& header, std::size_t data_bytes,
                std::uint64_t length = ~0ULL) {
    if (length == ~0ULL) length = header.size();
    std::string text(8, '\0');
    for (unsigned i = 0; i < 8; ++i)
        text[i] = static_cast<char>(length >> (8 * i));
    text += header + std::string(data_bytes, 'd');
    const fs::path path = folder.path() / "t.safetensors";
    EXPECT_TRUE(writeTextAtomically(path, text));
    return path;
}

std::string entry(const std::string& name, const std::string& shape, int begin, int end,
                  const std::string& dtype = "U8") {
    return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape +
           ",\"data_offsets\":[" + std::to_string(begin) + "," + std::to_string(end) + "]}";
}

void expectBroken(const fs::path& path, const std::string& words) {
    const auto file = SafetensorsFile::open(path);
    ASSERT_FALSE(file) << words;
    EXPECT_EQ(file.error().code, ErrorCode::BrokenFile);
    EXPECT_NE(file.error().message.find(words), std::string::npos) << file.error().message;
    EXPECT_EQ(file.error().message.rfind(path.string() + ": ", 0), 0U);
    EXPECT_EQ(file.error().message.find('\n'), std::string::npos);
}

TEST(Safetensors, RoundTrip) {
    const TempFolder folder;
    const std::array<float, 6> weights = {1, 2, 3, 4, 5, -6.5F};
    const std::array<std::int64_t, 1> step = {-7};
    const std::array<TensorView, 3> views = {
        TensorView{"w", DType::F32, {2, 3}, std::as_bytes(std::span(weights))},
        TensorView{"step", DType::I64, {}, std::as_bytes(std::span(step))},
        TensorView{"nothing", DType::F16, {0, 4}, {}}};
    const Metadata metadata = {{"quote", "a \"b\" \\ \n"}, {"z", "60"}};
    const fs::path path = folder.path() / "m.safetensors";
    ASSERT_TRUE(writeSafetensors(path, views, metadata));

    const auto file = SafetensorsFile::open(path);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->metadata(), metadata);
    EXPECT_EQ(file->tensors().size(), 3U);
    EXPECT_TRUE(std::ranges::equal(bytesOf(*file, "w").value(), views[0].bytes));
    EXPECT_EQ(file->tensors().at("w").begin, 0U);
    EXPECT_TRUE(bytesOf(*file, "nothing").value().empty());
    EXPECT_TRUE(file->expect("step", DType::I64, {}));
    EXPECT_EQ((fs::file_size(path) - sizeof weights - sizeof step) % 8, 0U);
}

TEST(Safetensors, ExpectSaysBothShapes) {
    const TempFolder folder;
    const auto file =
        SafetensorsFile::open(fileOf(folder, "{" + entry("a", "[2,2]", 0, 4) + "}", 4));
    ASSERT_TRUE(file);
    const std::array<std::int64_t, 1> flat = {4};
    const auto wrong = file->expect("a", DType::U8, flat);
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("U8 [2, 2], expected U8 [4]"), std::string::npos);
    const auto missing = file->expect("b", DType::U8, flat);
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("\"b\" is missing"), std::string::npos);
    const std::array<std::int64_t, 2> square = {2, 2};
    EXPECT_FALSE(file->expect("a", DType::I8, square));
}

TEST(Safetensors, RefusesBadLengths) {
    const TempFolder folder;
    ASSERT_TRUE(writeTextAtomically(folder.path() / "short", "1234567"));
    expectBroken(folder.path() / "short", "only 7 bytes");
    expectBroken(fileOf(folder, "{}", 0, 1ULL << 63U), "9223372036854775808 is above");
    expectBroken(fileOf(folder, "{}", 0, 100'000'001), "above the format's limit");
    expectBroken(fileOf(folder, "{}", 0, 3), "beyond the file's 10 bytes: cut short");
    expectBroken(fileOf(folder, "{" + entry("a", "[4]", 0, 4) + "}", 3), "cut short");
    expectBroken(fileOf(folder, "{" + entry("a", "[4]", 0, 4) + "}", 5), "the file holds 5");
    EXPECT_EQ(SafetensorsFile::open(folder.path() / "no").error().code, ErrorCode::NotFound);
}

TEST(Safetensors, RefusesBadLayouts) {
    const TempFolder folder;
    expectBroken(
        fileOf(folder, "{" + entry("a", "[4]", 0, 4) + "," + entry("b", "[4]", 2, 6) + "}", 6),
        "overlapping");
    expectBroken(
        fileOf(folder, "{" + entry("a", "[4]", 0, 4) + "," + entry("b", "[4]", 6, 10) + "}", 10),
        "leaving a gap");
    expectBroken(fileOf(folder, "{" + entry("a", "[4]", 2, 6) + "}", 6), "leaving a gap");
    expectBroken(fileOf(folder, "{" + entry("a", "[4]", 4, 0) + "}", 4), "offsets are 4 to 0");
    expectBroken(fileOf(folder, "{" + entry("a", "[3]", 0, 4) + "}", 4), "needs 3 bytes");
    expectBroken(fileOf(folder, "{" + entry("a", "[4294967296,4294967296,2]", 0, 4) + "}", 4),
                 "too large");
    expectBroken(fileOf(folder, "{" + entry("a", "[9223372036854775808]", 0, 4) + "}", 4),
                 "dimension");
    expectBroken(fileOf(folder, "{" + entry("a", "[-1]", 0, 4) + "}", 4), "-1");
    expectBroken(fileOf(folder, "{" + entry("a", "[1]", 0, 4, "BF17") + "}", 4),
                 "unknown type \"BF17\"");
}

TEST(Safetensors, RefusesBadHeaders) {
    const TempFolder folder;
    const std::string one = entry("a", "[4]", 0, 4);
    expectBroken(fileOf(folder, "", 0), "does not begin");
    expectBroken(fileOf(folder, "[]", 0), "does not begin");
    expectBroken(fileOf(folder, " {}", 0), "does not begin");
    expectBroken(fileOf(folder, "{\"a\":", 0), "not valid JSON");
    expectBroken(fileOf(folder, "{} x", 0), "not valid JSON");
    expectBroken(fileOf(folder, "{\"\xFF\":1}", 0), "not valid JSON");
    expectBroken(fileOf(folder, "{" + one + "," + one + "}", 4), "\"a\" is there twice");
    expectBroken(fileOf(folder, R"({"__metadata__":{"k":"1","k":"2"}})", 0),
                 "\"k\" is there twice");
    expectBroken(fileOf(folder, R"({"__metadata__":{"k":1}})", 0), "unexpected place");
    expectBroken(fileOf(folder, R"({"a":{"dtype":"U8","shape":[1]}})", 1), "lacks");
    expectBroken(fileOf(folder, R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}})", 1),
                 "1 data_offsets");
    expectBroken(fileOf(folder, R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}})", 1),
                 "unexpected place");
    expectBroken(fileOf(folder, R"({"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}})", 1),
                 "unexpected place");
    expectBroken(
        fileOf(folder, R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":"y"}})", 1),
        "unknown key");
    expectBroken(fileOf(folder, R"({"a":null})", 0), "null");
    expectBroken(fileOf(folder, R"({"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}})", 1),
                 "1.5");
}

TEST(Safetensors, DeepNestingIsRefusedAtOnce) {
    const TempFolder folder;
    std::string deep = "{\"a\":";
    for (int i = 0; i < 1'000'000; ++i)
        deep += '[';
    expectBroken(fileOf(folder, deep, 0), "an array in an unexpected place");
    std::string objects;
    for (int i = 0; i < 200'000; ++i)
        objects += "{\"a\":";
    expectBroken(fileOf(folder, objects, 0), "unknown key \"a\"");
}

TEST(Safetensors, HeaderCanBeReserved) {
    const std::array<TensorView, 1> views = {TensorView{"a", DType::F64, {3}, {}}};
    const std::string header = safetensorsHeader(views, {}, 64, 1000);
    EXPECT_EQ(header.size(), 1024U);
    EXPECT_EQ(header.back(), ' ');
    EXPECT_NE(header.find("[0,24]"), std::string::npos);
}

TEST(Safetensors, BytesThatDoNotFitTheShapeAreAProgrammersError) {
    const TempFolder folder;
    const std::array<TensorView, 1> views = {TensorView{"a", DType::U8, {3}, {}}};
    EXPECT_THROW((void)writeSafetensors(folder.path() / "x", views, {}), std::invalid_argument);
}

}  // namespace
}  // namespace faceloom
