// Smiling woman − neutral woman + neutral man over one grid, its sets filled as suggestSets does.
// Standard-library types only. Thread-safe: no shared state.
#pragma once

#include "core/latent/latent_ops.h"
#include "core/reading/suggestion.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace faceloom {

struct SuggestedSum {
    std::array<std::vector<std::size_t>, 3> sets;  // positions in the grid
    std::array<Latent, 3> means;
    Latent sum;
};

// As many readings as latents, at least one.
[[nodiscard]] SuggestedSum suggestedSum(std::span<const AttributeReading> readings,
                                        std::span<const Latent> latents);

}  // namespace faceloom
