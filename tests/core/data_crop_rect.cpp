#include "core/data/crop_rect.h"

#include <gtest/gtest.h>

namespace faceloom {
namespace {

TEST(CropRect, CelebasCropAtBothSizes) {
    EXPECT_EQ(*celebaCrop().scaledTo(178, 218), (PixelRect{24, 56, 128, 128}));
    EXPECT_EQ(*celebaCrop().scaledTo(89, 109), (PixelRect{12, 28, 64, 64}));
}

TEST(CropRect, TextRoundTrip) {
    for (const char* text : {"24,56,128,128@178x218", "0,0,1,1", "1.5,2,3.25,4@10x20"}) {
        const auto rect = parseCropRect(text);
        ASSERT_TRUE(rect) << text;
        EXPECT_EQ(rect->toString(), text);
    }
    EXPECT_EQ(*parseCropRect("24,56,128,128@178x218"), celebaCrop());
}

TEST(CropRect, RefusesOtherTexts) {
    for (const char* text :
         {"", "1", "1,2,3", "1,2,3,4,5", "1,2,3,4@", "1,2,3,4@5", "1,2,3,4@5x", "1,2,3,4@0x5",
          "a,2,3,4", "-1,2,3,4", "1,2,0,4", "1,2,3,nan", "1,2,inf,4", "1,2,3,4 ", "1e9,2,3,4"}) {
        const auto rect = parseCropRect(text);
        ASSERT_FALSE(rect) << text;
        EXPECT_EQ(rect.error().code, ErrorCode::InvalidArgument);
        EXPECT_NE(rect.error().message.find("\"" + std::string(text) + "\""), std::string::npos);
    }
}

TEST(CropRect, MustLieInsideThePicture) {
    EXPECT_TRUE((CropRect{0, 0, 100, 50, 100, 50}.scaledTo(100, 50)));
    const auto outside = CropRect{1, 0, 100, 50, 100, 50}.scaledTo(100, 50);
    ASSERT_FALSE(outside);
    EXPECT_EQ(outside.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(outside.error().message.find("1,0,100,50@100x50"), std::string::npos);
    EXPECT_NE(outside.error().message.find("100 x 50"), std::string::npos);
    EXPECT_FALSE((CropRect{0, 0, 1, 1, 1000, 1000}.scaledTo(100, 100)));
    EXPECT_FALSE((CropRect{0, 0, 10, 10, 0, 0}.scaledTo(100, 100)));
}

TEST(CropRect, RoundingNeverLeavesThePicture) {
    for (int side = 20; side < 200; ++side) {
        const auto rect = CropRect{7.5, 3.3, 92.5, 96.7, 100, 100}.scaledTo(side, side);
        ASSERT_TRUE(rect) << side;
        EXPECT_GE(rect->x, 0);
        EXPECT_LE(rect->x + rect->width, side);
        EXPECT_LE(rect->y + rect->height, side);
    }
}

}  // namespace
}  // namespace faceloom
