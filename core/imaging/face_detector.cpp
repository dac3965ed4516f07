#include "core/imaging/face_detector.h"

#include "core/imaging/detectors.h"

#include <algorithm>
#include <cmath>

namespace faceloom {

Result<std::unique_ptr<FaceDetector>> makeDetector(DetectorKind kind,
                                                   const std::filesystem::path& folder,
                                                   FaceSearch search) {
    return kind == DetectorKind::Haar ? makeHaarDetector(folder, search)
                                      : makeMtcnnDetector(folder, search);
}

namespace {

PixelRect squareAround(const PixelRect& box, const BoxFraming& framing, const RgbImage& image) {
    const double box_side = std::sqrt(static_cast<double>(box.width) * box.height);
    const int room = std::min(image.width, image.height);
    const int side = std::clamp(static_cast<int>(std::lround(box_side * framing.side)), 1, room);
    const double centre_x = box.x + framing.centre_x * box.width;
    const double centre_y = box.y + framing.centre_y * box.height;
    const int x = static_cast<int>(std::lround(centre_x - side / 2.0));
    const int y = static_cast<int>(std::lround(centre_y - side / 2.0));
    return {std::clamp(x, 0, image.width - side), std::clamp(y, 0, image.height - side), side,
            side};
}

}  // namespace

std::vector<PixelRect> faceSquares(FaceDetector& detector, const RgbImage& image) {
    std::vector<PixelRect> squares;
    for (const DetectedFace& face : detector.find(image))
        squares.push_back(squareAround(face.box, detector.framing(), image));
    return squares;
}

std::optional<PixelRect> faceSquare(FaceDetector& detector, const RgbImage& image) {
    const auto squares = faceSquares(detector, image);
    return squares.empty() ? std::nullopt : std::optional(squares.front());
}

}  // namespace faceloom
