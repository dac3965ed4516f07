#include "core/latent/direction.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace faceloom {

namespace {

using Wide = std::vector<double>;

double product(const Wide& a, const Wide& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] * b[i];
    return sum;
}

void takeOut(Wide& vector, const Wide& unit) {
    const double part = product(vector, unit);
    for (std::size_t i = 0; i < vector.size(); ++i)
        vector[i] -= part * unit[i];
}

// What is left of `vector` beside those of `basis`, in two passes: one leaves rounding of the size
// of what was taken out.
void takeOutAll(Wide& vector, const std::vector<Wide>& basis) {
    for (int pass = 0; pass < 2; ++pass)
        for (const Wide& unit : basis)
            takeOut(vector, unit);
}

constexpr double kNothingLeft = 1e-3;

std::vector<Wide> basisOf(std::span<const Latent> vectors, std::size_t size) {
    std::vector<Wide> basis;
    for (const Latent& vector : vectors) {
        if (vector.size() != size) throw std::invalid_argument("directions of different sizes");
        Wide rest(vector.begin(), vector.end());
        const double before = std::sqrt(product(rest, rest));
        takeOutAll(rest, basis);
        const double length = std::sqrt(product(rest, rest));
        if (length <= kNothingLeft * before) continue;
        for (double& value : rest)
            value /= length;
        basis.push_back(std::move(rest));
    }
    return basis;
}

Wide rest(const Latent& vector, std::span<const Latent> others) {
    Wide left(vector.begin(), vector.end());
    takeOutAll(left, basisOf(others, vector.size()));
    return left;
}

}  // namespace

std::string directionName(DirectionKind kind, std::size_t number) {
    return fmt::format("{} {}", kind == DirectionKind::Factor ? "Factor" : "Component", number);
}

Latent moved(const Latent& latent, const Latent& vector, double amount) {
    if (latent.size() != vector.size())
        throw std::invalid_argument("a direction of another size than the latent");
    Latent result(latent.size());
    std::ranges::transform(latent, vector, result.begin(), [&](float z, float v) {
        return static_cast<float>(double(z) + amount * double(v));
    });
    return result;
}

std::optional<Latent> orthogonalTo(const Latent& vector, std::span<const Latent> others) {
    const Wide left = rest(vector, others);
    const double length = std::sqrt(product(left, left));
    if (length <= kNothingLeft * norm(vector)) return std::nullopt;
    Latent result(left.size());
    std::ranges::transform(left, result.begin(),
                           [&](double value) { return static_cast<float>(value / length); });
    return result;
}

Latent without(const Latent& vector, std::span<const Latent> locked) {
    const Wide left = rest(vector, locked);
    return {left.begin(), left.end()};
}

Latent truncated(const Latent& latent, double psi) {
    return moved(Latent(latent.size(), 0.0F), latent, psi);
}

Latent edited(const Latent& latent, std::span<const DirectionMove> moves, double psi,
              bool renormalize) {
    Latent free(latent.size(), 0.0F), held = free;
    std::vector<Latent> locked;
    for (const DirectionMove& move : moves) {
        Latent& sum = move.locked ? held : free;
        if (move.amount != 0) sum = moved(sum, move.vector, move.amount);
        if (move.locked) locked.push_back(move.vector);
    }
    if (!locked.empty()) free = without(free, locked);
    Latent result = moved(moved(latent, free, 1), held, 1);
    if (renormalize) result = withNorm(result, norm(latent));
    return psi == 1 ? result : truncated(result, psi);
}

NormRange usualNorms(int size) {
    // χ² with k degrees of freedom is near k (1 − 2/(9k) + u √(2/(9k)))³, u standard normal.
    const auto k = static_cast<double>(size);
    const double c = 2.0 / (9.0 * k);
    const auto quantile = [&](double u) {
        const double root = std::max(0.0, 1.0 - c + u * std::sqrt(c));
        return std::sqrt(k * root * root * root);
    };
    constexpr double kNineteenOfTwenty = 1.959964;  // standard deviations to either side
    return {std::sqrt(2.0) * std::exp(std::lgamma((k + 1) / 2) - std::lgamma(k / 2)),
            quantile(-kNineteenOfTwenty), quantile(kNineteenOfTwenty)};
}

}  // namespace faceloom
