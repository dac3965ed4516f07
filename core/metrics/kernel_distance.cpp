#include "core/metrics/kernel_distance.h"

#include "core/metrics/feature_matrix.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace faceloom {

namespace {

constexpr std::int64_t kParts = 10;
constexpr std::int64_t kRowsAtOnce = 256;

// (x·y / d + 1)³ of products x·y, summed.
double kernelSum(const at::Tensor& products, std::int64_t length) {
    const at::Tensor base = products / static_cast<double>(length) + 1;
    return (base * base * base).sum().item<double>();
}

// Over all pairs of rows.
double sumBetween(const at::Tensor& a, const at::Tensor& b) {
    double sum = 0;
    for (const at::Tensor& rows : a.split(kRowsAtOnce))
        sum += kernelSum(rows.mm(b.t()), a.size(1));
    return sum;
}

double meanWithin(const at::Tensor& set) {
    const double own = kernelSum((set * set).sum(1), set.size(1));
    const auto count = static_cast<double>(set.size(0));
    return (sumBetween(set, set) - own) / (count * (count - 1));
}

double discrepancy(const at::Tensor& a, const at::Tensor& b) {
    const double between =
        sumBetween(a, b) / (static_cast<double>(a.size(0)) * static_cast<double>(b.size(0)));
    return meanWithin(a) + meanWithin(b) - 2 * between;
}

at::Tensor part(const at::Tensor& all, std::int64_t index) {
    const std::int64_t first = all.size(0) * index / kParts;
    return all.narrow(0, first, all.size(0) * (index + 1) / kParts - first);
}

}  // namespace

Result<KernelDistance> kernelDistance(std::span<const Features> a, std::span<const Features> b) {
    if (auto status = checkFeatures(a, b, 2 * kParts); !status) return passOn(status);
    const at::NoGradGuard no_gradients;
    const at::Tensor first = matrixOf(a), second = matrixOf(b);
    KernelDistance distance{discrepancy(first, second), 0};
    std::vector<double> parts;
    double mean = 0;
    for (std::int64_t i = 0; i < kParts; ++i) {
        parts.push_back(discrepancy(part(first, i), part(second, i)));
        mean += parts.back() / kParts;
    }
    double variance = 0;
    for (const double value : parts)
        variance += (value - mean) * (value - mean) / (kParts - 1);
    distance.standard_error = std::sqrt(variance / kParts);
    return distance;
}

}  // namespace faceloom
