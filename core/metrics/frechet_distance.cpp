#include "core/metrics/frechet_distance.h"

#include "core/metrics/feature_matrix.h"

#include <algorithm>

namespace faceloom {

namespace {

struct Normal {
    at::Tensor mean;        // [d]
    at::Tensor covariance;  // [d, d]
    bool shrunk = false;
};

// Towards the identity times the mean variance, by the share that is best on average (Ledoit and
// Wolf 2004, "A well-conditioned estimator for large-dimensional covariance matrices",
// section 3.3).
at::Tensor shrunkCovariance(const at::Tensor& centred) {
    const auto count = static_cast<double>(centred.size(0));
    const auto size = static_cast<double>(centred.size(1));
    const at::Tensor sample = centred.t().mm(centred) / count;
    const double mean_variance = sample.trace().item<double>() / size;
    const at::Tensor identity = at::eye(centred.size(1), centred.options());
    const double apart = (sample - mean_variance * identity).pow(2).sum().item<double>() / size;
    // Σ |x xᵀ − S|² = Σ |x|⁴ − n |S|².
    const double spread = (centred.pow(2).sum(1).pow(2).sum().item<double>() / count -
                           sample.pow(2).sum().item<double>()) /
                          count / size;
    const double share = apart > 0 ? std::clamp(spread / apart, 0.0, 1.0) : 0.0;
    return (1 - share) * sample + share * mean_variance * identity;
}

Normal normalOf(const at::Tensor& features) {
    Normal normal;
    normal.mean = features.mean(0);
    const at::Tensor centred = features - normal.mean;
    normal.shrunk = features.size(0) < features.size(1);
    normal.covariance = normal.shrunk
                            ? shrunkCovariance(centred)
                            : centred.t().mm(centred) / static_cast<double>(features.size(0) - 1);
    return normal;
}

// tr (A B)^½ = tr (A^½ B A^½)^½, whose matrix is symmetric, so that its eigenvalues are real; those
// below zero are rounding.
double traceOfRoot(const at::Tensor& a, const at::Tensor& b) {
    const auto [values, vectors] = at::linalg_eigh(a);
    const at::Tensor root = (vectors * values.clamp_min(0).sqrt()).mm(vectors.t());
    const at::Tensor product = root.mm(b).mm(root);
    return at::linalg_eigvalsh((product + product.t()) / 2)
        .clamp_min(0)
        .sqrt()
        .sum()
        .item<double>();
}

}  // namespace

Result<FrechetDistance> frechetDistance(std::span<const Features> a, std::span<const Features> b) {
    if (auto status = checkFeatures(a, b, 2); !status) return passOn(status);
    const at::NoGradGuard no_gradients;
    const Normal first = normalOf(matrixOf(a)), second = normalOf(matrixOf(b));
    const double value = (first.mean - second.mean).pow(2).sum().item<double>() +
                         (first.covariance.trace() + second.covariance.trace()).item<double>() -
                         2 * traceOfRoot(first.covariance, second.covariance);
    return FrechetDistance{std::max(value, 0.0), first.shrunk || second.shrunk};
}

}  // namespace faceloom
