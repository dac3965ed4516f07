// Text in PNG files, read back by libpng itself, and hostile chunks.
#include "core/base/png_file.h"
#include "tests/core/temp_folder.h"

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <sstream>

#include <gtest/gtest.h>
#include <png.h>
#include <sys/stat.h>
#include <zlib.h>

namespace faceloom {
namespace {

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string bigEndian(std::size_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 0xff);
    return bytes;
}

std::string chunk(const std::string& type, const std::string& data) {
    const std::string body = type + data;
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return bigEndian(data.size()) + body + bigEndian(sum);
}

class PngTextTest : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(writePng(plain_, RgbImage(5, 4, 9))); }
    // A sound picture with these bytes after its header.
    std::filesystem::path with(const std::string& chunks) const {
        std::string bytes = contentOf(plain_);
        bytes.insert(33, chunks);
        const auto path = folder_.path() / "with.png";
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    std::string refusal(const std::string& chunks) const {
        const auto text = readPngText(with(chunks), "Faceloom");
        if (text) return "accepted";
        EXPECT_EQ(text.error().code, ErrorCode::BrokenFile);
        return text.error().message;
    }

    TempFolder folder_;
    std::filesystem::path plain_ = folder_.path() / "plain.png";
};

// What libpng says of the texts and the pixels.
void readByLibpng(const std::filesystem::path& path,
                  const std::function<void(png_structp, png_infop)>& look) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    ASSERT_NE(file, nullptr);
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, file);
    png_read_png(png, info, PNG_TRANSFORM_IDENTITY, nullptr);
    look(png, info);
    png_destroy_read_struct(&png, &info, nullptr);
    std::fclose(file);
}

TEST_F(PngTextTest, LibpngReadsWhatIsWritten) {
    const std::string text = "{\"z\": [" + std::string(5000, '1') + "], \"name\": \"Zoë\"}";
    const auto path = folder_.path() / "t.png";
    const PngText entry{"Faceloom", text};
    ASSERT_TRUE(writePng(path, RgbImage(5, 4, 9), {&entry, 1}));
    readByLibpng(path, [&](png_structp png, png_infop info) {
        png_textp texts = nullptr;
        ASSERT_EQ(png_get_text(png, info, &texts, nullptr), 1);
        EXPECT_STREQ(texts[0].key, "Faceloom");
        EXPECT_EQ(std::string(texts[0].text, texts[0].itxt_length), text);
        EXPECT_EQ(png_get_rows(png, info)[3][14], 9);
    });
    EXPECT_EQ(readPngText(path, "Faceloom").value(), text);
    EXPECT_EQ(readPngText(path, "Comment").value(), std::nullopt);
    EXPECT_EQ(readPngText(plain_, "Faceloom").value(), std::nullopt);
    EXPECT_TRUE(looksLikePng(path));
}

TEST_F(PngTextTest, ReadsTheOtherKindsOfText) {
    using namespace std::string_literals;
    EXPECT_EQ(readPngText(with(chunk("tEXt", "Faceloom\0plain"s)), "Faceloom").value(), "plain");
    EXPECT_EQ(
        readPngText(with(chunk("iTXt", "Faceloom\0\0\0en\0F\0as it is"s)), "Faceloom").value(),
        "as it is");
    std::string packed(100, '\0');
    uLongf size = packed.size();
    ASSERT_EQ(compress(reinterpret_cast<Bytef*>(packed.data()), &size,
                       reinterpret_cast<const Bytef*>("packed"), 6),
              Z_OK);
    packed.resize(size);
    EXPECT_EQ(readPngText(with(chunk("zTXt", "Faceloom\0\0"s + packed)), "Faceloom").value(),
              "packed");
}

TEST_F(PngTextTest, RefusesForgedChunks) {
    using namespace std::string_literals;
    std::string torn = chunk("tEXt", "Faceloom\0plain"s);
    torn[20] ^= 1;
    EXPECT_NE(refusal(torn).find("checksum"), std::string::npos);
    EXPECT_NE(refusal(bigEndian(0xffffffff) + "tEXtFaceloom").find("cut short"), std::string::npos);
    EXPECT_NE(refusal(chunk("iTXt", "Faceloom\0\1"s)).find("cut short"), std::string::npos);
    EXPECT_NE(refusal(chunk("iTXt", "Faceloom\0\2\0\0\0x"s)).find("malformed"), std::string::npos);
    EXPECT_NE(refusal(chunk("iTXt", "Faceloom\0\1\0no end"s)).find("malformed"), std::string::npos);
    EXPECT_NE(refusal(chunk("zTXt", "Faceloom\0\0junk"s)).find("unpacked"), std::string::npos);
    // A small chunk that unpacks to more than anybody should have in memory.
    const std::string zeros(kLongestPngText + 1, '0');
    std::string bomb(compressBound(zeros.size()), '\0');
    uLongf size = bomb.size();
    ASSERT_EQ(compress(reinterpret_cast<Bytef*>(bomb.data()), &size,
                       reinterpret_cast<const Bytef*>(zeros.data()), zeros.size()),
              Z_OK);
    bomb.resize(size);
    EXPECT_NE(refusal(chunk("zTXt", "Faceloom\0\0"s + bomb)).find("longer than"),
              std::string::npos);
}

// It takes no room on the disk, and must take none in memory.
TEST_F(PngTextTest, WhatStandsBesideTheTextIsPassedOverUnread) {
    using namespace std::string_literals;
    constexpr std::size_t kHuge = 3'000'000'000;
    const auto path = folder_.path() / "huge.png";
    const std::string whole = contentOf(plain_);
    std::ofstream(path, std::ios::binary) << whole.substr(0, 33) << bigEndian(kHuge) << "juNK";
    std::filesystem::resize_file(path, 33 + 8 + kHuge + 4);
    std::ofstream(path, std::ios::binary | std::ios::app)
        << chunk("tEXt", "Faceloom\0behind it"s) << whole.substr(33);
    EXPECT_EQ(readPngText(path, "Faceloom").value(), "behind it");
    std::ofstream(path, std::ios::binary)
        << whole.substr(0, 33) << bigEndian(kHuge) << "tEXtFaceloom"s << '\0';
    std::filesystem::resize_file(path, 33 + 8 + kHuge + 4);
    EXPECT_NE(readPngText(path, "Faceloom").error().message.find("is longer than 16777216 bytes"),
              std::string::npos);
}

TEST_F(PngTextTest, RefusesWhatIsNoPictureOrCannotBeHeld) {
    const auto text = folder_.path() / "text.png";
    std::ofstream(text) << "this is no picture";
    EXPECT_FALSE(looksLikePng(text));
    EXPECT_EQ(readPngText(text, "Faceloom").error().code, ErrorCode::BrokenFile);
    EXPECT_EQ(readPngText(folder_.path() / "no.png", "Faceloom").error().code, ErrorCode::NotFound);
    std::string cut = contentOf(plain_);
    std::ofstream(text, std::ios::binary) << cut.substr(0, cut.size() - 20);
    EXPECT_EQ(readPngText(text, "Faceloom").error().code, ErrorCode::BrokenFile);
    ASSERT_EQ(::mkfifo((folder_.path() / "pipe.png").c_str(), 0600), 0);
    EXPECT_FALSE(looksLikePng(folder_.path() / "pipe.png"));
    const PngText nameless{"", "x"};
    EXPECT_EQ(writePng(text, RgbImage(2, 2), {&nameless, 1}).error().code,
              ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace faceloom
