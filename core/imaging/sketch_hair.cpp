#include "core/imaging/sketch_painter.h"

#include <algorithm>
#include <cmath>

namespace faceloom {
namespace {

using Points = SketchPoints;

bool isLong(HairStyle style) {
    return style == HairStyle::Long || style == HairStyle::LongFringe || style == HairStyle::Wavy;
}

Points mirrored(Points points) {
    for (cv::Point2d& point : points)
        point.x = -point.x;
    return points;
}

// The skull's outline from the left ear over the top to the right ear; `volume` is how far hair
// stands off.
Points crown(double volume, double ends_y) {
    return {{-1.0 - volume * 0.5, ends_y}, {-1.05 - volume * 0.7, -0.45},
            {-0.9 - volume * 0.6, -0.95},  {-0.5 - volume * 0.3, -1.25 - volume},
            {0, -1.34 - volume},           {0.5 + volume * 0.3, -1.25 - volume},
            {0.9 + volume * 0.6, -0.95},   {1.05 + volume * 0.7, -0.45},
            {1.0 + volume * 0.5, ends_y}};
}

// From the right temple to the left one.
Points hairline(HairStyle style) {
    switch (style) {
        case HairStyle::SidePart:
        case HairStyle::Bob:
            return {{0.9, -0.3},    {0.82, -0.52},  {0.5, -0.66},  {0.05, -0.82},
                    {-0.42, -1.02}, {-0.66, -0.78}, {-0.86, -0.5}, {-0.9, -0.3}};
        case HairStyle::Fringe:
        case HairStyle::LongFringe:
            return {{0.9, -0.2},   {0.82, -0.44}, {0.5, -0.5},    {0.16, -0.56},
                    {-0.16, -0.5}, {-0.5, -0.54}, {-0.82, -0.42}, {-0.9, -0.2}};
        case HairStyle::Long:
        case HairStyle::Wavy:
            return {{0.93, 0.1},   {0.84, -0.4},   {0.55, -0.74}, {0.1, -1.08},
                    {-0.1, -1.08}, {-0.55, -0.74}, {-0.84, -0.4}, {-0.93, 0.1}};
        case HairStyle::Receding:
            return {{0.92, -0.25}, {0.88, -0.62},  {0.62, -1.08},  {0.3, -1.0},   {0, -0.96},
                    {-0.3, -1.0},  {-0.62, -1.08}, {-0.88, -0.62}, {-0.92, -0.25}};
        case HairStyle::Curly:
            return {{0.9, -0.2},   {0.8, -0.55},  {0.5, -0.72},  {0.2, -0.78},
                    {-0.2, -0.74}, {-0.5, -0.76}, {-0.8, -0.55}, {-0.9, -0.2}};
        default:
            return {{0.9, -0.25},  {0.84, -0.58},  {0.55, -0.86},  {0.2, -0.92},
                    {-0.2, -0.92}, {-0.55, -0.86}, {-0.84, -0.58}, {-0.9, -0.25}};
    }
}

double volumeOf(HairStyle style) {
    switch (style) {
        case HairStyle::Curly:
            return 0.16;
        case HairStyle::Receding:
            return 0.03;
        case HairStyle::Short:
            return 0.08;
        case HairStyle::Bun:
        case HairStyle::Tail:
            return 0.05;
        default:
            return 0.13;
    }
}

void paintCurls(SketchCanvas& canvas, const SketchLook& look) {
    const Points through = smoothCurve(crown(0.1, -0.1), false, 3);
    for (std::size_t i = 0; i < through.size(); ++i) {
        const double size = 0.2 + 0.04 * std::sin(static_cast<double>(i) * 2.4);
        canvas.fill(ellipsePoints(through[i], size, size),
                    toned(look.hair, i % 2 == 0 ? 1.0 : 0.9));
    }
}

void paintStrands(SketchCanvas& canvas, const SketchLook& look) {
    const double side = look.light_x > 0 ? 1 : -1;
    const double lift = volumeOf(look.hair_style);
    const Points shine = smoothCurve(
        {{side * 0.86, -0.72}, {side * 0.66, -0.98 - lift}, {side * 0.32, -1.14 - lift}}, false);
    canvas.fill(taperedStroke(shine, 0.15, 0.02), toned(look.hair, 1.28), 0.45);
    const Points shadow =
        smoothCurve({{-side * 0.98, -0.5}, {-side * 0.82, -0.88}, {-side * 0.45, -1.16}}, false);
    canvas.fill(taperedStroke(shadow, 0.16, 0.02), toned(look.hair, 0.7), 0.4);
}

// The locks that frame the face, over its rim.
void paintLocks(SketchCanvas& canvas, const SketchLook& look) {
    const double wave = look.hair_style == HairStyle::Wavy ? 0.1 : 0.0;
    const Points lock = {{-0.8, -0.62},       {-0.9, -0.2},         {-0.93 + wave, 0.25},
                         {-0.9 - wave, 0.7},  {-0.86 + wave, 1.15}, {-0.92 - wave, 1.7},
                         {-1.3 - wave, 1.75}, {-1.32 + wave, 1.2},  {-1.26 - wave, 0.6},
                         {-1.2 + wave, 0.1},  {-1.15, -0.45},       {-0.98, -0.85}};
    const Points left = smoothCurve(lock, true, 5);
    canvas.fill(left, look.hair);
    canvas.fill(mirrored(left), toned(look.hair, 0.94));
    const Points strand = smoothCurve(
        {{-1.0, -0.5}, {-1.08 + wave, 0.2}, {-1.06 - wave, 0.8}, {-1.1 + wave, 1.5}}, false);
    for (const double moved : {-0.07, 0.05}) {
        Points along = strand;
        for (cv::Point2d& point : along)
            point.x += moved;
        canvas.stroke(along, 0.035, toned(look.hair, moved < 0 ? 0.75 : 1.15), 0.5);
        canvas.stroke(mirrored(along), 0.035, toned(look.hair, moved < 0 ? 0.75 : 1.15), 0.5);
    }
}

void paintBobSides(SketchCanvas& canvas, const SketchLook& look) {
    const Points lock = {{-0.78, -0.68}, {-0.9, -0.2}, {-0.93, 0.3},  {-0.84, 0.82}, {-1.02, 0.95},
                         {-1.26, 0.72},  {-1.28, 0.1}, {-1.18, -0.5}, {-0.98, -0.85}};
    const Points left = smoothCurve(lock, true, 5);
    canvas.fill(left, look.hair);
    canvas.fill(mirrored(left), toned(look.hair, 0.94));
}

// A wreath around a bare crown.
void paintWreath(SketchCanvas& canvas, const SketchLook& look) {
    const Points side = smoothCurve(
        {{-0.95, 0.1}, {-1.1, -0.1}, {-1.12, -0.5}, {-0.98, -0.72}, {-0.92, -0.4}}, true);
    canvas.fill(side, look.hair);
    canvas.fill(mirrored(side), look.hair);
    canvas.softSpot({look.light_x * 0.6, -0.95}, 0.4, 0.2, toned(look.skin, 1.6), 0.5);
}

}  // namespace

void paintHairBehind(SketchCanvas& canvas, const SketchLook& look) {
    const cv::Scalar dark = toned(look.hair, 0.72);
    if (isLong(look.hair_style)) {
        const double wide = look.hair_style == HairStyle::Wavy ? 0.1 : 0.0;
        canvas.fill(smoothCurve({{0, -1.45},
                                 {-0.8, -1.25},
                                 {-1.15 - wide, -0.5},
                                 {-1.25 - wide, 0.4},
                                 {-1.3 - wide, 1.9},
                                 {0, 2.0},
                                 {1.3 + wide, 1.9},
                                 {1.25 + wide, 0.4},
                                 {1.15 + wide, -0.5},
                                 {0.8, -1.25}},
                                true),
                    dark);
    } else if (look.hair_style == HairStyle::Bob) {
        canvas.fill(smoothCurve({{0, -1.4},
                                 {-0.85, -1.2},
                                 {-1.2, -0.4},
                                 {-1.24, 0.5},
                                 {-0.95, 1.0},
                                 {0, 0.9},
                                 {0.95, 1.0},
                                 {1.24, 0.5},
                                 {1.2, -0.4},
                                 {0.85, -1.2}},
                                true),
                    dark);
    } else if (look.hair_style == HairStyle::Bun) {
        canvas.fill(ellipsePoints({0, -1.5}, 0.42, 0.34), look.hair);
        canvas.fill(ellipsePoints({0.08, -1.56}, 0.2, 0.12), toned(look.hair, 1.2), 0.4);
    } else if (look.hair_style == HairStyle::Tail) {
        const double side = look.parting_left ? -1 : 1;
        canvas.fill(smoothCurve({{side * 0.6, -1.2},
                                 {side * 1.3, -1.0},
                                 {side * 1.5, -0.2},
                                 {side * 1.3, 0.8},
                                 {side * 1.12, 0.9},
                                 {side * 1.2, 0.1},
                                 {side * 1.05, -0.5}},
                                true),
                    dark);
    } else if (look.hair_style == HairStyle::Curly) {
        paintCurls(canvas, look);
    }
}

void paintHairInFront(SketchCanvas& canvas, const SketchLook& look) {
    if (look.hair_style == HairStyle::Bald) {
        paintWreath(canvas, look);
        return;
    }
    Points line = hairline(look.hair_style);
    if (look.parting_left) {
        line = mirrored(line);
        std::ranges::reverse(line);
    }
    const double ends_y = look.hair_style == HairStyle::Receding ? -0.15 : -0.05;
    Points outline = smoothCurve(crown(volumeOf(look.hair_style), ends_y), false);
    const Points inner = smoothCurve(line, false);
    // A soft shadow of the hair on the forehead, then the hair.
    canvas.stroke(inner, 0.08, toned(look.skin, 0.62), 0.35);
    outline.insert(outline.end(), inner.begin(), inner.end());
    canvas.fill(outline, look.hair);
    if (isLong(look.hair_style)) paintLocks(canvas, look);
    if (look.hair_style == HairStyle::Bob) paintBobSides(canvas, look);
    paintStrands(canvas, look);
}

}  // namespace faceloom
