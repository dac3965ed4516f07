#include "core/imaging/face_detector.h"

#include "core/imaging/detectors.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace faceloom {

Result<std::unique_ptr<FaceDetector>> makeDetector(DetectorKind kind,
                                                   const std::filesystem::path& folder,
                                                   FaceSearch search) {
    return kind == DetectorKind::Haar ? makeHaarDetector(folder, search)
                                      : makeMtcnnDetector(folder, search);
}

namespace {

PixelRect squareOf(const PixelRect& box, const BoxFraming& framing, int most) {
    const double box_side = std::sqrt(static_cast<double>(box.width) * box.height);
    const int side = std::clamp(static_cast<int>(std::lround(box_side * framing.side)), 1, most);
    const double centre_x = box.x + framing.centre_x * box.width;
    const double centre_y = box.y + framing.centre_y * box.height;
    return {static_cast<int>(std::lround(centre_x - side / 2.0)),
            static_cast<int>(std::lround(centre_y - side / 2.0)), side, side};
}

PixelRect squareInside(const PixelRect& box, const BoxFraming& framing, const RgbImage& image) {
    PixelRect square = squareOf(box, framing, std::min(image.width, image.height));
    square.x = std::clamp(square.x, 0, image.width - square.width);
    square.y = std::clamp(square.y, 0, image.height - square.height);
    return square;
}

}  // namespace

PixelRect framedSquare(const PixelRect& box, const BoxFraming& framing) {
    return squareOf(box, framing, std::numeric_limits<int>::max());
}

std::vector<PixelRect> faceSquares(FaceDetector& detector, const RgbImage& image) {
    std::vector<PixelRect> squares;
    for (const DetectedFace& face : detector.find(image))
        squares.push_back(squareInside(face.box, detector.framing(), image));
    return squares;
}

std::optional<PixelRect> faceSquare(FaceDetector& detector, const RgbImage& image) {
    const auto squares = faceSquares(detector, image);
    return squares.empty() ? std::nullopt : std::optional(squares.front());
}

}  // namespace faceloom
