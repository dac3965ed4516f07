// Private to imaging: the parts of a sketched face, from the ground to the glasses.
#pragma once

#include "core/base/rgb_image.h"
#include "core/imaging/sketch_canvas.h"
#include "core/imaging/sketch_faces.h"

namespace faceloom {

enum class HairStyle {
    Short,
    SidePart,
    Fringe,
    Curly,
    Receding,
    Bald,
    Bob,
    Long,
    LongFringe,
    Wavy,
    Bun,
    Tail
};

// All that varies without being an attribute; lengths in half head widths.
struct SketchLook {
    HeadPose pose;
    HairStyle hair_style = HairStyle::Short;
    cv::Scalar skin, hair, iris, lips, cloth, ground_top, ground_bottom;
    double chin = 1.25;  // its y
    double jaw = 0.8;    // half width of the jaw
    double yaw = 0;      // features move sideways by it
    double eye_y = -0.05;
    double eye_x = 0.42;
    double eye_width = 0.2;    // half
    double eye_height = 0.13;  // half
    double brow_width = 0.08;  // thickness
    double brow_tilt = 0;
    double nose_y = 0.42;
    double nose_width = 0.17;  // half
    double mouth_y = 0.78;
    double mouth_width = 0.36;  // half
    double lip = 0.09;          // thickness
    double light_x = 0.2;       // side the light comes from
    int beard = 0;              // 0 none, 1 stubble, 2 moustache, 3 full
    bool earrings = false;
    bool freckles = false;
    bool round_glasses = false;
    bool open_smile = true;
    bool parting_left = false;
};

[[nodiscard]] SketchLook sketchLook(const SketchFace& face, SketchRandom& random);
[[nodiscard]] RgbImage paintSketch(const SketchFace& face, const SketchLook& look, int side);

// Of the two halves of sketch_painter.cpp's work, hair is its own file.
void paintHairBehind(SketchCanvas& canvas, const SketchLook& look);
void paintHairInFront(SketchCanvas& canvas, const SketchLook& look);

// Towards black (below 1) or white (above 1).
[[nodiscard]] cv::Scalar toned(const cv::Scalar& colour, double factor);
[[nodiscard]] cv::Scalar mixed(const cv::Scalar& a, const cv::Scalar& b, double part_of_b);

}  // namespace faceloom
