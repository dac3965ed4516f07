// A learning rate over a whole training. Thread-safe: no shared state.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace faceloom {

// One cycle (Smith and Topin 2019): rises over the first fifth of the steps from a 25th, then falls
// to nearly nothing, both along a cosine. `step` counts from 0.
[[nodiscard]] inline double oneCycle(double highest, std::int64_t step, std::int64_t total) {
    constexpr double kRise = 0.2, kFirst = 1.0 / 25, kLast = 1e-5;
    const auto along = [](double from, double to, double t) {
        return to + (from - to) * (1 + std::cos(std::numbers::pi * t)) / 2;
    };
    const double t = static_cast<double>(step) / static_cast<double>(total);
    return highest *
           (t < kRise ? along(kFirst, 1, t / kRise) : along(1, kLast, (t - kRise) / (1 - kRise)));
}

}  // namespace faceloom
