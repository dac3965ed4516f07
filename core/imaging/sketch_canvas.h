// Private to imaging: a canvas for sketched faces, in coordinates of the head. One object a
// drawing.
#pragma once

#include "core/base/rgb_image.h"

#include <cstdint>
#include <vector>

#include <opencv2/core.hpp>

namespace faceloom {

using SketchPoints = std::vector<cv::Point2d>;

// A random stream of our own: the standard library's distributions differ between its makers.
class SketchRandom {
public:
    explicit SketchRandom(std::uint64_t seed) : state_(seed) {}
    [[nodiscard]] std::uint64_t bits();                     // SplitMix64
    [[nodiscard]] double uniform();                         // [0, 1)
    [[nodiscard]] double between(double low, double high);  // [low, high)
    [[nodiscard]] bool chance(double probability);
    [[nodiscard]] int pick(const std::vector<double>& weights);  // an index

private:
    std::uint64_t state_;
};

// Where the head is: its middle and half width in parts of the picture, and its lean.
struct HeadPose {
    double centre_x = 0.5;
    double centre_y = 0.5;
    double half_width = 0.3;
    double roll = 0;  // radians
};

// A smooth curve through the points (Catmull-Rom).
[[nodiscard]] SketchPoints smoothCurve(const SketchPoints& through, bool closed, int steps = 6);
[[nodiscard]] SketchPoints ellipsePoints(cv::Point2d centre, double rx, double ry);
// A curve thick in the middle and thin at its ends, as a shape to fill.
[[nodiscard]] SketchPoints taperedStroke(const SketchPoints& along, double width, double end_width);

// Draws larger than asked for and averages down at the end. Points are in head coordinates: the
// head's middle is 0,0, its half width is 1, y points down. Colours are R, G, B.
class SketchCanvas {
public:
    SketchCanvas(int side, const HeadPose& pose);

    void fillGround(const cv::Scalar& top, const cv::Scalar& bottom);
    void fill(const SketchPoints& shape, const cv::Scalar& colour, double alpha = 1);
    void stroke(const SketchPoints& along, double width, const cv::Scalar& colour,
                double alpha = 1);
    // An ellipse that fades out towards its rim.
    void softSpot(cv::Point2d centre, double rx, double ry, const cv::Scalar& colour, double alpha);
    // Light and shadow of a round body over all that lies within `shape`.
    void shade(const SketchPoints& shape, double light_x, double amount);
    [[nodiscard]] RgbImage finish() const;

private:
    [[nodiscard]] std::vector<cv::Point> toPixels(const SketchPoints& points) const;
    [[nodiscard]] cv::Point2d toPixel(cv::Point2d point) const;
    // Fills or, with a width, follows the points in a mask of the box around them, and mixes the
    // colour in.
    void blend(const std::vector<cv::Point>& points, int width, const cv::Scalar& colour,
               double alpha);

    int side_;
    cv::Mat pixels_;      // RGB, larger than the picture by a whole factor
    double unit_ = 1;     // pixels of a head's half width
    cv::Point2d middle_;  // pixels
    double cosine_ = 1;
    double sine_ = 0;
};

}  // namespace faceloom
