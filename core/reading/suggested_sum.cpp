#include "core/reading/suggested_sum.h"

namespace faceloom {

SuggestedSum suggestedSum(std::span<const AttributeReading> readings,
                          std::span<const Latent> latents) {
    constexpr std::array<double, 3> kWeights{1, -1, 1};
    SuggestedSum result;
    result.sets = suggestSets(readings);
    std::vector<LatentTerm> terms;
    for (std::size_t i = 0; i < result.sets.size(); ++i) {
        LatentTerm term{kWeights.at(i), {}};
        for (const std::size_t face : result.sets.at(i))
            term.latents.push_back(latents[face]);
        result.means.at(i) = meanOf(term.latents);
        terms.push_back(std::move(term));
    }
    result.sum = combine(terms);
    return result;
}

}  // namespace faceloom
