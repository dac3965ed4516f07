#include "core/projection/photograph.h"

#include "core/base/shipped_models.h"
#include "core/imaging/face_detector.h"
#include "core/imaging/picture_decoder.h"

#include <string>

namespace faceloom {

namespace fs = std::filesystem;

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

Result<std::vector<PhotographFace>> facesInPhotograph(const fs::path& picture,
                                                      const fs::path& mtcnn) {
    const auto photograph = decodePicture(picture);
    if (!photograph) return passOn(photograph);
    const auto detector =
        makeDetector(mtcnn.empty() ? DetectorKind::Haar : DetectorKind::Mtcnn, mtcnn);
    if (!detector) return passOn(detector);
    std::vector<PhotographFace> faces;
    for (const PixelRect& square : faceSquares(**detector, *photograph)) {
        if (faces.size() == kMostPhotographFaces) break;
        faces.push_back({square, cropAndResize(*photograph, square, square.width)});
    }
    if (faces.empty()) {
        return fail(ErrorCode::NotFound, "{}: no face was found in this picture", picture.string());
    }
    return faces;
}

}  // namespace faceloom
