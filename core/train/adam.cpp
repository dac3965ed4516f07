#include "core/train/adam.h"

#include <cmath>

#include <ATen/Parallel.h>

namespace faceloom {

Adam::Adam(std::vector<at::Tensor> parameters, AdamOptions options)
    : options_(options), parameters_(std::move(parameters)) {
    for (const at::Tensor& parameter : parameters_) {
        first_.push_back(at::zeros_like(parameter));
        second_.push_back(at::zeros_like(parameter));
    }
    if (!parameters_.empty() && parameters_.front().is_cuda()) {
        const at::Tensor count =
            at::zeros({}, parameters_.front().options().dtype(at::kFloat).requires_grad(false));
        gpu_steps_.assign(parameters_.size(), count);
    }
}

void Adam::clearGradients() {
    for (at::Tensor& parameter : parameters_)
        parameter.mutable_grad().reset();
}

namespace {

struct Factors {
    double beta1;
    double beta2;
    double step_size;             // learning rate / (1 − β1ᵗ)
    double inverse_root_correct;  // 1 / √(1 − β2ᵗ)
    double epsilon;
};

// One pass over memory instead of one a formula's term.
template <class Number>
void updateRange(Number* parameter, Number* first, Number* second, const Number* gradient,
                 std::int64_t begin, std::int64_t end, const Factors& factors) {
    const auto beta1 = static_cast<Number>(factors.beta1);
    const auto beta2 = static_cast<Number>(factors.beta2);
    const auto rest1 = static_cast<Number>(1.0 - factors.beta1);
    const auto rest2 = static_cast<Number>(1.0 - factors.beta2);
    const auto step_size = static_cast<Number>(factors.step_size);
    const auto inverse_root = static_cast<Number>(factors.inverse_root_correct);
    const auto epsilon = static_cast<Number>(factors.epsilon);
    for (std::int64_t i = begin; i < end; ++i) {
        first[i] = beta1 * first[i] + rest1 * gradient[i];
        second[i] = beta2 * second[i] + rest2 * gradient[i] * gradient[i];
        parameter[i] -= step_size * first[i] / (std::sqrt(second[i]) * inverse_root + epsilon);
    }
}

void updateOnCpu(const at::Tensor& parameter, const at::Tensor& first, const at::Tensor& second,
                 const at::Tensor& any_gradient, const Factors& factors) {
    const at::Tensor gradient = any_gradient.contiguous();  // may come in another memory format
    AT_DISPATCH_FLOATING_TYPES(parameter.scalar_type(), "Adam", [&] {
        auto* p = parameter.data_ptr<scalar_t>();
        auto* m = first.data_ptr<scalar_t>();
        auto* v = second.data_ptr<scalar_t>();
        const auto* g = gradient.data_ptr<scalar_t>();
        constexpr std::int64_t kGrain = 32768;
        at::parallel_for(0, parameter.numel(), kGrain, [&](std::int64_t begin, std::int64_t end) {
            updateRange(p, m, v, g, begin, end, factors);
        });
    });
}

}  // namespace

void Adam::step() {
    const torch::NoGradGuard no_grad;
    if (!gpu_steps_.empty()) {
        stepOnGpu();
        return;
    }
    ++steps_;
    const auto t = static_cast<double>(steps_);
    const Factors factors = {options_.beta1, options_.beta2,
                             options_.learning_rate / (1.0 - std::pow(options_.beta1, t)),
                             1.0 / std::sqrt(1.0 - std::pow(options_.beta2, t)), options_.epsilon};
    for (std::size_t i = 0; i < parameters_.size(); ++i)
        updateOnCpu(parameters_[i], first_[i], second_[i], parameters_[i].grad(), factors);
}

void Adam::stepOnGpu() {
    std::vector<at::Tensor> gradients;
    for (const at::Tensor& parameter : parameters_)
        gradients.push_back(parameter.grad());
    gpu_steps_.front().add_(1);
    at::_fused_adam_(parameters_, gradients, first_, second_, {}, gpu_steps_,
                     options_.learning_rate, options_.beta1, options_.beta2, /*weight_decay=*/0.0,
                     options_.epsilon, /*amsgrad=*/false, /*maximize=*/false);
}

std::int64_t Adam::stepsTaken() const {
    return gpu_steps_.empty() ? steps_ : gpu_steps_.front().item<std::int64_t>();
}

void Adam::setStepsTaken(std::int64_t steps) {
    if (gpu_steps_.empty()) {
        steps_ = steps;
    } else {
        gpu_steps_.front().fill_(steps);
    }
}

}  // namespace faceloom
