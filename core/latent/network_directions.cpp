#include "core/latent/network_directions.h"

#include <algorithm>

#include <torch/torch.h>

namespace faceloom {

namespace {

at::Tensor matrixOf(const std::vector<std::vector<float>>& rows) {
    at::Tensor matrix =
        at::empty({std::int64_t(rows.size()), std::int64_t(rows.front().size())}, at::kFloat);
    auto* to = matrix.data_ptr<float>();
    for (const auto& row : rows)
        to = std::ranges::copy(row, to).out;
    return matrix;
}

struct Spectrum {
    at::Tensor values;   // falling, none below 0
    at::Tensor vectors;  // columns
    double total = 0;
};

Spectrum spectrumOf(const at::Tensor& symmetric) {
    const auto [values, vectors] = at::linalg_eigh(symmetric.to(at::kDouble));
    const at::Tensor falling = values.flip({0}).clamp_min(0);
    return {falling, vectors.flip({1}), falling.sum().item<double>()};
}

Direction directionAlong(const at::Tensor& vector, DirectionKind kind, std::size_t number,
                         double strength) {
    at::Tensor unit = vector / vector.norm().clamp_min(1e-30);
    if (unit[unit.abs().argmax()].item<double>() < 0) unit = -unit;
    unit = unit.to(at::kFloat).contiguous();
    const auto* data = unit.data_ptr<float>();
    return {directionName(kind, number), kind, {data, data + unit.numel()}, strength};
}

template <class Find>
Result<std::vector<Direction>> guarded(const Find& find) {
    try {
        const torch::NoGradGuard no_grad;
        return find();
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "finding directions failed: {}", error.what());
    }
}

double shareOf(const Spectrum& spectrum, std::int64_t index) {
    return spectrum.total > 0 ? spectrum.values[index].item<double>() / spectrum.total : 0;
}

}  // namespace

Result<std::vector<Direction>> factorDirections(const LatentStudio& studio, std::size_t count) {
    return guarded([&]() -> Result<std::vector<Direction>> {
        const at::Tensor weights = matrixOf(studio.firstLayerWeights()).to(at::kDouble);
        const Spectrum spectrum = spectrumOf(weights.matmul(weights.t()));
        std::vector<Direction> directions;
        const auto most = std::min(count, static_cast<std::size_t>(studio.latentSize()));
        for (std::size_t i = 0; i < most; ++i) {
            const auto index = static_cast<std::int64_t>(i);
            directions.push_back(directionAlong(spectrum.vectors.select(1, index),
                                                DirectionKind::Factor, i + 1,
                                                shareOf(spectrum, index)));
        }
        return directions;
    });
}

Result<std::vector<Direction>> componentDirections(const LatentStudio& studio, std::size_t count,
                                                   std::size_t samples, std::uint64_t seed) {
    if (samples < 2)
        return fail(ErrorCode::InvalidArgument, "components need two samples at least");
    const auto latents = sampleLatents(seed, samples, studio.latentSize());
    const auto activations = studio.firstLayer(latents);
    if (!activations) return passOn(activations);
    return guarded([&]() -> Result<std::vector<Direction>> {
        at::Tensor x = matrixOf(*activations);
        x = x - x.mean(0, true);
        at::Tensor z = matrixOf(latents).to(at::kDouble);
        z = z - z.mean(0, true);
        // The scores of the samples on each component are the eigenvectors of the samples'
        // products; least squares on scores that are orthogonal to each other is one product a
        // component.
        const Spectrum spectrum = spectrumOf(x.matmul(x.t()));
        std::vector<Direction> directions;
        const auto most =
            std::min({count, static_cast<std::size_t>(studio.latentSize()), samples - 1});
        for (std::size_t i = 0; i < most; ++i) {
            const auto index = static_cast<std::int64_t>(i);
            directions.push_back(directionAlong(z.t().matmul(spectrum.vectors.select(1, index)),
                                                DirectionKind::Component, i + 1,
                                                shareOf(spectrum, index)));
        }
        return directions;
    });
}

}  // namespace faceloom
