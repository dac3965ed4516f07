#include "core/imaging/sketch_painter.h"

#include <algorithm>
#include <cmath>

namespace faceloom {
namespace {

using Points = SketchPoints;

const cv::Scalar kDark(46, 32, 32);
const cv::Scalar kWhite(250, 248, 245);

// What one drawing's parts share.
class Painter {
public:
    Painter(const SketchFace& face, const SketchLook& look, int side)
        : face_(face), look_(look), canvas_(side, look.pose), shadow_(toned(look.skin, 0.72)) {}

    RgbImage paint();

private:
    void paintBody();
    void paintHead();
    void paintBeard();
    void paintWrinkles();
    void paintNose();
    void paintEye(double side);
    void paintLids(cv::Point2d middle, double side, const Points& upper, const Points& lower);
    void paintBrow(double side);
    void paintMouth();
    void paintSmile(cv::Point2d middle);
    void paintNeutralMouth(cv::Point2d middle);
    void paintGlasses();

    // The features turn with the head: what is near its middle moves most.
    [[nodiscard]] cv::Point2d turned(double x, double y) const {
        return {x + look_.yaw * (1.2 - x * x), y};
    }
    [[nodiscard]] Points headOutline() const;

    const SketchFace& face_;
    const SketchLook& look_;
    SketchCanvas canvas_;
    cv::Scalar shadow_;
};

Points Painter::headOutline() const {
    const double chin = look_.chin;
    const double jaw = look_.jaw;
    const double broad = face_.male ? 0.34 : 0.24;  // of the chin, half
    Points half = {{0, -1.3},
                   {0.5, -1.2},
                   {0.86, -0.88},
                   {0.99, -0.35},
                   {0.97, 0.15},
                   {jaw + 0.12, 0.62},
                   {jaw * 0.78, chin - 0.28},
                   {broad, chin - 0.04}};
    Points all = half;
    all.emplace_back(0, chin);
    for (auto point = half.rbegin(); point + 1 != half.rend(); ++point)
        all.emplace_back(-point->x, point->y);
    return smoothCurve(all, true);
}

void Painter::paintBody() {
    const double chin = look_.chin;
    canvas_.fill(smoothCurve({{-0.62, 2.6},
                              {-0.56, chin + 0.15},
                              {-0.5, chin - 0.6},
                              {0.5, chin - 0.6},
                              {0.56, chin + 0.15},
                              {0.62, 2.6}},
                             true),
                 toned(look_.skin, 0.8));
    canvas_.fill(smoothCurve({{-2.6, 3.2},
                              {-2.0, chin + 0.62},
                              {-0.85, chin + 0.28},
                              {-0.4, chin + 0.5},
                              {0, chin + 0.58},
                              {0.4, chin + 0.5},
                              {0.85, chin + 0.28},
                              {2.0, chin + 0.62},
                              {2.6, 3.2}},
                             true),
                 look_.cloth);
}

void Painter::paintHead() {
    const Points outline = headOutline();
    for (const double side : {-1.0, 1.0}) {
        canvas_.fill(ellipsePoints({side * 1.0, 0.12}, 0.15, 0.25), toned(look_.skin, 0.93));
        canvas_.fill(ellipsePoints({side * 1.02, 0.13}, 0.07, 0.15), shadow_, 0.6);
        if (look_.earrings)
            canvas_.fill(ellipsePoints({side * 1.02, 0.46}, 0.06, 0.07), cv::Scalar(236, 206, 110));
    }
    canvas_.fill(outline, look_.skin);
    canvas_.shade(outline, look_.light_x, 0.2);
    const cv::Scalar blush = mixed(look_.skin, cv::Scalar(216, 84, 74), 0.5);
    const double glow = face_.male ? 0.3 : 0.5;
    const double raised = face_.smiling ? -0.06 : 0;
    for (const double side : {-1.0, 1.0}) {
        canvas_.softSpot(turned(side * 0.56, 0.4 + raised), 0.36, 0.27, blush, glow);
    }
    if (!look_.freckles) return;
    for (int i = 0; i < 14; ++i) {
        const double x = (i % 7 - 3) * 0.17 + (i % 2) * 0.04;
        canvas_.fill(ellipsePoints(turned(x, 0.28 + i / 7 * 0.1 + i % 3 * 0.03), 0.024, 0.024),
                     toned(look_.skin, 0.66), 0.7);
    }
}

void Painter::paintBeard() {
    if (look_.beard == 0) return;
    const cv::Scalar colour = toned(look_.hair, 0.9);
    const double chin = look_.chin;
    const double jaw = look_.jaw;
    if (look_.beard != 2) {
        const Points beard = smoothCurve({{-0.99, 0.1},
                                          {-jaw - 0.13, 0.62},
                                          {-jaw * 0.78, chin - 0.24},
                                          {-0.3, chin + 0.03},
                                          {0, chin + 0.08},
                                          {0.3, chin + 0.03},
                                          {jaw * 0.78, chin - 0.24},
                                          {jaw + 0.13, 0.62},
                                          {0.99, 0.1},
                                          {0.86, 0.42},
                                          {0.66, 0.72},
                                          {0.48, 0.66},
                                          {0.22, 0.58},
                                          {-0.22, 0.58},
                                          {-0.48, 0.66},
                                          {-0.66, 0.72},
                                          {-0.86, 0.42}},
                                         true);
        canvas_.fill(beard, colour, look_.beard == 1 ? 0.26 : 0.92);
    }
    if (look_.beard >= 2) {
        const cv::Point2d middle = turned(0, look_.mouth_y - 0.17);
        const Points along = smoothCurve(
            {middle + cv::Point2d(-0.42, 0.13), middle + cv::Point2d(-0.2, -0.01), middle,
             middle + cv::Point2d(0.2, -0.01), middle + cv::Point2d(0.42, 0.13)},
            false);
        canvas_.fill(taperedStroke(along, 0.17, 0.04), colour);
    }
}

void Painter::paintWrinkles() {
    const bool old = face_.age == AgeGroup::Old;
    const cv::Scalar line = toned(look_.skin, 0.6);
    if (old) {
        for (const double y : {-0.86, -0.72, -0.58}) {
            canvas_.fill(taperedStroke(smoothCurve({turned(-0.46, y + 0.03), turned(0, y - 0.03),
                                                    turned(0.46, y + 0.03)},
                                                   false),
                                       0.045, 0.01),
                         line, 0.7);
        }
    }
    for (const double side : {-1.0, 1.0}) {
        // From the nose to the mouth's corner: a smile shows it at any age past childhood.
        if (old || (face_.smiling && face_.age == AgeGroup::Adult)) {
            const Points fold =
                smoothCurve({turned(side * (look_.nose_width + 0.05), look_.nose_y - 0.04),
                             turned(side * 0.42, look_.mouth_y - 0.22),
                             turned(side * 0.5, look_.mouth_y + 0.04)},
                            false);
            canvas_.fill(taperedStroke(fold, old ? 0.055 : 0.035, 0.01), line, old ? 0.7 : 0.4);
        }
        if (!old) continue;
        const double eye = look_.eye_y;
        for (const double rise : {-0.09, 0.0, 0.09}) {
            canvas_.stroke({turned(side * (look_.eye_x + 0.25), eye + rise * 0.6),
                            turned(side * (look_.eye_x + 0.38), eye + rise * 1.6)},
                           0.03, line, 0.6);
        }
        const Points bag = smoothCurve(
            {turned(side * (look_.eye_x - 0.2), eye + 0.17), turned(side * look_.eye_x, eye + 0.26),
             turned(side * (look_.eye_x + 0.2), eye + 0.18)},
            false);
        canvas_.fill(taperedStroke(bag, 0.05, 0.01), line, 0.6);
    }
}

void Painter::paintNose() {
    const double y = look_.nose_y;
    const double wide = look_.nose_width;
    const double shaded = look_.light_x > 0 ? -1 : 1;
    const cv::Point2d tip = turned(look_.yaw * 0.8, y);
    const Points ridge = smoothCurve(
        {turned(shaded * 0.12, look_.eye_y - 0.05), tip + cv::Point2d(shaded * 0.09, -0.22),
         tip + cv::Point2d(shaded * wide, 0.0)},
        false);
    canvas_.fill(taperedStroke(ridge, 0.07, 0.015), shadow_, 0.6);
    canvas_.softSpot(tip + cv::Point2d(-shaded * 0.05, -0.12), 0.1, 0.2, toned(look_.skin, 1.5),
                     0.5);
    const Points under =
        smoothCurve({tip + cv::Point2d(-wide, -0.01), tip + cv::Point2d(-wide * 0.5, 0.09),
                     tip + cv::Point2d(0, 0.07), tip + cv::Point2d(wide * 0.5, 0.09),
                     tip + cv::Point2d(wide, -0.01)},
                    false);
    canvas_.fill(taperedStroke(under, 0.07, 0.02), toned(look_.skin, 0.58), 0.75);
}

void Painter::paintEye(double side) {
    const cv::Point2d middle = turned(side * look_.eye_x, look_.eye_y);
    const double wide = look_.eye_width;
    const double squeezed = face_.smiling ? 0.8 : 1.0;  // a smile lifts the lower lid
    const double high = look_.eye_height;
    const double corner = 0.015 * side;
    const Points upper = smoothCurve(
        {middle + cv::Point2d(-wide, 0.02 + corner), middle + cv::Point2d(-wide * 0.5, -high * 0.8),
         middle + cv::Point2d(0, -high), middle + cv::Point2d(wide * 0.55, -high * 0.75),
         middle + cv::Point2d(wide, 0.02 - corner)},
        false);
    const Points lower = smoothCurve({middle + cv::Point2d(wide, 0.02 - corner),
                                      middle + cv::Point2d(wide * 0.4, high * 0.72 * squeezed),
                                      middle + cv::Point2d(-wide * 0.4, high * 0.72 * squeezed),
                                      middle + cv::Point2d(-wide, 0.02 + corner)},
                                     false);
    canvas_.softSpot(middle + cv::Point2d(0, -0.03), wide * 1.55, high * 2.3, shadow_, 0.55);
    Points white = upper;
    white.insert(white.end(), lower.begin(), lower.end());
    canvas_.fill(white, kWhite);
    paintLids(middle, side, upper, lower);
}

void Painter::paintLids(cv::Point2d middle, double side, const Points& upper, const Points& lower) {
    const double high = look_.eye_height;
    const double radius = std::min(high * 0.94, look_.eye_width * 0.6);
    const cv::Point2d gaze = middle + cv::Point2d(look_.yaw * 0.5, -0.005);
    canvas_.fill(ellipsePoints(gaze, radius, radius), toned(look_.iris, 0.75));
    canvas_.fill(ellipsePoints(gaze, radius * 0.8, radius * 0.8), look_.iris);
    canvas_.fill(ellipsePoints(gaze, radius * 0.46, radius * 0.46), cv::Scalar(18, 14, 16));
    canvas_.fill(ellipsePoints(gaze + cv::Point2d(radius * 0.35, -radius * 0.38), radius * 0.28,
                               radius * 0.28),
                 kWhite);
    // The lids lie over the iris.
    const double lash = face_.male ? 0.055 : 0.085;
    canvas_.fill(taperedStroke(upper, lash, lash * 0.5), kDark);
    if (!face_.male) {
        const cv::Point2d outer = side < 0 ? upper.front() : upper.back();
        canvas_.fill({outer + cv::Point2d(-side * 0.05, -0.05),
                      outer + cv::Point2d(side * 0.09, -0.07), outer + cv::Point2d(0, 0.03)},
                     kDark);
    }
    canvas_.fill(taperedStroke(lower, 0.035, 0.015), toned(look_.skin, 0.5), 0.7);
    Points fold = upper;
    for (cv::Point2d& point : fold)
        point.y -= 0.065;
    canvas_.fill(taperedStroke(fold, 0.03, 0.01), toned(look_.skin, 0.55), 0.6);
}

void Painter::paintBrow(double side) {
    const double y =
        look_.eye_y - look_.eye_height - (face_.male ? 0.17 : 0.21) - (face_.smiling ? 0.03 : 0);
    const double inner = look_.eye_x - 0.24;
    const double outer = look_.eye_x + 0.27;
    const Points along = smoothCurve(
        {turned(side * inner, y + 0.05 - look_.brow_tilt), turned(side * (inner + 0.24), y - 0.03),
         turned(side * outer, y + 0.06 + look_.brow_tilt)},
        false);
    const bool fair = face_.hair == 2 || face_.hair == 3;
    const cv::Scalar colour = fair ? toned(look_.hair, 0.66) : toned(look_.hair, 0.85);
    canvas_.fill(taperedStroke(along, look_.brow_width, look_.brow_width * 0.4), colour, 0.92);
}

void Painter::paintSmile(cv::Point2d middle) {
    const double wide = look_.mouth_width * 1.22;
    const double depth = look_.open_smile ? 0.27 : 0.12;
    const Points upper =
        smoothCurve({middle + cv::Point2d(-wide, -0.12), middle + cv::Point2d(-wide * 0.5, 0.0),
                     middle + cv::Point2d(0, 0.04), middle + cv::Point2d(wide * 0.5, 0.0),
                     middle + cv::Point2d(wide, -0.12)},
                    false);
    const Points lower = smoothCurve(
        {middle + cv::Point2d(wide, -0.12), middle + cv::Point2d(wide * 0.55, depth * 0.72),
         middle + cv::Point2d(0, depth), middle + cv::Point2d(-wide * 0.55, depth * 0.72),
         middle + cv::Point2d(-wide, -0.12)},
        false);
    Points inside = upper;
    inside.insert(inside.end(), lower.begin(), lower.end());
    if (look_.open_smile) {
        canvas_.fill(inside, kWhite);
        canvas_.fill(taperedStroke(lower, 0.07, 0.03), cv::Scalar(120, 42, 44), 0.5);
    }
    canvas_.fill(taperedStroke(lower, look_.lip * (look_.open_smile ? 1.1 : 1.5), 0.03),
                 look_.lips);
    canvas_.fill(taperedStroke(upper, look_.lip * 0.9, 0.03), toned(look_.lips, 0.85));
    if (!look_.open_smile) canvas_.fill(taperedStroke(upper, 0.035, 0.02), toned(look_.lips, 0.45));
    for (const double side : {-1.0, 1.0}) {  // dimples
        canvas_.stroke({middle + cv::Point2d(side * (wide + 0.02), -0.18),
                        middle + cv::Point2d(side * (wide + 0.05), -0.08)},
                       0.03, toned(look_.skin, 0.55), 0.6);
    }
}

void Painter::paintNeutralMouth(cv::Point2d middle) {
    const double wide = look_.mouth_width * 0.92;
    const double lip = look_.lip;
    const Points line =
        smoothCurve({middle + cv::Point2d(-wide, -0.015), middle + cv::Point2d(-wide * 0.4, -0.015),
                     middle + cv::Point2d(0, 0.005), middle + cv::Point2d(wide * 0.4, -0.015),
                     middle + cv::Point2d(wide, -0.015)},
                    false);
    Points lower = {
        middle + cv::Point2d(wide * 0.9, -0.01), middle + cv::Point2d(wide * 0.45, lip * 1.2),
        middle + cv::Point2d(0, lip * 1.5), middle + cv::Point2d(-wide * 0.45, lip * 1.2),
        middle + cv::Point2d(-wide * 0.9, -0.01)};
    Points upper = {
        middle + cv::Point2d(-wide * 0.95, -0.01), middle + cv::Point2d(-wide * 0.3, -lip * 1.15),
        middle + cv::Point2d(0, -lip * 0.8), middle + cv::Point2d(wide * 0.3, -lip * 1.15),
        middle + cv::Point2d(wide * 0.95, -0.01)};
    Points lips = smoothCurve(upper, false);
    const Points bottom = smoothCurve(lower, false);
    lips.insert(lips.end(), bottom.begin(), bottom.end());
    canvas_.fill(lips, look_.lips);
    canvas_.softSpot(middle + cv::Point2d(0, lip), wide * 0.4, lip * 0.6, toned(look_.lips, 1.5),
                     0.6);
    canvas_.fill(taperedStroke(line, 0.045, 0.02), toned(look_.lips, 0.42));
    canvas_.softSpot(middle + cv::Point2d(0, lip * 1.5 + 0.1), 0.22, 0.07, shadow_, 0.7);
}

void Painter::paintMouth() {
    const cv::Point2d middle = turned(0, look_.mouth_y);
    if (face_.smiling) {
        paintSmile(middle);
    } else {
        paintNeutralMouth(middle);
    }
}

void Painter::paintGlasses() {
    const cv::Scalar frame = face_.male ? cv::Scalar(36, 34, 40) : cv::Scalar(84, 36, 44);
    const double half_width = 0.335;
    const double half_height = look_.round_glasses ? 0.31 : 0.24;
    for (const double side : {-1.0, 1.0}) {
        const cv::Point2d middle = turned(side * (look_.eye_x + 0.01), look_.eye_y + 0.03);
        Points rim = ellipsePoints(middle, half_width, half_height);
        if (!look_.round_glasses) {
            for (cv::Point2d& point : rim) {  // towards a rounded rectangle
                const double u = (point.x - middle.x) / half_width;
                const double v = (point.y - middle.y) / half_height;
                const double stretch =
                    1 / std::pow(std::pow(std::abs(u), 5) + std::pow(std::abs(v), 5), 0.2);
                point = middle + cv::Point2d(u * stretch * half_width, v * stretch * half_height);
            }
        }
        canvas_.fill(rim, cv::Scalar(225, 236, 244), 0.16);
        rim.push_back(rim.front());
        canvas_.stroke(rim, 0.075, frame);
        canvas_.stroke({middle + cv::Point2d(side * half_width, -0.08),
                        cv::Point2d(side * 1.02, look_.eye_y - 0.06)},
                       0.07, frame);
        canvas_.stroke({middle + cv::Point2d(-0.2, 0.0), middle + cv::Point2d(-0.06, -0.14)}, 0.04,
                       kWhite, 0.6);
    }
    const cv::Point2d left = turned(-look_.eye_x - 0.01, look_.eye_y) + cv::Point2d(half_width, 0);
    const cv::Point2d right = turned(look_.eye_x + 0.01, look_.eye_y) - cv::Point2d(half_width, 0);
    canvas_.stroke(smoothCurve({left, (left + right) * 0.5 + cv::Point2d(0, -0.06), right}, false),
                   0.065, frame);
}

RgbImage Painter::paint() {
    canvas_.fillGround(look_.ground_top, look_.ground_bottom);
    paintHairBehind(canvas_, look_);
    paintBody();
    paintHead();
    paintBeard();
    paintWrinkles();
    paintNose();
    paintMouth();
    for (const double side : {-1.0, 1.0})
        paintEye(side);
    paintHairInFront(canvas_, look_);
    for (const double side : {-1.0, 1.0})
        paintBrow(side);
    if (face_.eyeglasses) paintGlasses();
    return canvas_.finish();
}

}  // namespace

RgbImage paintSketch(const SketchFace& face, const SketchLook& look, int side) {
    return Painter(face, look, side).paint();
}

}  // namespace faceloom
