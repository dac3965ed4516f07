// Which faces fit "smiling woman" best, and whether a result reads as it should. Standard-library
// types only. Thread-safe: no shared state.
#pragma once

#include "core/reading/face_attributes.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace faceloom {

// What a set of the arithmetic is meant to hold.
struct Expectation {
    bool smiling = false;
    bool male = false;
    bool operator==(const Expectation&) const = default;
};

// The design's three sets, and what their sum smiling woman − neutral woman + neutral man should
// be.
inline constexpr Expectation kSmilingWoman{true, false};
inline constexpr Expectation kNeutralWoman{false, false};
inline constexpr Expectation kNeutralMan{false, true};
inline constexpr Expectation kSmilingMan{true, true};

// How surely a face is that, 0..1: the product of the two probabilities.
[[nodiscard]] double fitOf(const AttributeReading& reading, const Expectation& expected);
// Both read as expected, each with a probability above one half.
[[nodiscard]] bool readsAs(const AttributeReading& reading, const Expectation& expected);

inline constexpr std::size_t kSuggestedFaces = 4;

// Positions of faces for the three sets, at most `most` each, best first: smiling women, neutral
// women, neutral men, each without glasses and reading as that; or, where none does, the single
// best of all. Among them those are chosen whose sum should most surely read as a smiling man:
// logits are taken to add up as latents do, so a face that is subtracted weighs as much as one that
// is added.
[[nodiscard]] std::array<std::vector<std::size_t>, 3> suggestSets(
    std::span<const AttributeReading> readings, std::size_t most = kSuggestedFaces);

}  // namespace faceloom
