// All directions of a model that can be found without its user. Standard-library types only.
#pragma once

#include "core/latent/direction.h"
#include "core/latent/latent_studio.h"
#include "core/reading/face_readings.h"
#include "core/reading/reader_directions.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace faceloom {

// Faces and amount that a direction is measured with, other faces than it was fitted to.
inline constexpr std::size_t kMeasuredFaces = 500;
inline constexpr double kMeasuredAmount = 2;
inline constexpr std::uint64_t kMeasuringSeed = 0x3EA5043;

// What the readers see, fitted to 2000 faces, where there are readers; then twelve components of
// 1000 activations; then twelve factors. The same for the same model and readers. Errors:
// Cancelled, Internal, those of the readers.
[[nodiscard]] Result<std::vector<Direction>> findDirections(
    const LatentStudio& studio, const std::optional<FaceReadings>& readers,
    const std::stop_token& stop, const DirectionProgress& progress);

}  // namespace faceloom
