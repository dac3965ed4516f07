#include "core/data/crop_rect.h"
#include "core/imaging/picture_decoder.h"
#include "tests/core/imaging_support.h"

#include <array>
#include <cstdlib>
#include <fstream>

namespace faceloom {
namespace {

using Colour = std::array<int, 3>;
constexpr Colour kRed = {220, 30, 40};
constexpr Colour kBlue = {30, 60, 200};
constexpr Colour kWhite = {255, 255, 255};

void expectColour(const RgbImage& image, int x, int y, const Colour& colour, int tolerance,
                  const std::string& name) {
    for (std::size_t c = 0; c < 3; ++c) {
        EXPECT_NEAR(image.pixel(x, y)[c], colour[c], tolerance) << name << " channel " << c;
    }
}

struct Case {
    const char* name;
    Colour left;
    Colour right;
    int tolerance;
};

// Every fixture is 24 × 16 with one colour on its left half and one on its right.
TEST(PictureDecoder, ReadsEveryKind) {
    constexpr Colour kDarkGrey = {64, 64, 64};
    constexpr Colour kLightGrey = {200, 200, 200};
    const std::array cases = {Case{"rgb.png", kRed, kBlue, 0},
                              Case{"palette.png", kRed, kBlue, 0},
                              Case{"rgb16.png", kRed, kBlue, 1},
                              Case{"plain.bmp", kRed, kBlue, 0},
                              Case{"bmp32.bmp", kRed, kBlue, 0},
                              Case{"plain.webp", kRed, kBlue, 0},
                              Case{"lossy.webp", kRed, kBlue, 12},
                              Case{"plain.jpg", kRed, kBlue, 8},
                              Case{"progressive.jpg", kRed, kBlue, 8},
                              Case{"cmyk.jpg", kRed, kBlue, 12},
                              Case{"grey.jpg", kDarkGrey, kLightGrey, 3},
                              Case{"grey.png", kDarkGrey, kLightGrey, 0},
                              Case{"alpha.png", kRed, kWhite, 0},
                              Case{"palette_alpha.png", kRed, kWhite, 0},
                              Case{"grey_alpha.png", kDarkGrey, kWhite, 0},
                              Case{"rgb_key.png", kRed, kWhite, 0},
                              Case{"rgb16_key.png", kRed, kWhite, 1},
                              Case{"grey_key.png", kDarkGrey, kWhite, 0},
                              Case{"grey1_key.png", kWhite, kWhite, 0}};
    for (const Case& each : cases) {
        const auto image = decodePicture(pictureFixture(each.name));
        ASSERT_TRUE(image) << image.error().message;
        ASSERT_EQ(image->width, 24) << each.name;
        ASSERT_EQ(image->height, 16) << each.name;
        expectColour(*image, 3, 8, each.left, each.tolerance, each.name);
        expectColour(*image, 20, 8, each.right, each.tolerance, each.name);
    }
}

TEST(PictureDecoder, TurnsByOrientation) {
    const auto image = decodePicture(pictureFixture("turned.jpg"));
    ASSERT_TRUE(image);
    EXPECT_EQ(image->width, 16);
    EXPECT_EQ(image->height, 24);
    expectColour(*image, 8, 3, kRed, 8, "top");
    expectColour(*image, 8, 20, kBlue, 8, "bottom");
}

TEST(PictureDecoder, ReducesJpegsWhileDecodingThem) {
    std::array<int, 2> told{};
    const auto half = [&told](int width, int height) {
        told = {width, height};
        return 2;
    };
    for (const char* name : {"plain.jpg", "progressive.jpg", "cmyk.jpg"}) {
        const auto image = decodePicture(pictureFixture(name), half);
        ASSERT_TRUE(image) << image.error().message;
        EXPECT_EQ(told, (std::array{24, 16})) << name;
        EXPECT_EQ(image->width, 12) << name;
        EXPECT_EQ(image->height, 8) << name;
        expectColour(*image, 2, 4, kRed, 12, name);
        expectColour(*image, 10, 4, kBlue, 12, name);
    }
    EXPECT_EQ(decodePicture(pictureFixture("plain.jpg"), [](int, int) { return 8; })->width, 3);
    EXPECT_EQ(decodePicture(pictureFixture("rgb.png"), half)->width, 24);
    EXPECT_EQ(decodePicture(pictureFixture("turned.jpg"), half)->width, 8);
}

TEST(PictureDecoder, NamesTheBrokenFile) {
    const TempFolder folder;
    const std::string jpeg = contentOf(pictureFixture("plain.jpg"));
    ASSERT_TRUE(writeTextAtomically(folder.path() / "empty.jpg", ""));
    ASSERT_TRUE(writeTextAtomically(folder.path() / "text.png", "hello"));
    ASSERT_TRUE(writeTextAtomically(folder.path() / "half.jpg", jpeg.substr(0, jpeg.size() / 2)));
    ASSERT_TRUE(writePng(folder.path() / "tiny.png", RgbImage(1, 1)));
    ASSERT_TRUE(writePng(folder.path() / "wide.png", RgbImage(20000, 8)));
    std::string garbled = contentOf(pictureFixture("rgb.png"));
    for (std::size_t i = 45; i < garbled.size() - 16; ++i)
        garbled[i] = 'x';
    ASSERT_TRUE(writeTextAtomically(folder.path() / "garbled.png", garbled));
    for (const char* name : {"empty.jpg", "text.png", "half.jpg", "tiny.png", "wide.png"}) {
        const auto path = folder.path() / name;
        const auto image = decodePicture(path);
        ASSERT_FALSE(image) << name;
        EXPECT_EQ(image.error().code, ErrorCode::BrokenFile);
        EXPECT_EQ(image.error().message.rfind(path.string() + ": ", 0), 0U)
            << image.error().message;
        EXPECT_EQ(image.error().message.find('\n'), std::string::npos);
    }
    EXPECT_FALSE(decodePicture(folder.path() / "garbled.png"));
    EXPECT_EQ(decodePicture(folder.path() / "no.png").error().code, ErrorCode::NotFound);
    EXPECT_EQ(decodePicture(folder.path()).error().code, ErrorCode::BrokenFile);
}

// Found by fuzzing: a damaged WebP picture with the mark of a DICOM file.
TEST(PictureDecoder, ADamagedPictureGoesToNoOtherDecoder) {
    constexpr std::array<unsigned char, 141> kBytes = {
        0x52, 0x49, 0x46, 0x46, 0x62, 0x00, 0x00, 0x00, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38,
        0x20, 0x56, 0x38, 0x4c, 0x1d, 0x06, 0x00, 0x00, 0x9d, 0x01, 0x2a, 0x18, 0x00, 0x10, 0x00,
        0x3e, 0x19, 0x08, 0x83, 0x41, 0x21, 0x06, 0x01, 0x00, 0x04, 0x00, 0x61, 0x28, 0x01, 0xd8,
        0x03, 0xf0, 0x03, 0xf0, 0x02, 0x94, 0x07, 0xe0, 0x05, 0x3a, 0x77, 0xfe, 0xe0, 0x00, 0x13,
        0x31, 0xf8, 0x78, 0x00, 0xfe, 0xfd, 0x01, 0x9b, 0xf7, 0x73, 0x52, 0x47, 0x42, 0xb1, 0x97,
        0x29, 0x3b, 0x1a, 0xca, 0xf8, 0x7c, 0xfb, 0xf0, 0xbd, 0x86, 0x52, 0x49, 0x3a, 0x2f, 0x2f,
        0x00, 0x00, 0x00, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, 0x20, 0x56, 0x00, 0x65, 0x58,
        0x49, 0x66, 0x00, 0x9d, 0x01, 0x2a, 0x18, 0x00, 0x10, 0x00, 0x3e, 0x19, 0x08, 0x83, 0x41,
        0x21, 0x06, 0x01, 0x00, 0x04, 0x00, 0x61, 0x28, 0x44, 0x49, 0x43, 0x4d, 0x03, 0x3f, 0x43,
        0xc4, 0x4f, 0x42, 0x7f, 0x80, 0x00,
    };
    const TempFolder folder;
    const std::filesystem::path path = folder.path() / "a.webp";
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(kBytes.data()), kBytes.size());
    const auto picture = decodePicture(path);
    ASSERT_FALSE(picture.has_value());
    EXPECT_EQ(picture.error().code, ErrorCode::BrokenFile);
}

TEST(PictureDecoder, CropAndResize) {
    RgbImage image(8, 8);
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 8; ++x)
            image.pixel(x, y)[0] = static_cast<std::uint8_t>(x * 10 + y);
    }
    const RgbImage same = cropAndResize(image, {2, 3, 4, 4}, 4);
    EXPECT_EQ(same.pixel(0, 0)[0], 23);
    EXPECT_EQ(same.pixel(3, 3)[0], 56);
    const RgbImage half = cropAndResize(image, {0, 0, 8, 8}, 4);
    EXPECT_NEAR(half.pixel(0, 0)[0], (0 + 1 + 10 + 11) / 4.0, 0.6);
    const RgbImage grown = resized(image, 16, 8);
    EXPECT_EQ(grown.width, 16);
    EXPECT_EQ(grown.height, 8);
    EXPECT_EQ(resized(image, 8, 8), image);
}

}  // namespace
}  // namespace faceloom
