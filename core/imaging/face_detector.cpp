#include "core/imaging/face_detector.h"

#include "core/imaging/detectors.h"

#include <algorithm>
#include <cmath>

namespace faceloom {

Result<std::unique_ptr<FaceDetector>> makeDetector(DetectorKind kind,
                                                   const std::filesystem::path& folder) {
    return kind == DetectorKind::Haar ? makeHaarDetector(folder) : makeMtcnnDetector(folder);
}

std::optional<PixelRect> faceSquare(FaceDetector& detector, const RgbImage& image) {
    const auto faces = detector.find(image);
    if (faces.empty()) return std::nullopt;
    const PixelRect& box = faces.front().box;
    const BoxFraming framing = detector.framing();

    const double box_side = std::sqrt(static_cast<double>(box.width) * box.height);
    const int room = std::min(image.width, image.height);
    const int side = std::clamp(static_cast<int>(std::lround(box_side * framing.side)), 1, room);
    const double centre_x = box.x + framing.centre_x * box.width;
    const double centre_y = box.y + framing.centre_y * box.height;
    const int x = static_cast<int>(std::lround(centre_x - side / 2.0));
    const int y = static_cast<int>(std::lround(centre_y - side / 2.0));
    return PixelRect{std::clamp(x, 0, image.width - side), std::clamp(y, 0, image.height - side),
                     side, side};
}

}  // namespace faceloom
