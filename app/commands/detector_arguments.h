// The options that say how faces are found in pictures.
#pragma once

#include "core/base/result.h"
#include "core/imaging/face_detector.h"

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

namespace faceloom {

struct DetectorArguments {
    std::string detect;
    std::string mtcnn_folder;

    void addTo(CLI::App& command, const char* what_detect_does);
    // None: faces are not looked for. Errors: InvalidArgument.
    [[nodiscard]] Result<std::optional<DetectorKind>> kind() const;
};

}  // namespace faceloom
