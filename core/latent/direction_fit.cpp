#include "core/latent/direction_fit.h"

#include <algorithm>
#include <cmath>

#include <torch/torch.h>

namespace faceloom {

namespace {

constexpr int kMostNewtonSteps = 100;
constexpr double kConverged = 1e-10;

// [N, size] float64.
Result<at::Tensor> matrixOf(std::span<const Latent> latents, std::size_t size) {
    at::Tensor rows = at::empty({std::int64_t(latents.size()), std::int64_t(size)}, at::kDouble);
    auto* to = rows.data_ptr<double>();
    for (const Latent& latent : latents) {
        if (latent.size() != size)
            return fail(ErrorCode::InvalidArgument, "latents of {} and {} numbers together", size,
                        latent.size());
        to = std::ranges::copy(latent, to).out;
    }
    if (!at::isfinite(rows).all().item<bool>())
        return fail(ErrorCode::InvalidArgument, "a latent holds a number that is not finite");
    return rows;
}

Result<FittedDirection> alongWeights(const at::Tensor& weights, double strength, const char* why) {
    const double length = weights.norm().item<double>();
    if (!std::isfinite(length) || length < kConverged)
        return fail(ErrorCode::InvalidArgument, "{}", why);
    const at::Tensor unit = (weights / length).to(at::kFloat).contiguous();
    const auto* data = unit.data_ptr<float>();
    return FittedDirection{{data, data + unit.numel()}, length, strength};
}

}  // namespace

Result<FittedDirection> regressionDirection(std::span<const Latent> latents,
                                            std::span<const double> targets, double ridge) {
    if (latents.size() != targets.size() || latents.size() < 2) {
        return fail(ErrorCode::InvalidArgument,
                    "{} latents and {} targets give no direction; as many of each, two at least",
                    latents.size(), targets.size());
    }
    try {
        auto z = matrixOf(latents, latents.front().size());
        if (!z) return passOn(z);
        at::Tensor y = at::empty({std::int64_t(targets.size())}, at::kDouble);
        std::ranges::copy(targets, y.data_ptr<double>());
        if (!at::isfinite(y).all().item<bool>())
            return fail(ErrorCode::InvalidArgument, "a target is not finite");
        const at::Tensor centred = *z - z->mean(0, true);
        y = y - y.mean();
        const double variance = y.square().sum().item<double>();
        const at::Tensor squares =
            centred.t().matmul(centred) + ridge * at::eye(centred.size(1), at::kDouble);
        const at::Tensor weights =
            at::linalg_solve(squares, centred.t().matmul(y).unsqueeze(1)).squeeze(1);
        const at::Tensor left = y - centred.matmul(weights);
        const double explained =
            variance > 0 ? 1 - left.square().sum().item<double>() / variance : 0;
        return alongWeights(weights, std::max(0.0, explained),
                            "all the targets are alike: there is no direction in them");
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "fitting a direction failed: {}", error.what());
    }
}

Result<FittedDirection> separatingDirection(std::span<const Latent> members,
                                            std::span<const Latent> others) {
    if (members.empty() || others.empty())
        return fail(ErrorCode::InvalidArgument, "a direction needs faces in both sets");
    try {
        const std::size_t size = members.front().size();
        const auto a = matrixOf(members, size);
        if (!a) return passOn(a);
        const auto b = matrixOf(others, size);
        if (!b) return passOn(b);
        const at::Tensor ones = at::ones({a->size(0) + b->size(0), 1}, at::kDouble);
        const at::Tensor x = at::cat({at::cat({*a, *b}), ones}, 1);
        const at::Tensor y =
            at::cat({at::ones({a->size(0)}, at::kDouble), at::zeros({b->size(0)}, at::kDouble)});
        at::Tensor penalty = at::eye(x.size(1), at::kDouble);
        penalty[-1][-1] = 0;  // the intercept goes free
        at::Tensor w = at::zeros({x.size(1)}, at::kDouble);
        for (int step = 0; step < kMostNewtonSteps; ++step) {
            const at::Tensor p = at::sigmoid(x.matmul(w));
            const at::Tensor gradient = x.t().matmul(p - y) + penalty.matmul(w);
            const at::Tensor hessian = x.t().matmul((p * (1 - p)).unsqueeze(1) * x) + penalty;
            const at::Tensor change = at::linalg_solve(hessian, gradient.unsqueeze(1)).squeeze(1);
            w = w - change;
            if (change.norm().item<double>() < kConverged) break;
        }
        const at::Tensor right = (x.matmul(w) > 0) == (y > 0.5);
        return alongWeights(w.narrow(0, 0, std::int64_t(size)),
                            right.to(at::kDouble).mean().item<double>(),
                            "both sets hold the same faces: there is no direction between them");
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "fitting a direction failed: {}", error.what());
    }
}

}  // namespace faceloom
