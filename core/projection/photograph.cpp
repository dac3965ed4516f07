#include "core/projection/photograph.h"

#include "core/base/shipped_models.h"
#include "core/imaging/face_detector.h"
#include "core/imaging/picture_decoder.h"

#include <algorithm>
#include <string>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

constexpr int kAmpleSide = 3000;        // pixels, the longer side
constexpr double kSubjectPart = 0.35;   // of the shorter side: what a photograph is of is larger
constexpr double kSameFacePart = 0.33;  // of a square, that is shared: people's heads share less

// Of the small square's area.
double sharedPart(const PixelRect& small, const PixelRect& large) {
    const int width =
        std::min(small.x + small.width, large.x + large.width) - std::max(small.x, large.x);
    const int height =
        std::min(small.y + small.height, large.y + large.height) - std::max(small.y, large.y);
    if (width <= 0 || height <= 0) return 0;
    return static_cast<double>(width) * height / (static_cast<double>(small.width) * small.height);
}

// Without those that overlap a larger one: detectors find eyes, mouths and collars for faces.
std::vector<PixelRect> apart(const std::vector<PixelRect>& squares) {
    std::vector<PixelRect> kept;
    for (const PixelRect& square : squares) {
        const bool overlaps = std::ranges::any_of(kept, [&](const PixelRect& larger) {
            return sharedPart(square, larger) > kSameFacePart;
        });
        if (!overlaps) kept.push_back(square);
    }
    return kept;
}

// Where the square reaches outside, the photograph's edge goes on: a face that fills it would else
// be cut larger than those the generator draws.
RgbImage cut(const RgbImage& photograph, const PixelRect& square) {
    RgbImage face(square.width, square.height);
    for (int y = 0; y < square.height; ++y) {
        const int row = std::clamp(square.y + y, 0, photograph.height - 1);
        for (int x = 0; x < square.width; ++x) {
            const int column = std::clamp(square.x + x, 0, photograph.width - 1);
            std::copy_n(photograph.pixel(column, row), 3, face.pixel(x, y));
        }
    }
    return face;
}

Result<std::vector<PixelRect>> squaresIn(const RgbImage& photograph, const fs::path& mtcnn) {
    const auto search = [&](FaceSearch finely) -> Result<std::vector<PixelRect>> {
        const auto detector =
            makeDetector(mtcnn.empty() ? DetectorKind::Haar : DetectorKind::Mtcnn, mtcnn, finely);
        if (!detector) return passOn(detector);
        std::vector<PixelRect> squares;
        for (const DetectedFace& face : (*detector)->find(photograph))
            squares.push_back(framedSquare(face.box, (*detector)->framing()));
        return apart(squares);
    };
    auto main = search(FaceSearch::MainFaces);
    if (!main) return main;
    const double subject = kSubjectPart * std::min(photograph.width, photograph.height);
    if (!main->empty() && main->front().width >= subject) return main;
    auto every = search(FaceSearch::EveryFace);
    return every && every->empty() ? main : every;
}

}  // namespace

fs::path mtcnnFolder() {
    const fs::path folder = shippedModelsFolder() / "mtcnn";
    std::error_code ignored;
    for (const char* part : {"det1", "det2", "det3"}) {
        for (const char* ending : {".prototxt", ".caffemodel"}) {
            if (!fs::is_regular_file(folder / (std::string(part) + ending), ignored)) return {};
        }
    }
    return folder;
}

Result<RgbImage> decodePhotograph(const fs::path& picture) {
    return decodePicture(picture, [](int width, int height) {
        int by = 1;
        while (by < 8 && std::max(width, height) / (2 * by) >= kAmpleSide)
            by *= 2;
        return by;
    });
}

Result<std::vector<PhotographFace>> facesIn(const RgbImage& photograph, const fs::path& mtcnn) {
    const auto squares = squaresIn(photograph, mtcnn);
    if (!squares) return passOn(squares);
    std::vector<PhotographFace> faces;
    for (const PixelRect& square : *squares) {
        if (faces.size() == kMostPhotographFaces) break;
        faces.push_back({square, cut(photograph, square)});
    }
    return faces;
}

Result<std::vector<PhotographFace>> facesInPhotograph(const fs::path& picture,
                                                      const fs::path& mtcnn) {
    const auto photograph = decodePhotograph(picture);
    if (!photograph) return passOn(photograph);
    auto faces = facesIn(*photograph, mtcnn);
    if (faces && faces->empty()) {
        return fail(ErrorCode::NotFound, "{}: no face was found in this picture", picture.string());
    }
    return faces;
}

}  // namespace faceloom
