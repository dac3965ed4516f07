// Directions in latent space, and moving along them. Standard-library types only. Thread-safe: no
// shared state.
#pragma once

#include "core/latent/latent_ops.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace faceloom {

enum class DirectionKind {
    Component,  // principal component of the first layer's activations
    Factor,     // of the first layer's weights
    Attribute,  // what the attribute reader reads, or the age
    Sets,       // from one of the user's sets to another
};

struct Direction {
    std::string name;  // "Component 1", "Smiling", "B → A"
    DirectionKind kind = DirectionKind::Component;
    Latent vector;  // of length 1
    // How much it explains, 0..1: of the variance (components, factors), of the reading among
    // sampled faces (R², attributes), of the sets' faces on their side (sets).
    double strength = 0;
};

// Names of the kinds' members that are numbered: "Component 3".
[[nodiscard]] std::string directionName(DirectionKind kind, std::size_t number);

// latent + amount · vector; all of one size. The amount is in standard deviations of sampled
// latents, for vectors of length 1.
[[nodiscard]] Latent moved(const Latent& latent, const Latent& vector, double amount);

// What is left of `vector` without its part in the span of `others`, brought back to length 1
// (Gram–Schmidt, twice for rounding's sake). Nothing where next to nothing is left: less than a
// thousandth of it.
[[nodiscard]] std::optional<Latent> orthogonalTo(const Latent& vector,
                                                 std::span<const Latent> others);

// The same without bringing the length back, for a whole edit that is to leave `locked` alone: a
// zero vector where nothing is left.
[[nodiscard]] Latent without(const Latent& vector, std::span<const Latent> locked);

// Pulled towards the mean of all latents, which is zero (Karras et al. 2019, section 3.1; Brock et
// al. 2019): psi · latent, psi 0..1; 1 changes nothing.
[[nodiscard]] Latent truncated(const Latent& latent, double psi);

// One direction of an edit.
struct DirectionMove {
    Latent vector;        // of length 1
    double amount = 0;    // along it
    bool locked = false;  // what it changes is kept steady while the others move
};

// The latent moved along the directions: those that are not locked without their part in the locked
// ones' span; then, if asked for, brought back to the norm it began with, whatever truncation it
// was drawn at; then truncated. All of one size.
[[nodiscard]] Latent edited(const Latent& latent, std::span<const DirectionMove> moves,
                            double psi = 1, bool renormalize = false);

// Where the norms of standard normal latents of this size lie: their mean, and the range that holds
// 95 of 100 (chi distribution; Wilson and Hilferty's approximation).
struct NormRange {
    double mean = 0;
    double low = 0;
    double high = 0;
};
[[nodiscard]] NormRange usualNorms(int size);

}  // namespace faceloom
