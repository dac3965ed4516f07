// Which faces a reading command reads: picture files, or those a model draws.
#pragma once

#include "app/commands/detector_arguments.h"
#include "app/commands/grid_arguments.h"
#include "core/base/result.h"
#include "core/base/rgb_image.h"

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace faceloom {

struct NamedFace {
    std::string name;  // the file as it was given, or the face's number
    RgbImage face;
};

struct FaceArguments {
    std::vector<std::string> pictures;
    std::string model;
    GridArguments grid;
    int count = 36;
    DetectorArguments detector;

    void addTo(CLI::App& command);
    // What cannot be read, or has no face where one was to be found, is said on stderr, a line
    // each, and left out; `failure` is then the first of those errors. Errors: InvalidArgument,
    // those of LatentStudio and makeDetector.
    [[nodiscard]] Result<std::vector<NamedFace>> load(Status& failure) const;
};

}  // namespace faceloom
