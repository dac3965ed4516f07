// How often smiling woman − neutral woman + neutral man gives what reads as a smiling man, with
// sets filled as the program suggests them. Standard-library types only.
#pragma once

#include "core/base/result.h"
#include "core/latent/latent_studio.h"
#include "core/reading/attribute_reader.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>

namespace faceloom {

struct ArithmeticCheck {
    std::size_t seeds = 0;
    std::size_t smiling = 0;      // results that read as smiling
    std::size_t male = 0;         // … as a man
    std::size_t smiling_man = 0;  // … as both
    // Of all the faces drawn, 36 a seed:
    std::size_t faces = 0;
    std::size_t smiling_faces = 0;
    std::size_t male_faces = 0;
    std::size_t young_faces = 0;
    std::size_t glasses_faces = 0;
    // Root mean square difference of the two most alike faces of one grid, in grey levels of 255:
    // the least over the seeds, and the mean.
    double least_difference = 0;
    double mean_least_difference = 0;
};

// Seeds 1 to `seeds`, grids truncated as GridSeed says. `renormalize` brings the result's norm back
// to the typical one. Errors: Cancelled, those of the studio and the reader.
[[nodiscard]] Result<ArithmeticCheck> checkArithmetic(const LatentStudio& studio,
                                                      const AttributeReader& reader,
                                                      std::uint64_t seeds, double truncation,
                                                      bool renormalize,
                                                      const std::stop_token& stop);

}  // namespace faceloom
