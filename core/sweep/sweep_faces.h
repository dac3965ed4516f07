// The 36 faces of each setting of a sweep, side by side. No Torch header. Thread-safe: no shared
// state.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/sweep/sweep_table.h"

namespace faceloom {

// Of the run that stands for a setting, where it was measured, 6 × 6 without gaps: drawn from the
// latents of the run's seed, which are the same for settings of one latent size. Errors: NotFound
// (nothing measured), those of facesAt.
[[nodiscard]] Result<RgbImage> facesOf(const SweepFolder& folder, const std::vector<Trial>& trials,
                                       const SettingOutcome& setting);

// All of those that were measured (64 at most), captioned; smaller ones are enlarged. Empty: there
// are none.
[[nodiscard]] Result<RgbImage> drawSweepFaces(const SweepFolder& folder,
                                              const std::vector<Trial>& trials,
                                              const SweepOutcome& outcome);

}  // namespace faceloom
