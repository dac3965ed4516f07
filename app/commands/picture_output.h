// Pictures out of the commands, with what they were made of inside. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/latent/latent_studio.h"
#include "core/latent/provenance.h"

#include <string>

namespace faceloom {

[[nodiscard]] ModelReference referenceTo(const LatentStudio& studio);

// Writes the picture and prints its name. Errors: those of writePngWith.
[[nodiscard]] Status writePicture(const std::string& out, const RgbImage& picture,
                                  const Provenance& provenance);

}  // namespace faceloom
