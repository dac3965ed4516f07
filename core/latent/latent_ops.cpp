#include "core/latent/latent_ops.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <stdexcept>

namespace faceloom {

namespace {

// Spreads near seeds (1, 2, 3 …) over the whole 64-bit range (Steele, Lea and Flood 2014).
std::uint64_t splitMix(std::uint64_t seed) {
    seed += 0x9E3779B97F4A7C15ULL;
    seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9ULL;
    seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EBULL;
    return seed ^ (seed >> 31);
}

// std::normal_distribution differs between standard libraries; this does not.
class NormalSource {
public:
    explicit NormalSource(std::uint64_t seed) : engine_(splitMix(seed)) {}
    float next() {
        if (has_spare_) {
            has_spare_ = false;
            return static_cast<float>(spare_);
        }
        const double radius = std::sqrt(-2.0 * std::log(uniform()));
        const double angle = 2.0 * std::numbers::pi * uniform();
        spare_ = radius * std::sin(angle);
        has_spare_ = true;
        return static_cast<float>(radius * std::cos(angle));
    }

private:
    double uniform() {
        return (static_cast<double>(engine_() >> 11) + 0.5) * 0x1.0p-53;
    }  // in (0, 1)

    std::mt19937_64 engine_;
    double spare_ = 0;
    bool has_spare_ = false;
};

void requireSameSize(const Latent& a, const Latent& b) {
    if (a.size() != b.size()) throw std::invalid_argument("latents of different sizes");
}

}  // namespace

std::vector<Latent> sampleLatents(std::uint64_t seed, std::size_t count, int size) {
    NormalSource normal(seed);
    std::vector<Latent> latents(count, Latent(static_cast<std::size_t>(size)));
    for (Latent& latent : latents)
        std::ranges::generate(latent, [&] { return normal.next(); });
    return latents;
}

std::vector<Latent> sampleLatents(const GridSeed& grid, std::size_t count, int size) {
    auto latents = sampleLatents(grid.seed, count, size);
    if (grid.truncation == 1) return latents;
    for (Latent& latent : latents) {
        for (float& value : latent)
            value = static_cast<float>(grid.truncation * static_cast<double>(value));
    }
    return latents;
}

Latent meanOf(std::span<const Latent> latents) {
    const LatentTerm term{1.0, {latents.begin(), latents.end()}};
    return combine({&term, 1});
}

Latent combine(std::span<const LatentTerm> terms) {
    if (terms.empty() || terms.front().latents.empty())
        throw std::invalid_argument("an empty term");
    const Latent& first = terms.front().latents.front();
    std::vector<double> sum(first.size(), 0.0);
    for (const LatentTerm& term : terms) {
        if (term.latents.empty()) throw std::invalid_argument("an empty term");
        const auto count = static_cast<double>(term.latents.size());
        for (std::size_t i = 0; i < sum.size(); ++i) {
            double total = 0;
            for (const Latent& latent : term.latents) {
                requireSameSize(latent, first);
                total += static_cast<double>(latent[i]);
            }
            sum[i] += term.weight * (total / count);
        }
    }
    return {sum.begin(), sum.end()};
}

double norm(const Latent& latent) {
    double sum = 0;
    for (const float value : latent)
        sum += static_cast<double>(value) * static_cast<double>(value);
    return std::sqrt(sum);
}

double typicalNorm(int size) {
    return std::sqrt(static_cast<double>(size));
}

Latent withNorm(const Latent& latent, double target) {
    const double now = norm(latent);
    if (now == 0) return latent;
    Latent scaled(latent.size());
    std::ranges::transform(latent, scaled.begin(), [&](float value) {
        return static_cast<float>(static_cast<double>(value) * (target / now));
    });
    return scaled;
}

Latent lerp(const Latent& from, const Latent& to, double t) {
    requireSameSize(from, to);
    Latent between(from.size());
    std::ranges::transform(from, to, between.begin(), [&](float a, float b) {
        return static_cast<float>((1.0 - t) * static_cast<double>(a) + t * static_cast<double>(b));
    });
    return between;
}

Latent slerp(const Latent& from, const Latent& to, double t) {
    requireSameSize(from, to);
    if (t <= 0) return from;
    if (t >= 1) return to;
    const double from_norm = norm(from);
    const double to_norm = norm(to);
    if (from_norm == 0 || to_norm == 0) return lerp(from, to, t);
    double cosine = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        cosine += static_cast<double>(from[i]) * static_cast<double>(to[i]);
    }
    const double angle = std::acos(std::clamp(cosine / (from_norm * to_norm), -1.0, 1.0));
    const double sine = std::sin(angle);
    if (sine < 1e-6) return lerp(from, to, t);
    const double length = (1.0 - t) * from_norm + t * to_norm;
    const double from_weight = length * std::sin((1.0 - t) * angle) / (sine * from_norm);
    const double to_weight = length * std::sin(t * angle) / (sine * to_norm);
    Latent between(from.size());
    std::ranges::transform(from, to, between.begin(), [&](float a, float b) {
        return static_cast<float>(from_weight * static_cast<double>(a) +
                                  to_weight * static_cast<double>(b));
    });
    return between;
}

Latent interpolate(const Latent& from, const Latent& to, double t, InterpolationMode mode) {
    return mode == InterpolationMode::Slerp ? slerp(from, to, t) : lerp(from, to, t);
}

std::vector<Latent> interpolationPath(const Latent& from, const Latent& to, int steps,
                                      InterpolationMode mode) {
    if (steps < 2) throw std::invalid_argument("a path has at least its two ends");
    std::vector<Latent> path;
    path.reserve(static_cast<std::size_t>(steps));
    for (int i = 0; i < steps; ++i)
        path.push_back(interpolate(from, to, i / double(steps - 1), mode));
    return path;
}

}  // namespace faceloom
