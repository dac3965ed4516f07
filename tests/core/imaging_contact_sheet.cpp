#include "core/imaging/contact_sheet.h"
#include "core/imaging/sketch_faces.h"

#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

std::vector<SheetTile> tilesOf(int count, int side = 32) {
    std::vector<SheetTile> tiles;
    for (int i = 0; i < count; ++i) {
        tiles.push_back(
            {drawSketchFace(2, static_cast<std::size_t>(i), side), std::to_string(i + 1), ""});
    }
    return tiles;
}

RgbImage cut(const RgbImage& sheet, int x, int y, int width, int height) {
    RgbImage part(width, height);
    for (int row = 0; row < height; ++row) {
        std::copy_n(sheet.pixel(x, y + row), width * 3, part.pixel(0, row));
    }
    return part;
}

TEST(Enlarged, MakesBlocks) {
    RgbImage image(2, 1);
    image.rgb_u8 = {1, 2, 3, 4, 5, 6};
    const RgbImage large = enlarged(image, 2);
    EXPECT_EQ(large.rgb_u8, (std::vector<std::uint8_t>{1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6,
                                                       1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6}));
    EXPECT_EQ(enlarged(image, 1), image);
    EXPECT_THROW((void)enlarged(image, 0), std::invalid_argument);
}

TEST(ContactSheet, PlainGivesTheFacesBackToTheBit) {
    const auto tiles = tilesOf(8);
    for (const int scale : {1, 3}) {
        const RgbImage sheet = drawSheet(tiles, {3, scale, false});
        EXPECT_EQ(sheet.width, 3 * 32 * scale);
        EXPECT_EQ(sheet.height, 3 * 32 * scale);
        for (int i = 0; i < 8; ++i) {
            const RgbImage face =
                cut(sheet, i % 3 * 32 * scale, i / 3 * 32 * scale, 32 * scale, 32 * scale);
            EXPECT_EQ(face, enlarged(tiles[static_cast<std::size_t>(i)].image, scale));
        }
        EXPECT_EQ(sheet.pixel(sheet.width - 1, sheet.height - 1)[0], 255);
    }
}

TEST(ContactSheet, FewerTilesThanColumns) {
    EXPECT_EQ(drawSheet(tilesOf(2), {6, 1, false}).width, 64);
    EXPECT_TRUE(drawSheet({}, {}).empty());
}

TEST(ContactSheet, CaptionsStandOnWhiteUnderEachTile) {
    const auto tiles = tilesOf(4, 64);
    for (const int scale : {1, 2, 8}) {
        const RgbImage sheet = drawSheet(tiles, {2, scale, true});
        EXPECT_GT(sheet.width, 2 * 64 * scale);
        EXPECT_EQ(sheet.pixel(0, 0)[1], 255);
        int darkest = 255;
        for (int x = 0; x < sheet.width; ++x) {
            for (int y = sheet.height - std::min(16 * scale, 88); y < sheet.height; ++y) {
                darkest = std::min<int>(darkest, sheet.pixel(x, y)[1]);
            }
        }
        EXPECT_LT(darkest, 140) << scale;  // the last row's numbers
    }
}

TEST(ContactSheet, SignsAreDrawnBetweenTiles) {
    auto tiles = tilesOf(4, 64);
    const RgbImage without = drawSheet(tiles, {4, 1, true});
    const char* signs[] = {"", "-", "+", "="};
    for (std::size_t i = 0; i < 4; ++i)
        tiles[i].sign = signs[i];
    const RgbImage with = drawSheet(tiles, {4, 1, true});
    EXPECT_GT(with.width, without.width);
    // Between the first and second tile, at half height, stands the minus.
    const int gap = std::max(4, 64 / 12);
    bool ink = false;
    for (int x = gap + 64; x < gap + 64 + (with.width - without.width) / 3 + gap; ++x) {
        for (int y = gap + 20; y < gap + 44; ++y)
            ink = ink || with.pixel(x, y)[0] < 140;
    }
    EXPECT_TRUE(ink);
    tiles[1].image = RgbImage(32, 32);
    EXPECT_THROW((void)drawSheet(tiles, {4, 1, true}), std::invalid_argument);
}

}  // namespace
}  // namespace faceloom
