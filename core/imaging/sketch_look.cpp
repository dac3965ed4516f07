#include "core/imaging/sketch_painter.h"

#include <algorithm>
#include <array>

namespace faceloom {
namespace {

constexpr std::array<std::array<double, 3>, 5> kSkins = {
    {{244, 212, 192}, {232, 190, 158}, {212, 162, 122}, {164, 112, 78}, {112, 74, 54}}};
constexpr std::array<std::array<double, 3>, 5> kHairs = {
    {{40, 33, 34}, {104, 66, 40}, {224, 186, 112}, {186, 187, 192}, {178, 82, 38}}};
constexpr std::array<std::array<double, 3>, 5> kIrises = {
    {{74, 46, 28}, {104, 70, 38}, {72, 118, 150}, {84, 122, 76}, {96, 108, 116}}};
constexpr std::array<std::array<double, 3>, 8> kGrounds = {{{142, 176, 196},
                                                            {196, 178, 154},
                                                            {158, 182, 150},
                                                            {188, 160, 178},
                                                            {214, 206, 190},
                                                            {120, 138, 160},
                                                            {222, 190, 138},
                                                            {150, 150, 158}}};
constexpr std::array<std::array<double, 3>, 8> kCloths = {{{60, 84, 124},
                                                           {150, 60, 62},
                                                           {72, 110, 84},
                                                           {226, 222, 214},
                                                           {58, 56, 64},
                                                           {196, 142, 64},
                                                           {116, 84, 130},
                                                           {92, 134, 160}}};

template <std::size_t N>
cv::Scalar colourOf(const std::array<std::array<double, 3>, N>& table, int index) {
    const auto& colour = table.at(static_cast<std::size_t>(index));
    return {colour[0], colour[1], colour[2]};
}

template <std::size_t N>
cv::Scalar anyOf(const std::array<std::array<double, 3>, N>& table, SketchRandom& random) {
    return colourOf(table, static_cast<int>(random.uniform() * static_cast<double>(N)));
}

// Weights in the order of HairStyle; men and women share some, so that length alone does not tell
// them apart.
HairStyle pickHair(const SketchFace& face, SketchRandom& random) {
    if (face.male && face.age == AgeGroup::Old) {
        return static_cast<HairStyle>(random.pick({2, 2, 0, 0.5, 3, 2.5, 0, 0.3, 0, 0, 0, 0}));
    }
    if (face.male) {
        const bool child = face.age == AgeGroup::Child;
        return static_cast<HairStyle>(
            random.pick({3, 3, 2, 1.5, child ? 0 : 0.7, child ? 0 : 0.4, 0.3, 0.5, 0, 0.2, 0, 0}));
    }
    if (face.age == AgeGroup::Old) {
        return static_cast<HairStyle>(random.pick({0.6, 1, 0.5, 2.5, 0, 0, 2.5, 1, 0, 1, 2, 0}));
    }
    return static_cast<HairStyle>(random.pick({0.2, 0.5, 0.3, 1, 0, 0, 1.5, 3, 2, 2.5, 1, 1.5}));
}

void shapeByAge(SketchLook& look, const SketchFace& face) {
    if (face.age == AgeGroup::Child) {
        look.chin -= 0.14;
        look.jaw += 0.05;
        look.eye_y += 0.12;
        look.eye_width *= 1.14;
        look.eye_height *= 1.2;
        look.brow_width *= 0.7;
        look.nose_y += 0.08;
        look.nose_width *= 0.78;
        look.mouth_y += 0.03;
        look.mouth_width *= 0.85;
        look.pose.half_width *= 1.03;
    } else if (face.age == AgeGroup::Old) {
        look.eye_height *= 0.86;
        look.nose_width *= 1.1;
        look.nose_y += 0.03;
        look.lip *= 0.75;
        look.jaw += 0.02;
    }
}

}  // namespace

cv::Scalar toned(const cv::Scalar& colour, double factor) {
    cv::Scalar result;
    for (int c = 0; c < 3; ++c) {
        result[c] = factor <= 1 ? colour[c] * factor : colour[c] + (255 - colour[c]) * (factor - 1);
    }
    return result;
}

cv::Scalar mixed(const cv::Scalar& a, const cv::Scalar& b, double part_of_b) {
    return a * (1 - part_of_b) + b * part_of_b;
}

SketchLook sketchLook(const SketchFace& face, SketchRandom& random) {
    SketchLook look;
    look.pose = {random.between(0.475, 0.525), random.between(0.49, 0.525),
                 random.between(0.275, 0.305), random.between(-0.09, 0.09)};
    look.hair_style = pickHair(face, random);
    look.skin = toned(colourOf(kSkins, face.skin), random.between(0.95, 1.03));
    look.hair = toned(colourOf(kHairs, face.hair), random.between(0.85, 1.1));
    look.iris = face.skin >= 3 ? colourOf(kIrises, 0) : anyOf(kIrises, random);
    look.cloth = anyOf(kCloths, random);
    look.ground_top = toned(anyOf(kGrounds, random), random.between(0.8, 1.25));
    look.ground_bottom = toned(look.ground_top, random.between(0.75, 0.95));
    const double redness = face.male ? random.between(0.15, 0.3) : random.between(0.4, 0.75);
    look.lips = mixed(toned(look.skin, 0.82), cv::Scalar(196, 62, 74), redness);
    look.chin = random.between(1.2, 1.36);
    look.jaw = face.male ? random.between(0.74, 0.86) : random.between(0.62, 0.76);
    look.yaw = random.between(-0.09, 0.09);
    look.eye_x = random.between(0.39, 0.45);
    look.eye_width = face.male ? random.between(0.175, 0.205) : random.between(0.19, 0.22);
    look.eye_height = face.male ? random.between(0.095, 0.125) : random.between(0.115, 0.15);
    look.brow_width = face.male ? random.between(0.085, 0.125) : random.between(0.05, 0.075);
    look.brow_tilt = random.between(-0.04, 0.07);
    look.nose_y = random.between(0.38, 0.47);
    look.nose_width = face.male ? random.between(0.16, 0.21) : random.between(0.13, 0.17);
    look.mouth_y = random.between(0.76, 0.84);
    look.mouth_width = random.between(0.32, 0.39);
    look.lip = face.male ? random.between(0.06, 0.085) : random.between(0.085, 0.115);
    look.light_x = random.between(-0.5, 0.5);
    const bool can_grow_beard = face.male && face.age != AgeGroup::Child;
    const int beard = random.pick({0.58, 0.16, 0.09, 0.17});
    look.beard = can_grow_beard ? beard : 0;
    look.earrings = random.chance(0.3) && !face.male && face.age != AgeGroup::Child;
    look.freckles = random.chance(face.hair == 4 ? 0.6 : 0.08) && face.skin <= 1;
    look.round_glasses = random.chance(0.5);
    look.open_smile = random.chance(0.75);
    look.parting_left = random.chance(0.5);
    shapeByAge(look, face);
    return look;
}

}  // namespace faceloom
