#include "core/base/atomic_file.h"
#include "core/data/packed_dataset.h"
#include "tests/core/temp_folder.h"

#include <array>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

RgbImage coloured(int side, std::uint8_t value) {
    RgbImage image(side, side);
    for (std::size_t i = 0; i < image.rgb_u8.size(); ++i) {
        image.rgb_u8[i] = static_cast<std::uint8_t>(value + i);
    }
    return image;
}

fs::path packed(const TempFolder& folder, const PackedInfo& info, std::size_t count) {
    const fs::path path = folder.path() / "p.safetensors";
    auto writer = PackedWriter::create(path, 32, info);
    EXPECT_TRUE(writer);
    const std::vector<std::int8_t> attributes(info.attribute_names.size(), 1);
    for (std::size_t i = 0; i < count; ++i) {
        const auto row = i == 1 ? std::span<const std::int8_t>() : attributes;
        EXPECT_TRUE(
            writer->add(coloured(32, static_cast<std::uint8_t>(i)), row, "f/" + std::to_string(i)));
    }
    EXPECT_EQ(writer->count(), count);
    EXPECT_FALSE(fs::exists(path));
    EXPECT_TRUE(writer->finish());
    return path;
}

TEST(PackedDataset, RoundTrip) {
    const TempFolder folder;
    const PackedInfo info{"1,2,3,4@9x9", "abc", {"Smiling", "Male"}};
    const auto path = packed(folder, info, 5);
    EXPECT_TRUE(PackedDataset::looksLikeOne(path));
    const auto set = PackedDataset::open(path);
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_EQ(set->count(), 5U);
    EXPECT_EQ(set->imageSize(), 32);
    EXPECT_EQ(set->info().crop, info.crop);
    EXPECT_EQ(set->info().fingerprint, info.fingerprint);
    EXPECT_EQ(set->info().attribute_names, info.attribute_names);
    for (std::size_t i = 0; i < 5; ++i) {
        const RgbImage image = coloured(32, static_cast<std::uint8_t>(i));
        EXPECT_EQ(set->image(i), image);
        std::vector<std::uint8_t> planes(3 * 32 * 32);
        ASSERT_TRUE(set->readPlanes(i, planes));
        EXPECT_EQ(planes[1], image.pixel(1, 0)[0]);
        EXPECT_EQ(planes[32 * 32], image.pixel(0, 0)[1]);
        EXPECT_EQ(set->name(i), "f/" + std::to_string(i));
        EXPECT_EQ(set->attributes(i)[1], i == 1 ? 0 : 1);
    }
    EXPECT_THROW((void)set->image(5), std::out_of_range);
    const auto some = set->images(std::array{4, 1});
    ASSERT_TRUE(some);
    EXPECT_EQ(*some, (std::vector{coloured(32, 4), coloured(32, 1)}));
}

TEST(PackedDataset, TakesNoMoreMemoryThanNamesMayNeed) {
    const TempFolder folder;
    const fs::path path = folder.path() / "sparse.safetensors";
    constexpr std::int64_t kNames = std::int64_t{3} << 30;
    const std::array tensors = {TensorView{"pictures", DType::U8, {1, 3, 32, 32}, {}},
                                TensorView{"names", DType::U8, {kNames}, {}}};
    const std::string header = safetensorsHeader(
        tensors, {{"format", kPackedFormat}, {"version", std::to_string(kPackedVersion)}});
    std::ofstream(path, std::ios::binary) << header;
    fs::resize_file(path, header.size() + 3 * 32 * 32 + kNames);
    const auto set = PackedDataset::open(path);
    ASSERT_FALSE(set);
    EXPECT_EQ(set.error().code, ErrorCode::BrokenFile);
    EXPECT_NE(set.error().message.find("\"names\" has 3221225472 bytes"), std::string::npos)
        << set.error().message;
}

// A mapped file would end the program here.
TEST(PackedDataset, SaysThatItsFileWasCutShortWhileItWasOpen) {
    const TempFolder folder;
    const auto path = packed(folder, {"none", "abc", {"Smiling"}}, 5);
    const auto set = PackedDataset::open(path);
    ASSERT_TRUE(set) << set.error().message;
    fs::resize_file(path, fs::file_size(path) / 2);
    EXPECT_TRUE(set->image(0));
    for (const auto& error : {set->image(4).error(), set->images(std::array{0, 4}).error(),
                              set->picturesSha256().error()}) {
        EXPECT_EQ(error.code, ErrorCode::BrokenFile);
        EXPECT_NE(error.message.find(path.string() + ": cut short"), std::string::npos)
            << error.message;
    }
    // What is known of the pictures was read when it was opened.
    fs::resize_file(path, 0);
    EXPECT_EQ(set->name(4), "f/4");
    EXPECT_EQ(set->attributes(4)[0], 1);
    EXPECT_EQ(set->image(0).error().code, ErrorCode::BrokenFile);
}

