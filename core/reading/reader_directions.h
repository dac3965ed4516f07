// Directions that change what the readers see, and how well a direction does it. Standard-library
// types only.
#pragma once

#include "core/base/result.h"
#include "core/latent/direction.h"
#include "core/latent/latent_studio.h"
#include "core/reading/face_attributes.h"
#include "core/reading/face_readings.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace faceloom {

// Those of what the program itself reads, in the order they are shown.
inline constexpr std::array<std::string_view, 5> kFirstDirections = {"Smiling", "Male", "Age",
                                                                     "Young", "Eyeglasses"};
// Name of the direction of age; those of attributes have the attribute's name.
inline constexpr std::string_view kAgeDirection = kFirstDirections[2];

using DirectionProgress = std::function<void(double share)>;  // 0..1, from the calling thread

// Regression of each attribute's log-odds, and of the expected age, on `samples` latents of a seed;
// those the program uses itself first, then those best explained. What no face or every face has is
// left out. Empty without readers. Errors: Cancelled, those of the studio and the readers.
[[nodiscard]] Result<std::vector<Direction>> readerDirections(
    const LatentStudio& studio, const FaceReadings& readers, std::size_t samples,
    std::uint64_t seed, const std::stop_token& stop, const DirectionProgress& progress);

// What a direction changes, on average over sampled faces, from `amount` against it to `amount`
// along it.
struct DirectionEffect {
    std::size_t faces = 0;
    double amount = 0;
    bool has_attributes = false;
    std::array<double, kAttributes> attributes{};  // of the probabilities, −1..1
    std::optional<double> years;                   // of the expected age
};
// Errors: InvalidArgument (a vector of another size), Cancelled, those of the studio and the
// readers.
[[nodiscard]] Result<DirectionEffect> measureEffect(const LatentStudio& studio,
                                                    const FaceReadings& readers,
                                                    const Latent& vector, double amount,
                                                    std::size_t faces, std::uint64_t seed,
                                                    const std::stop_token& stop,
                                                    const DirectionProgress& progress);

}  // namespace faceloom
