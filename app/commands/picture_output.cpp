#include "app/commands/picture_output.h"

#include <iostream>

namespace faceloom {

ModelReference referenceTo(const LatentStudio& studio) {
    return {studio.info().sha256, studio.info().path.string(), studio.latentSize()};
}

Status writePicture(const std::string& out, const RgbImage& picture, const Provenance& provenance) {
    if (auto status = writePngWith(out, picture, provenance); !status) return status;
    std::cout << out << '\n';
    return {};
}

}  // namespace faceloom
