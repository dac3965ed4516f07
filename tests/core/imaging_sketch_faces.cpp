#include "core/imaging/sketch_faces.h"
#include "core/imaging/sketch_painter.h"
#include "tests/core/imaging_support.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>

namespace faceloom {
namespace {

// Mean difference per channel inside a band of rows, in grey levels.
double differenceIn(const RgbImage& a, const RgbImage& b, double from, double to) {
    double sum = 0;
    int count = 0;
    for (int y = static_cast<int>(from * a.height); y < static_cast<int>(to * a.height); ++y) {
        for (int x = 0; x < a.width * 3; ++x, ++count) {
            sum += std::abs(a.pixel(0, y)[x] - b.pixel(0, y)[x]);
        }
    }
    return sum / count;
}

// The same looks with one attribute changed.
RgbImage drawn(const SketchFace& face) {
    SketchRandom random(11);
    SketchFace base;
    SketchLook look = sketchLook(base, random);
    look.hair_style = HairStyle::Short;
    look.pose = {0.5, 0.5, 0.3, 0};
    return paintSketch(face, look, 64);
}

TEST(SketchFaces, SameSeedSameBytes) {
    EXPECT_EQ(drawSketchFace(5, 17, 64), drawSketchFace(5, 17, 64));
    std::set<std::vector<std::uint8_t>> distinct;
    for (std::size_t i = 0; i < 50; ++i)
        distinct.insert(drawSketchFace(5, i, 64).rgb_u8);
    for (std::size_t i = 0; i < 50; ++i)
        distinct.insert(drawSketchFace(6, i, 64).rgb_u8);
    EXPECT_EQ(distinct.size(), 100U);
}

TEST(SketchFaces, EverySize) {
    for (const int side : {32, 64, 128, 300}) {
        const RgbImage image = drawSketchFace(1, 1, side);
        EXPECT_EQ(image.width, side);
        EXPECT_EQ(image.height, side);
    }
}

TEST(SketchFaces, ASmileShowsInTheMouth) {
    SketchFace neutral;
    SketchFace smiling;
    smiling.smiling = true;
    EXPECT_GT(differenceIn(drawn(neutral), drawn(smiling), 0.62, 0.9), 2.0);
    EXPECT_LT(differenceIn(drawn(neutral), drawn(smiling), 0.0, 0.25), 0.1);
}

TEST(SketchFaces, GlassesShowAroundTheEyesAndAgeOnTheForehead) {
    SketchFace plain;
    SketchFace glasses;
    glasses.eyeglasses = true;
    EXPECT_GT(differenceIn(drawn(plain), drawn(glasses), 0.38, 0.62), 3.0);
    EXPECT_LT(differenceIn(drawn(plain), drawn(glasses), 0.68, 1.0), 0.1);
    SketchFace old;
    old.age = AgeGroup::Old;
    EXPECT_GT(differenceIn(drawn(plain), drawn(old), 0.25, 0.36), 0.3);
}

TEST(SketchFaces, AttributesAreSpreadAndIndependentOfDrawing) {
    std::map<int, int> hair;
    std::map<AgeGroup, int> ages;
    int smiling = 0;
    int male = 0;
    int glasses = 0;
    for (std::size_t i = 0; i < 2000; ++i) {
        const SketchFace face = sketchFace(9, i);
        ++hair[face.hair];
        ++ages[face.age];
        smiling += face.smiling ? 1 : 0;
        male += face.male ? 1 : 0;
        glasses += face.eyeglasses ? 1 : 0;
    }
    EXPECT_NEAR(smiling, 1000, 100);
    EXPECT_NEAR(male, 1000, 100);
    EXPECT_NEAR(glasses, 400, 80);
    EXPECT_EQ(hair.size(), 5U);
    EXPECT_EQ(ages.size(), 3U);
}

TEST(SketchFaces, Packed) {
    const TempFolder folder;
    const auto path = folder.path() / "s.safetensors";
    const auto set = packSketchFaces(path, 20, 64, 4);
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_EQ(set->count(), 20U);
    EXPECT_EQ(set->info().crop, "sketch");
    EXPECT_EQ(set->info().attribute_names, sketchAttributeNames());
    for (std::size_t i = 0; i < 20; ++i) {
        EXPECT_EQ(set->image(i), drawSketchFace(4, i, 64));
        const SketchFace face = sketchFace(4, i);
        EXPECT_EQ(set->attributes(i)[0], face.smiling ? 1 : -1);
        EXPECT_EQ(set->attributes(i)[1], face.male ? 1 : -1);
        EXPECT_EQ(set->attributes(i)[6], face.hair == 3 ? 1 : -1);
        EXPECT_EQ(set->attributes(i)[7], face.age == AgeGroup::Old ? -1 : 1);
    }
    const std::string first = contentOf(path);
    ASSERT_TRUE(packSketchFaces(path, 20, 64, 4));
    EXPECT_EQ(contentOf(path), first);
}

TEST(SketchFaces, PackingFailsCleanly) {
    const TempFolder folder;
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(packSketchFaces(folder.path() / "s", 20, 64, 4, stop.get_token()).error().code,
              ErrorCode::Cancelled);
    EXPECT_EQ(packSketchFaces(folder.path() / "s", 0, 64, 4).error().code,
              ErrorCode::InvalidArgument);
    EXPECT_EQ(packSketchFaces(folder.path() / "no" / "s", 2, 64, 4).error().code,
              ErrorCode::WriteFailed);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace faceloom
