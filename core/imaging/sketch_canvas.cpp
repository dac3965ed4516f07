#include "core/imaging/sketch_canvas.h"

#include "core/imaging/opencv_image.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace faceloom {
namespace {

constexpr int kWorkingSide = 256;  // pixels at least; smaller pictures are averaged down from it
constexpr int kFractionBits = 4;   // of OpenCV's drawing coordinates
constexpr int kFraction = 1 << kFractionBits;

}  // namespace

std::uint64_t SketchRandom::bits() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
}

double SketchRandom::uniform() {
    return static_cast<double>(bits() >> 11U) * 0x1.0p-53;
}

double SketchRandom::between(double low, double high) {
    return low + (high - low) * uniform();
}

bool SketchRandom::chance(double probability) {
    return uniform() < probability;
}

int SketchRandom::pick(const std::vector<double>& weights) {
    double total = 0;
    for (const double weight : weights)
        total += weight;
    double left = uniform() * total;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
        if (left < weights[i]) return static_cast<int>(i);
        left -= weights[i];
    }
    return static_cast<int>(weights.size()) - 1;
}

SketchPoints smoothCurve(const SketchPoints& through, bool closed, int steps) {
    const int count = static_cast<int>(through.size());
    const auto at = [&](int i) {
        const int index = closed ? (i + count) % count : std::clamp(i, 0, count - 1);
        return through[static_cast<std::size_t>(index)];
    };
    SketchPoints curve;
    const int spans = closed ? count : count - 1;
    curve.reserve(static_cast<std::size_t>(spans * steps + 1));
    for (int i = 0; i < spans; ++i) {
        for (int step = 0; step < steps; ++step) {
            const double t = static_cast<double>(step) / steps;
            const cv::Point2d a = at(i - 1);
            const cv::Point2d b = at(i);
            const cv::Point2d c = at(i + 1);
            const cv::Point2d d = at(i + 2);
            curve.push_back(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * (t * t) +
                                   (3 * b - a - 3 * c + d) * (t * t * t)));
        }
    }
    if (!closed) curve.push_back(through.back());
    return curve;
}

SketchPoints ellipsePoints(cv::Point2d centre, double rx, double ry) {
    constexpr int kSides = 28;
    SketchPoints points;
    points.reserve(kSides);
    for (int i = 0; i < kSides; ++i) {
        const double angle = 2 * CV_PI * i / kSides;
        points.emplace_back(centre.x + rx * std::cos(angle), centre.y + ry * std::sin(angle));
    }
    return points;
}

SketchPoints taperedStroke(const SketchPoints& along, double width, double end_width) {
    SketchPoints upper;
    SketchPoints lower;
    const std::size_t last = along.size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
        cv::Point2d direction = along[std::min(i + 1, last)] - along[i == 0 ? 0 : i - 1];
        direction *= 1.0 / std::max(1e-9, std::hypot(direction.x, direction.y));
        const double part = std::sin(CV_PI * static_cast<double>(i) / static_cast<double>(last));
        const double half = (end_width + (width - end_width) * part) / 2;
        const cv::Point2d across(-direction.y * half, direction.x * half);
        upper.push_back(along[i] - across);
        lower.push_back(along[i] + across);
    }
    upper.insert(upper.end(), lower.rbegin(), lower.rend());
    return upper;
}

SketchCanvas::SketchCanvas(int side, const HeadPose& pose)
    : side_(side), cosine_(std::cos(pose.roll)), sine_(std::sin(pose.roll)) {
    const int factor = std::max(2, (kWorkingSide + side - 1) / side);
    const int working = side * factor;
    pixels_.create(working, working, CV_8UC3);
    unit_ = pose.half_width * working;
    middle_ = cv::Point2d(pose.centre_x, pose.centre_y) * working;
}

cv::Point2d SketchCanvas::toPixel(cv::Point2d point) const {
    return {middle_.x + unit_ * (cosine_ * point.x - sine_ * point.y),
            middle_.y + unit_ * (sine_ * point.x + cosine_ * point.y)};
}

std::vector<cv::Point> SketchCanvas::toPixels(const SketchPoints& points) const {
    std::vector<cv::Point> result;
    result.reserve(points.size());
    for (const cv::Point2d& point : points) {
        const cv::Point2d pixel = toPixel(point);
        result.emplace_back(cvRound(pixel.x * kFraction), cvRound(pixel.y * kFraction));
    }
    return result;
}

void SketchCanvas::fillGround(const cv::Scalar& top, const cv::Scalar& bottom) {
    for (int y = 0; y < pixels_.rows; ++y) {
        const double part = static_cast<double>(y) / pixels_.rows;
        pixels_.row(y).setTo(top * (1 - part) + bottom * part);
    }
}

void SketchCanvas::fill(const SketchPoints& shape, const cv::Scalar& colour, double alpha) {
    const auto points = toPixels(shape);
    if (alpha < 1) {
        blend(points, 0, colour, alpha);
    } else {
        cv::fillPoly(pixels_, std::vector<std::vector<cv::Point>>{points}, colour, cv::LINE_8,
                     kFractionBits);
    }
}

