// Which faces fit "smiling woman" best, and whether a result reads as it should. Standard-library
// types only. Thread-safe: no shared state.
#pragma once

#include "core/reading/face_attributes.h"

#include <cstddef>
#include <optional>
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

struct Suggestion {
    std::size_t index = 0;  // of the reading
    double fit = 0;
};
// The best, at most `most`, best first: of those that read as expected and wear no glasses, or, if
// none does, the single best of all.
[[nodiscard]] std::vector<Suggestion> suggest(std::span<const AttributeReading> readings,
                                              const Expectation& expected, std::size_t most = 3);

}  // namespace faceloom
