// Arithmetic on latent vectors. Standard-library types only. Thread-safe: no shared state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace faceloom {

using Latent = std::vector<float>;  // z, of the model's latent size; standard normal when sampled

// `count` standard normal latents from a seed (SplitMix-seeded Mersenne twister, Box–Muller). The
// first n of a longer list are the shorter list, so that face 5 of a seed is always the same face.
[[nodiscard]] std::vector<Latent> sampleLatents(std::uint64_t seed, std::size_t count, int size);

// What a grid's faces follow from. Truncation psi, 0..1, draws them nearer to the mean of all,
// which is zero: psi · z (Karras et al. 2019, section 3.1; Brock et al. 2019), so that fewer are
// broken and they vary less; 1 draws them as the model learned.
struct GridSeed {
    std::uint64_t seed = 1;
    double truncation = 1;
    bool operator==(const GridSeed&) const = default;
};
[[nodiscard]] std::vector<Latent> sampleLatents(const GridSeed& grid, std::size_t count, int size);

// The average. At least one; all of one size.
[[nodiscard]] Latent meanOf(std::span<const Latent> latents);

struct LatentTerm {
    double weight = 1.0;
    std::vector<Latent> latents;  // the term is their mean
};
// Σ weight · mean, summed in float64 and rounded once, so that a − b + b is a to the bit. At least
// one term.
[[nodiscard]] Latent combine(std::span<const LatentTerm> terms);

[[nodiscard]] double norm(const Latent& latent);  // Euclidean
[[nodiscard]] double typicalNorm(int size);       // √size, near where standard normal latents lie
[[nodiscard]] Latent withNorm(const Latent& latent,
                              double norm);  // scaled to it; a zero latent stays zero

enum class InterpolationMode { Lerp, Slerp };

// t in 0..1; t = 0 gives `from` and t = 1 gives `to`, to the bit.
[[nodiscard]] Latent lerp(const Latent& from, const Latent& to, double t);
// Along the great circle between the directions, the norm going linearly from one to the other
// (Shoemake 1985; White 2016, "Sampling Generative Networks"). Falls back to lerp where the angle
// is too small or the ends are opposite.
[[nodiscard]] Latent slerp(const Latent& from, const Latent& to, double t);
[[nodiscard]] Latent interpolate(const Latent& from, const Latent& to, double t,
                                 InterpolationMode mode);
// `steps` ≥ 2 latents, the first and last being the ends.
[[nodiscard]] std::vector<Latent> interpolationPath(const Latent& from, const Latent& to, int steps,
                                                    InterpolationMode mode);

}  // namespace faceloom
