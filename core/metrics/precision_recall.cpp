#include "core/metrics/precision_recall.h"

#include "core/metrics/feature_matrix.h"

namespace faceloom {

namespace {

constexpr std::int64_t kRowsAtOnce = 512;

// Square distances of a few rows of `from` to all of `to`: [rows, n]. In float64, since |a|² + |b|²
// − 2ab loses digits.
at::Tensor squareDistances(const at::Tensor& from, const at::Tensor& to, std::int64_t first) {
    const at::Tensor rows = from.narrow(0, first, std::min(kRowsAtOnce, from.size(0) - first));
    return (rows.pow(2).sum(1, true) + to.pow(2).sum(1) - 2 * rows.mm(to.t())).clamp_min(0);
}

// Of each row, the square distance to its k-th nearest other.
at::Tensor radii(const at::Tensor& set, std::int64_t k) {
    std::vector<at::Tensor> parts;
    for (std::int64_t first = 0; first < set.size(0); first += kRowsAtOnce) {
        at::Tensor distances = squareDistances(set, set, first);
        // A face is no neighbour of itself, however rounding falls.
        for (std::int64_t row = 0; row < distances.size(0); ++row)
            distances[row][first + row] = std::numeric_limits<double>::infinity();
        parts.push_back(std::get<0>(distances.kthvalue(k, 1)));
    }
    return at::cat(parts);
}

// The share of `faces` that lie within the radius of one of `set`.
double shareWithin(const at::Tensor& faces, const at::Tensor& set, const at::Tensor& radius) {
    double within = 0;
    for (std::int64_t first = 0; first < faces.size(0); first += kRowsAtOnce)
        within += squareDistances(faces, set, first).le(radius).any(1).sum().item<double>();
    return within / static_cast<double>(faces.size(0));
}

}  // namespace

Result<PrecisionRecall> precisionAndRecall(std::span<const Features> real,
                                           std::span<const Features> generated, std::size_t k) {
    if (k < 1) return fail(ErrorCode::InvalidArgument, "k must be at least 1");
    if (auto status = checkFeatures(real, generated, k + 1); !status) return passOn(status);
    const at::NoGradGuard no_gradients;
    const at::Tensor real_rows = matrixOf(real), generated_rows = matrixOf(generated);
    const auto nearest = static_cast<std::int64_t>(k);
    return PrecisionRecall{shareWithin(generated_rows, real_rows, radii(real_rows, nearest)),
                           shareWithin(real_rows, generated_rows, radii(generated_rows, nearest))};
}

}  // namespace faceloom
