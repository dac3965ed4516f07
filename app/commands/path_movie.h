// A path's movie, frames or sheet out of the commands. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/latent/latent_path.h"
#include "core/latent/latent_studio.h"
#include "core/latent/provenance.h"

#include <stop_token>
#include <string>

namespace faceloom {

// Writes what the name says (see movieFormatOf) and prints the name. `shared`: what PNG pictures
// carry besides their faces. Errors: those of check(path), movieFormatOf and writeMovie.
[[nodiscard]] Status writePathMovie(const std::string& out, const LatentPath& path,
                                    const LatentStudio& studio, int scale, const Provenance& shared,
                                    const std::stop_token& stop);

}  // namespace faceloom