TEST(PackedDataset, IsTheSameDataWhateverItsFilesWere) {
    const TempFolder folder, elsewhere, shorter;
    const auto hash = [](const fs::path& path) {
        return PackedDataset::open(path)->picturesSha256().value();
    };
    const std::string of_five = hash(packed(folder, {"none", "abc", {}}, 5));
    EXPECT_EQ(of_five.size(), 64U);
    EXPECT_EQ(hash(packed(elsewhere, {"haar", "def", {"Smiling"}}, 5)), of_five);
    EXPECT_NE(hash(packed(shorter, {"none", "abc", {}}, 4)), of_five);
}

TEST(PackedDataset, WithoutAttributesAndWithOddNames) {
    const TempFolder folder;
    const fs::path path = folder.path() / "p";
    auto writer = PackedWriter::create(path, 32, {"none", "", {}});
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->add(coloured(32, 0), {}, "two\nlines"));
    ASSERT_TRUE(writer->add(coloured(32, 0), {}, ""));
    ASSERT_TRUE(writer->finish());
    const auto set = PackedDataset::open(path);
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_TRUE(set->attributes(0).empty());
    EXPECT_EQ(set->name(0), "two lines");
    EXPECT_EQ(set->name(1), "");
}

TEST(PackedDataset, AnAbandonedWriterLeavesNothing) {
    const TempFolder folder;
    {
        auto writer = PackedWriter::create(folder.path() / "p", 32, {});
        ASSERT_TRUE(writer);
        ASSERT_TRUE(writer->add(coloured(32, 0), {}, "a"));
        EXPECT_THROW((void)writer->add(coloured(16, 0), {}, "a"), std::invalid_argument);
    }
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(PackedDataset, RefusesOtherFiles) {
    const TempFolder folder;
    const fs::path path = folder.path() / "x.safetensors";
    const std::array<std::byte, 48> data{};
    const auto refused = [&](const TensorView& view, const Metadata& metadata, const char* words) {
        ASSERT_TRUE(writeSafetensors(path, std::span(&view, 1), metadata));
        const auto set = PackedDataset::open(path);
        ASSERT_FALSE(set) << words;
        EXPECT_EQ(set.error().code, ErrorCode::BrokenFile);
        EXPECT_NE(set.error().message.find(words), std::string::npos) << set.error().message;
    };
    Metadata good = {{"format", kPackedFormat}, {"version", "1"}};
    refused({"pictures", DType::U8, {1, 3, 4, 4}, data}, {}, "does not hold packed pictures");
    refused({"pictures", DType::U8, {1, 3, 4, 4}, data},
            {{"format", kPackedFormat}, {"version", "2"}}, "version \"2\"");
    refused({"other", DType::U8, {48}, data}, good, "\"pictures\" is missing");
    refused({"pictures", DType::U8, {3, 16}, data}, good, "expected U8 [N, 3, S, S]");
    refused({"pictures", DType::U8, {1, 3, 2, 8}, data}, good, "[1, 3, 2, 8]");
    refused({"pictures", DType::U8, {0, 3, 4, 4}, {}}, good, "[0, 3, 4, 4]");
    refused({"pictures", DType::I8, {1, 3, 4, 4}, data}, good, "I8");
    good["attribute_names"] = "A B";
    refused({"pictures", DType::U8, {1, 3, 4, 4}, data}, good, "\"attributes\" is missing");
    EXPECT_EQ(PackedDataset::open(folder.path() / "no").error().code, ErrorCode::NotFound);
    ASSERT_TRUE(writeTextAtomically(path, "text"));
    EXPECT_FALSE(PackedDataset::looksLikeOne(path));
    EXPECT_FALSE(PackedDataset::looksLikeOne(folder.path()));
}

TEST(PackedDataset, ACutFileIsRefused) {
    const TempFolder folder;
    const auto path = packed(folder, {"none", "", {}}, 3);
    fs::resize_file(path, fs::file_size(path) - 1);
    EXPECT_EQ(PackedDataset::open(path).error().code, ErrorCode::BrokenFile);
}

}  // namespace
}  // namespace faceloom
