#include "core/base/png_file.h"
#include "core/base/regular_file.h"
#include "tests/core/temp_folder.h"

#include <cstring>
#include <fstream>
#include <vector>

#include <gtest/gtest.h>
#include <png.h>
#include <zlib.h>

namespace faceloom {
namespace {

RgbImage pattern(int width, int height) {
    RgbImage image(width, height);
    for (std::size_t i = 0; i < image.rgb_u8.size(); ++i) {
        image.rgb_u8[i] = static_cast<std::uint8_t>(i * 37 + i / 7);
    }
    return image;
}

std::vector<std::byte> contentOf(const std::filesystem::path& path) {
    const std::string text = readRegularFile(path).value_or("");
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

TEST(PngFile, RoundTripIsExact) {
    const TempFolder folder;
    const RgbImage image = pattern(13, 7);
    const auto path = folder.path() / "p.png";
    ASSERT_TRUE(writePng(path, image));
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    ASSERT_NE(png_image_begin_read_from_file(&header, path.c_str()), 0);
    EXPECT_EQ(header.width, 13U);
    EXPECT_EQ(header.format, static_cast<png_uint_32>(PNG_FORMAT_RGB));
    std::vector<std::uint8_t> back(PNG_IMAGE_SIZE(header));
    ASSERT_NE(png_image_finish_read(&header, nullptr, back.data(), 0, nullptr), 0);
    EXPECT_EQ(back, image.rgb_u8);
}

TEST(PngFile, AFileThatIsLargerThanItsPictureCanBeIsNotRead) {
    const TempFolder folder;
    const auto path = folder.path() / "p.png";
    ASSERT_TRUE(writePng(path, pattern(13, 7)));
    std::filesystem::resize_file(path, 900'000'000);  // which takes no room on the disk
    EXPECT_NE(readPng(path, 40).error().message.find("900000000 bytes, more than"),
              std::string::npos);
}

TEST(PngFile, IsReadBack) {
    const TempFolder folder;
    const auto path = folder.path() / "p.png";
    ASSERT_TRUE(writePng(path, pattern(13, 7)));
    const auto back = readPng(path);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, pattern(13, 7));
    EXPECT_EQ(readPng(folder.path() / "no.png").error().code, ErrorCode::NotFound);
}

TEST(PngFile, ReadsNothingOfWhatIsNoWholePng) {
    const TempFolder folder;
    const auto path = folder.path() / "p.png";
    ASSERT_TRUE(writePng(path, pattern(40, 40)));
    const auto whole = contentOf(path);
    const auto reads = [&path](std::vector<std::byte> bytes) {
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
        const auto read = readPng(path);
        if (!read) {
            EXPECT_EQ(read.error().code, ErrorCode::BrokenFile);
            EXPECT_NE(read.error().message.find("p.png"), std::string::npos);
        }
        return read.has_value();
    };
    EXPECT_FALSE(reads({}));
    EXPECT_FALSE(reads({whole.begin(), whole.begin() + 30}));
    EXPECT_FALSE(reads({whole.begin(), whole.begin() + static_cast<long>(whole.size()) / 2}));
    auto damaged = whole;
    damaged[whole.size() / 2] ^= std::byte{0xFF};
    EXPECT_FALSE(reads(damaged));
    auto huge = whole;
    huge[16] = std::byte{0x7F};  // the width's highest byte, and its checksum does not fit either
    EXPECT_FALSE(reads(huge));
    // A sound header of more pixels than so few bytes can hold: no room is made for them.
    auto promising = whole;
    promising[18] = promising[22] = std::byte{0x40};  // 16,384 and some a side
    promising[19] = promising[23] = std::byte{0};
    const auto* chunk = reinterpret_cast<const Bytef*>(promising.data() + 12);
    const auto sum = static_cast<std::uint32_t>(crc32(0, chunk, 17));
    for (unsigned i = 0; i < 4; ++i)
        promising[29 + i] = static_cast<std::byte>(sum >> (24 - 8 * i));
    EXPECT_FALSE(reads(promising));
    EXPECT_NE(readPng(path).error().message.find("16384 x 16384"), std::string::npos)
        << readPng(path).error().message;
    EXPECT_TRUE(reads(whole));
}

TEST(PngFile, ReadsNoLargerPictureThanItIsAskedFor) {
    const TempFolder folder;
    const auto path = folder.path() / "p.png";
    for (const auto& image : {pattern(40, 7), pattern(7, 40)}) {
        ASSERT_TRUE(writePng(path, image));
        EXPECT_EQ(readPng(path, 40), image);
        const auto refused = readPng(path, 39);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::BrokenFile);
        EXPECT_NE(refused.error().message.find("p.png"), std::string::npos);
        EXPECT_NE(refused.error().message.find("at most 39 a side"), std::string::npos)
            << refused.error().message;
    }
}

TEST(PngFile, SamePictureGivesTheSameBytesWithoutATime) {
    const TempFolder folder;
    ASSERT_TRUE(writePng(folder.path() / "a.png", pattern(64, 64)));
    ASSERT_TRUE(writePng(folder.path() / "b.png", pattern(64, 64)));
    const auto bytes = contentOf(folder.path() / "a.png");
    EXPECT_EQ(bytes, contentOf(folder.path() / "b.png"));
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    EXPECT_EQ(text.find("tIME"), std::string::npos);
}

TEST(PngFile, RefusesEmptyPicturesAndBadFolders) {
    const TempFolder folder;
    EXPECT_EQ(writePng(folder.path() / "e.png", RgbImage()).error().code,
              ErrorCode::InvalidArgument);
    RgbImage torn = pattern(4, 4);
    torn.rgb_u8.pop_back();
    EXPECT_EQ(writePng(folder.path() / "e.png", torn).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(writePng(folder.path() / "no" / "e.png", pattern(4, 4)).error().code,
              ErrorCode::WriteFailed);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace faceloom
