// Directions fitted to latents and what is known of them. No Torch header. Thread-safe: no shared
// state.
#pragma once

#include "core/base/result.h"
#include "core/latent/latent_ops.h"

#include <span>
#include <vector>

namespace faceloom {

struct FittedDirection {
    Latent vector;        // of length 1, towards larger targets, or towards the first set
    double slope = 0;     // change of the target (or of the log-odds) a unit of way
    double strength = 0;  // regression: R² on the latents given; sets: share on their side
};

// Ridge regression of `targets` on latents, both centred: (ZᵀZ + ridge·I) w = Zᵀy (Hoerl and
// Kennard 1970). Errors: InvalidArgument (not as many targets as latents, fewer than two, sizes
// that differ, targets that are all alike or not finite).
[[nodiscard]] Result<FittedDirection> regressionDirection(std::span<const Latent> latents,
                                                          std::span<const double> targets,
                                                          double ridge = 1.0);

// From `others` to `members`: logistic regression with an intercept and the penalty ½·|w|², by
// Newton's method. Few faces in many dimensions can always be parted, so the penalty decides: with
// one face on each side it is the line between them. Errors: InvalidArgument (an empty set, sizes
// that differ, sets that hold the same latents).
[[nodiscard]] Result<FittedDirection> separatingDirection(std::span<const Latent> members,
                                                          std::span<const Latent> others);

}  // namespace faceloom
