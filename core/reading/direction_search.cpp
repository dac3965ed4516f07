#include "core/reading/direction_search.h"

#include "core/latent/network_directions.h"

namespace faceloom {

namespace {

constexpr std::size_t kSamples = 2000;  // latents that readings are fitted to
constexpr std::size_t kNumbered = 12;   // components, and factors
constexpr std::size_t kComponentSamples = 1000;
constexpr std::uint64_t kFindingSeed = 0xD14EC7;  // grids' seeds are small numbers

}  // namespace

Result<std::vector<Direction>> findDirections(const LatentStudio& studio,
                                              const std::optional<FaceReadings>& readers,
                                              const std::stop_token& stop,
                                              const DirectionProgress& progress) {
    std::vector<Direction> all;
    const auto append = [&](const auto& directions) {
        all.insert(all.end(), directions->begin(), directions->end());
    };
    if (readers) {
        const auto read =
            readerDirections(studio, *readers, kSamples, kFindingSeed, stop, progress);
        if (!read) return passOn(read);
        append(read);
    }
    const auto components = componentDirections(studio, kNumbered, kComponentSamples, kFindingSeed);
    if (!components) return passOn(components);
    append(components);
    const auto factors = factorDirections(studio, kNumbered);
    if (!factors) return passOn(factors);
    append(factors);
    return all;
}

}  // namespace faceloom
