#include "core/metrics/judgement.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace faceloom {

namespace {

// log σ(x), for numbers of any size.
double logSigmoid(double x) {
    return std::min(x, 0.0) - std::log1p(std::exp(-std::abs(x)));
}

template <class Function>
double meanOver(std::span<const double> values, const Function& function) {
    double sum = 0;
    for (const double value : values)
        sum += function(value);
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

}  // namespace

double meanProbability(std::span<const double> logits) {
    return meanOver(logits, [](double x) { return std::exp(logSigmoid(x)); });
}

double gameValue(std::span<const double> real, std::span<const double> generated) {
    // log(1 − σ(x)) = log σ(−x).
    return meanOver(real, logSigmoid) +
           meanOver(generated, [](double x) { return logSigmoid(-x); });
}

double separationOf(std::span<const double> higher, std::span<const double> lower) {
    std::vector<double> sorted(lower.begin(), lower.end());
    std::ranges::sort(sorted);
    return meanOver(higher, [&sorted](double value) {
        const auto [first, last] = std::ranges::equal_range(sorted, value);
        const auto below = static_cast<double>(first - sorted.begin());
        const auto equal = static_cast<double>(last - first);
        return (below + equal / 2) / static_cast<double>(sorted.size());
    });
}

}  // namespace faceloom
