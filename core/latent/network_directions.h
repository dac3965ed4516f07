// Directions that a generator itself suggests, without any reader: what its first layer tells apart
// most. No Torch header.
#pragma once

#include "core/base/result.h"
#include "core/latent/direction.h"
#include "core/latent/latent_studio.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace faceloom {

// The first layer is the dense one together with the first transposed convolution: nothing lies
// between them. All functions: strongest first, at most latentSize() of them; Errors: Internal.

// Closed-form factorisation (Shen and Zhou 2021, "Closed-Form Factorization of Latent Semantics in
// GANs"): eigenvectors of AᵀA, A the first layer's weights. The sign, which is open, makes the
// largest number positive.
[[nodiscard]] Result<std::vector<Direction>> factorDirections(const LatentStudio& studio,
                                                              std::size_t count);

// Principal components of the first layer's activations (after LeakyReLU and batch norm) over
// `samples` latents of a seed, carried back to latents by least squares (Härkönen et al. 2020,
// "GANSpace", section 3.2).
[[nodiscard]] Result<std::vector<Direction>> componentDirections(const LatentStudio& studio,
                                                                 std::size_t count,
                                                                 std::size_t samples,
                                                                 std::uint64_t seed);

}  // namespace faceloom
