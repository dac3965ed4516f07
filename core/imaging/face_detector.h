// Finds the face to crop in a picture.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/data/crop_rect.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace faceloom {

struct DetectedFace {
    PixelRect box;         // the detector's own box; may reach outside the picture
    float confidence = 0;  // 0..1; 1 where the detector gives none
};

enum class DetectorKind { Haar, Mtcnn };

// How finely pictures are searched.
enum class FaceSearch {
    MainFaces,  // at 480 pixels, for what a picture is of
    EveryFace,  // at 1280 pixels, for all faces of a crowd: slower, and more often wrong
};

// How CelebA's crop lies around a detector's box, in parts of the box's side: detectors disagree on
// what a face spans.
struct BoxFraming {
    double side = 1;  // of the square
    double centre_x = 0.5;
    double centre_y = 0.5;
};

// Not thread-safe: one detector a thread.
class FaceDetector {
public:
    virtual ~FaceDetector() = default;
    // Largest first; empty when there is no face.
    [[nodiscard]] virtual std::vector<DetectedFace> find(const RgbImage& image) = 0;
    [[nodiscard]] virtual BoxFraming framing() const = 0;
};

// Haar: `folder` holds haarcascade_frontalface_default.xml; empty looks where the distribution puts
// it (opencv-data). Mtcnn: `folder` holds det1..det3 .prototxt and .caffemodel. Errors: NotFound,
// BrokenFile.
[[nodiscard]] Result<std::unique_ptr<FaceDetector>> makeDetector(
    DetectorKind kind, const std::filesystem::path& folder = {},
    FaceSearch search = FaceSearch::MainFaces);

// The square that CelebA's framing lays around a box. May reach outside the picture.
[[nodiscard]] PixelRect framedSquare(const PixelRect& box, const BoxFraming& framing);

// A square around each face, largest first, with CelebA's framing (some hair, the whole chin),
// moved and shrunk so that it lies inside the picture.
[[nodiscard]] std::vector<PixelRect> faceSquares(FaceDetector& detector, const RgbImage& image);
// That of the largest; nothing when there is no face.
[[nodiscard]] std::optional<PixelRect> faceSquare(FaceDetector& detector, const RgbImage& image);

}  // namespace faceloom