void SketchCanvas::stroke(const SketchPoints& along, double width, const cv::Scalar& colour,
                          double alpha) {
    const int thickness = std::max(1, cvRound(width * unit_));
    const auto points = toPixels(along);
    if (alpha < 1) {
        blend(points, thickness, colour, alpha);
    } else {
        cv::polylines(pixels_, std::vector<std::vector<cv::Point>>{points}, false, colour,
                      thickness, cv::LINE_8, kFractionBits);
    }
}

void SketchCanvas::blend(const std::vector<cv::Point>& points, int width, const cv::Scalar& colour,
                         double alpha) {
    cv::Rect box = cv::boundingRect(points);
    box = {box.x / kFraction - width - 1, box.y / kFraction - width - 1,
           box.width / kFraction + 2 * width + 3, box.height / kFraction + 2 * width + 3};
    box &= cv::Rect(0, 0, pixels_.cols, pixels_.rows);
    if (box.empty()) return;
    std::vector<cv::Point> moved = points;
    for (cv::Point& point : moved)
        point -= box.tl() * kFraction;
    cv::Mat mask = cv::Mat::zeros(box.size(), CV_8UC1);
    const std::vector<std::vector<cv::Point>> shapes{std::move(moved)};
    if (width > 0) {
        cv::polylines(mask, shapes, false, cv::Scalar(255), width, cv::LINE_8, kFractionBits);
    } else {
        cv::fillPoly(mask, shapes, cv::Scalar(255), cv::LINE_8, kFractionBits);
    }
    const int weight = cvRound(alpha * 256);
    for (int y = 0; y < box.height; ++y) {
        const auto* covered = mask.ptr<std::uint8_t>(y);
        auto* row = pixels_.ptr<cv::Vec3b>(box.y + y) + box.x;
        for (int x = 0; x < box.width; ++x) {
            if (covered[x] == 0) continue;
            for (int c = 0; c < 3; ++c) {
                const int now = row[x][c];
                row[x][c] =
                    static_cast<std::uint8_t>(now + (cvRound(colour[c]) - now) * weight / 256);
            }
        }
    }
}

void SketchCanvas::softSpot(cv::Point2d centre, double rx, double ry, const cv::Scalar& colour,
                            double alpha) {
    const cv::Point2d pixel = toPixel(centre);
    const double half_width = rx * unit_;
    const double half_height = ry * unit_;
    const cv::Rect box =
        cv::Rect(cv::Point(cvFloor(pixel.x - half_width), cvFloor(pixel.y - half_height)),
                 cv::Point(cvCeil(pixel.x + half_width), cvCeil(pixel.y + half_height))) &
        cv::Rect(0, 0, pixels_.cols, pixels_.rows);
    for (int y = box.y; y < box.br().y; ++y) {
        auto* row = pixels_.ptr<cv::Vec3b>(y);
        for (int x = box.x; x < box.br().x; ++x) {
            const double u = (x - pixel.x) / half_width;
            const double v = (y - pixel.y) / half_height;
            const double left = 1 - u * u - v * v;
            if (left <= 0) continue;
            const double weight = alpha * left * left;
            for (int c = 0; c < 3; ++c) {
                row[x][c] =
                    cv::saturate_cast<std::uint8_t>(row[x][c] + (colour[c] - row[x][c]) * weight);
            }
        }
    }
}

void SketchCanvas::shade(const SketchPoints& shape, double light_x, double amount) {
    cv::Mat mask = cv::Mat::zeros(pixels_.size(), CV_8UC1);
    const std::vector<std::vector<cv::Point>> shapes{toPixels(shape)};
    cv::fillPoly(mask, shapes, cv::Scalar(255), cv::LINE_8, kFractionBits);
    for (int y = 0; y < pixels_.rows; ++y) {
        const auto* covered = mask.ptr<std::uint8_t>(y);
        auto* row = pixels_.ptr<cv::Vec3b>(y);
        const double v = (y - middle_.y) / unit_;
        for (int x = 0; x < pixels_.cols; ++x) {
            if (covered[x] == 0) continue;
            const double u = (x - middle_.x) / unit_;
            const double rim = std::max(0.0, u * u + v * v / 1.6 - 0.35);
            const double light = 1 + amount * (0.22 + light_x * u - 0.35 * v - 1.1 * rim);
            // Shadows on skin and hair turn warm: red fades least.
            row[x][0] = cv::saturate_cast<std::uint8_t>(row[x][0] * (0.15 + 0.85 * light));
            row[x][1] = cv::saturate_cast<std::uint8_t>(row[x][1] * light);
            row[x][2] = cv::saturate_cast<std::uint8_t>(row[x][2] * light);
        }
    }
}

RgbImage SketchCanvas::finish() const {
    RgbImage image(side_, side_);
    cv::Mat target = asWritableMat(image);
    cv::resize(pixels_, target, target.size(), 0, 0, cv::INTER_AREA);
    return image;
}

}  // namespace faceloom
