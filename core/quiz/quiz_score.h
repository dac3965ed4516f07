// How well answers tell real faces from generated ones. No Torch header. Thread-safe: no shared
// state.
#pragma once

#include "core/quiz/quiz_take.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace faceloom {

// A share with its 95 % interval (Wilson 1927: within 0..1, and sound for few answers and for
// shares of 0 and 1).
struct Share {
    std::size_t part = 0;
    std::size_t whole = 0;
    double value = 0;
    double low = 0;
    double high = 1;
};
[[nodiscard]] Share shareOf(std::size_t part, std::size_t whole);  // of nothing: 0, 0..1

// Sensitivity d′ and bias c of answers about one picture each, "real" being the signal: Φ⁻¹(H) −
// Φ⁻¹(F) and −½(Φ⁻¹(H) + Φ⁻¹(F)), H the share of real pictures called real and F that of generated
// ones (Green and Swets 1966). Rates are (count + ½) / (total + 1), the log-linear correction
// (Hautus 1995), so that shares of 0 and 1 give numbers. c above 0: calls too much a fake.
struct Sensitivity {
    double d_prime = 0;
    double criterion = 0;
};
// Nothing where one of the totals is 0.
[[nodiscard]] std::optional<Sensitivity> sensitivityOf(std::size_t hits, std::size_t real,
                                                       std::size_t false_alarms,
                                                       std::size_t generated);
// d′ of choices between two: √2 · Φ⁻¹(share right) (Macmillan and Creelman 2005, chapter 7),
// corrected in the same way. Nothing of none.
[[nodiscard]] std::optional<double> pairSensitivity(std::size_t right, std::size_t pairs);

struct QuizScore {
    Share right;
    std::optional<double> d_prime;
    std::optional<double> criterion;  // none of pairs
    std::optional<double> median_ms;  // none of machines
};
[[nodiscard]] QuizScore scoreOf(std::span<const QuizAnswer> answers);

// How often a generated face was taken for a real one.
struct FooledBy {
    int face = 0;  // its number, from 1
    Share fooled;
};
// Over all answers given, the one that fooled most first, equals by number; only those that were
// asked about.
[[nodiscard]] std::vector<FooledBy> fooledMost(std::span<const QuizTake> takes);

}  // namespace faceloom
