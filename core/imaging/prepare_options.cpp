#include "core/imaging/prepare_options.h"

#include <algorithm>
#include <cmath>

namespace faceloom {

Status PrepareOptions::check() const {
    if (crop && detect) {
        return fail(ErrorCode::InvalidArgument,
                    "a crop rectangle ({}) and a face detector were both given: choose one",
                    crop->toString());
    }
    if (image_size != 32 && image_size != 64 && image_size != 128) {
        return fail(ErrorCode::InvalidArgument, "image size {}: must be 32, 64 or 128", image_size);
    }
    if (threads < 0 || threads > 1024) {
        return fail(ErrorCode::InvalidArgument, "{} threads: must be 0 (all cores) to 1024",
                    threads);
    }
    if (detect && *detect == DetectorKind::Mtcnn && detector_folder.empty()) {
        return fail(ErrorCode::InvalidArgument,
                    "MTCNN needs the folder of its files (det1.prototxt, det1.caffemodel, ...)");
    }
    return {};
}

CropRect defaultCrop(bool is_celeba, int picture_width, int picture_height) {
    if (is_celeba) return celebaCrop();
    const int side = std::min(picture_width, picture_height);
    return {std::floor((picture_width - side) / 2.0),
            std::floor((picture_height - side) / 2.0),
            static_cast<double>(side),
            static_cast<double>(side),
            picture_width,
            picture_height};
}

}  // namespace faceloom
