#include "core/base/regular_file.h"
#include "core/data/picture_header.h"
#include "tests/test_paths.h"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

std::vector<std::byte> fixture(const std::string& name) {
    const auto file = readRegularFile(testData() + "/pictures/" + name);
    EXPECT_TRUE(file) << name;
    const auto bytes = std::as_bytes(std::span(*file));
    return {bytes.begin(), bytes.end()};
}

struct Whole {
    const char* name;
    PictureFormat format;
};
constexpr std::array kWhole = {
    Whole{"plain.jpg", PictureFormat::Jpeg},  Whole{"progressive.jpg", PictureFormat::Jpeg},
    Whole{"cmyk.jpg", PictureFormat::Jpeg},   Whole{"grey.jpg", PictureFormat::Jpeg},
    Whole{"turned.jpg", PictureFormat::Jpeg}, Whole{"rgb.png", PictureFormat::Png},
    Whole{"palette.png", PictureFormat::Png}, Whole{"plain.bmp", PictureFormat::Bmp},
    Whole{"bmp32.bmp", PictureFormat::Bmp},   Whole{"plain.webp", PictureFormat::Webp},
    Whole{"lossy.webp", PictureFormat::Webp}};

TEST(PictureHeader, ReadsFormatAndSize) {
    for (const auto& [name, format] : kWhole) {
        const auto header = inspectPicture(fixture(name));
        ASSERT_TRUE(header) << name << ": " << header.error().message;
        EXPECT_EQ(header->format, format) << name;
        EXPECT_EQ(header->width, 24) << name;
        EXPECT_EQ(header->height, 16) << name;
    }
}

// Wherever a picture is cut, it must not pass for a whole one.
TEST(PictureHeader, NoticesEveryCut) {
    for (const auto& [name, format] : kWhole) {
        const auto bytes = fixture(name);
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            const auto header = inspectPicture(std::span(bytes).first(length));
            ASSERT_FALSE(header) << name << " cut to " << length << " of " << bytes.size();
            EXPECT_EQ(header.error().code, ErrorCode::BrokenFile);
        }
    }
}

TEST(PictureHeader, AllowsWhatFollowsTheEnd) {
    for (const auto& [name, format] : kWhole) {
        auto bytes = fixture(name);
        bytes.resize(bytes.size() + 10);
        EXPECT_TRUE(inspectPicture(bytes)) << name;
    }
}

TEST(PictureHeader, RefusesWhatIsNoPicture) {
    EXPECT_EQ(inspectPicture({}).error().message, "empty file");
    const std::string text = "GIF89a, or a web page saved as one.jpg";
    const auto header = inspectPicture(std::as_bytes(std::span(text)));
    ASSERT_FALSE(header);
    EXPECT_NE(header.error().message.find("not a JPEG, PNG, BMP or WebP"), std::string::npos);
}

TEST(PictureHeader, RefusesSizesOutOfRange) {
    auto png = fixture("rgb.png");
    const auto with_width = [&png](std::uint32_t width) {
        for (unsigned i = 0; i < 4; ++i)
            png[16 + i] = static_cast<std::byte>(width >> (24 - 8 * i));
        return inspectPicture(png);
    };
    EXPECT_NE(with_width(20000).error().message.find("20000 x 16 pixels: larger"),
              std::string::npos);
    EXPECT_NE(with_width(1).error().message.find("1 x 16 pixels: smaller"), std::string::npos);
    EXPECT_FALSE(with_width(0));
    EXPECT_FALSE(with_width(0xFFFFFFFFU));
    EXPECT_NE(with_width(kLargestPictureSide).error().message.find("wrong checksum"),
              std::string::npos);
}

// A decoder goes by the first frame; what comes later must not make a huge picture pass for a small
// one.
TEST(PictureHeader, TheFirstFrameOfAJpegGivesItsSize) {
    const auto jpeg = fixture("plain.jpg");
    const auto with_before = [&jpeg](const std::vector<int>& segment) {
        std::vector<std::byte> bytes(jpeg.begin(), jpeg.begin() + 2);
        for (const int value : segment)
            bytes.push_back(static_cast<std::byte>(value));
        bytes.insert(bytes.end(), jpeg.begin() + 2, jpeg.end());
        return inspectPicture(bytes);
    };
    const std::vector<int> huge = {0xFF, 0xC0, 0, 8, 8, 0xFF, 0xDC, 0xFF, 0xDC, 1};
    const auto twice = with_before(huge);
    ASSERT_FALSE(twice);
    EXPECT_NE(twice.error().message.find("65500 x 65500 pixels: larger"), std::string::npos);

    // TEM and restart markers have no length: what follows one is a marker again.
    for (const int lone : {0x01, 0xD0, 0xD7}) {
        std::vector<int> hidden = {0xFF, lone};
        hidden.insert(hidden.end(), huge.begin(), huge.end());
        EXPECT_FALSE(with_before(hidden)) << lone;
        EXPECT_TRUE(with_before({0xFF, lone})) << lone;
    }
    EXPECT_FALSE(with_before({0xFF, 0xD8}));
}

TEST(PictureHeader, Endings) {
    for (const char* name : {"a.jpg", "a.JPEG", "b/c.Png", "x.y.bmp", ".webp"})
        EXPECT_TRUE(hasPictureEnding(name)) << name;
    for (const char* name : {"", "jpg", "a.gif", "a.jpg.txt", "a.", "a.jpg~"})
        EXPECT_FALSE(hasPictureEnding(name)) << name;
}

}  // namespace
}  // namespace faceloom
