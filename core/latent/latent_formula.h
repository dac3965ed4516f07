// Formulas over sets of latents, as "A - B + 0.5*C": each name stands for the mean of its set. Only
// standard-library types. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/latent/latent_ops.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace faceloom {

inline constexpr double kLargestWeight = 1000;        // of a set in a formula
inline constexpr std::size_t kLongestFormula = 1000;  // bytes
inline constexpr const char* kSourceFormula = "A - B + C";

struct FormulaTerm {
    std::string set;
    double weight = 1;
    bool operator==(const FormulaTerm&) const = default;
};

// What a formula comes to: each set it names once, in the order of their first appearance, with the
// sum of its weights.
using LatentFormula = std::vector<FormulaTerm>;

// Sums, differences and parentheses over set names and numbers; * and / by numbers ("2A" is 2*A);
// ×, · and − are read as *, * and -. A set's name is letters, digits and underscores, not beginning
// with a digit. Errors: InvalidArgument, one line that quotes what is wrong (no such set, two sets
// multiplied, a number that stands alone, weights beyond ±1000, an unfinished formula).
[[nodiscard]] Result<LatentFormula> parseFormula(std::string_view text,
                                                 std::span<const std::string> sets);

// Σ weight · mean(set). Errors: InvalidArgument (a set of the formula is empty or missing, latents
// of different sizes).
[[nodiscard]] Result<Latent> evaluate(const LatentFormula& formula,
                                      const std::map<std::string, std::vector<Latent>>& sets);

}  // namespace faceloom
