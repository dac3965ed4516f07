// What a discriminator's answers say of the game it plays. Logits, not probabilities; all finite.
// Standard-library types only. Thread-safe: no shared state.
#pragma once

#include <span>

namespace faceloom {

// The mean of σ(logit), the probability "real"; 0 of none.
[[nodiscard]] double meanProbability(std::span<const double> logits);

// V(D, G) = E[log D(x)] + E[log(1 − D(G(z)))] (Goodfellow et al. 2014, "Generative Adversarial
// Nets", equation 1), in nats, of real pictures x and generated ones. At most 0, which the perfect
// discriminator has; −log 4 where D cannot tell them apart and says so. Neither may be empty.
[[nodiscard]] double gameValue(std::span<const double> real, std::span<const double> generated);
inline constexpr double kUndecidedGameValue = -1.3862943611198906;

// The probability that one of `higher` lies above one of `lower`, ties counting half: the area
// under the receiver's curve, or the Mann–Whitney statistic over the number of pairs. 0.5 where
// they are alike, 1 where all lie above. Neither may be empty.
[[nodiscard]] double separationOf(std::span<const double> higher, std::span<const double> lower);

}  // namespace faceloom
