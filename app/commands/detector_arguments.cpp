#include "app/commands/detector_arguments.h"

namespace faceloom {

void DetectorArguments::addTo(CLI::App& command, const char* what_detect_does) {
    command.add_option("--detect", detect, what_detect_does)->type_name("HOW");
    command.add_option("--mtcnn-dir", mtcnn_folder, "Folder with MTCNN's det1..det3 Caffe files")
        ->type_name("DIR");
}

Result<std::optional<DetectorKind>> DetectorArguments::kind() const {
    if (detect.empty()) return std::nullopt;
    if (detect == "haar") return DetectorKind::Haar;
    if (detect != "mtcnn") {
        return fail(ErrorCode::InvalidArgument, "--detect '{}' is neither haar nor mtcnn", detect);
    }
    if (mtcnn_folder.empty()) {
        return fail(ErrorCode::InvalidArgument, "--detect mtcnn needs --mtcnn-dir DIR");
    }
    return DetectorKind::Mtcnn;
}

}  // namespace faceloom
