#include "core/metrics/kernel_distance.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace faceloom {

namespace {

constexpr std::size_t kParts = 10;

double kernel(const Features& x, const Features& y) {
    // Sums side by side, for the processor's vector units.
    constexpr std::size_t kLanes = 16;
    float sums[kLanes] = {};
    std::size_t i = 0;
    for (; i + kLanes <= x.size(); i += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            sums[lane] += x[i + lane] * y[i + lane];
    for (std::size_t lane = 0; i < x.size(); ++i, ++lane)
        sums[lane] += x[i] * y[i];
    double product = 0;
    for (const float sum : sums)
        product += sum;
    product = product / static_cast<double>(x.size()) + 1;
    return product * product * product;
}

double meanWithin(std::span<const Features> set) {
    double sum = 0;
    for (std::size_t i = 0; i < set.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            sum += kernel(set[i], set[j]);
    const auto count = static_cast<double>(set.size());
    return 2 * sum / (count * (count - 1));
}

double meanBetween(std::span<const Features> a, std::span<const Features> b) {
    double sum = 0;
    for (const Features& x : a)
        for (const Features& y : b)
            sum += kernel(x, y);
    return sum / (static_cast<double>(a.size()) * static_cast<double>(b.size()));
}

double discrepancy(std::span<const Features> a, std::span<const Features> b) {
    return meanWithin(a) + meanWithin(b) - 2 * meanBetween(a, b);
}

std::span<const Features> part(std::span<const Features> all, std::size_t index) {
    const std::size_t first = all.size() * index / kParts;
    return all.subspan(first, all.size() * (index + 1) / kParts - first);
}

}  // namespace

Result<KernelDistance> kernelDistance(std::span<const Features> a, std::span<const Features> b) {
    constexpr std::size_t kLeast = 2 * kParts;
    if (a.size() < kLeast || b.size() < kLeast) {
        return fail(ErrorCode::InvalidArgument,
                    "a distance needs {} pictures on each side; there are {} and {}", kLeast,
                    a.size(), b.size());
    }
    const std::size_t length = a.front().size();
    const auto other = [&](const Features& features) { return features.size() != length; };
    if (length == 0 || std::ranges::any_of(a, other) || std::ranges::any_of(b, other))
        return fail(ErrorCode::InvalidArgument, "the pictures' features differ in number");
    KernelDistance distance{discrepancy(a, b), 0};
    std::vector<double> parts;
    double mean = 0;
    for (std::size_t i = 0; i < kParts; ++i) {
        parts.push_back(discrepancy(part(a, i), part(b, i)));
        mean += parts.back() / kParts;
    }
    double variance = 0;
    for (const double value : parts)
        variance += (value - mean) * (value - mean) / (kParts - 1);
    distance.standard_error = std::sqrt(variance / kParts);
    return distance;
}

}  // namespace faceloom
