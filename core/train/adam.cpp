#include "core/train/adam.h"

#include <cmath>

namespace faceloom {

Adam::Adam(std::vector<at::Tensor> parameters, AdamOptions options)
    : options_(options), parameters_(std::move(parameters)) {
    for (const at::Tensor& parameter : parameters_) {
        first_.push_back(at::zeros_like(parameter));
        second_.push_back(at::zeros_like(parameter));
    }
}

void Adam::clearGradients() {
    for (at::Tensor& parameter : parameters_)
        parameter.mutable_grad().reset();
}

void Adam::step() {
    const torch::NoGradGuard no_grad;
    ++steps_;
    std::vector<at::Tensor> gradients;
    gradients.reserve(parameters_.size());
    for (const at::Tensor& parameter : parameters_)
        gradients.push_back(parameter.grad());
    const double correction1 = 1.0 - std::pow(options_.beta1, static_cast<double>(steps_));
    const double correction2 = 1.0 - std::pow(options_.beta2, static_cast<double>(steps_));
    at::_foreach_mul_(first_, options_.beta1);
    at::_foreach_add_(first_, gradients, 1.0 - options_.beta1);
    at::_foreach_mul_(second_, options_.beta2);
    at::_foreach_addcmul_(second_, gradients, gradients, 1.0 - options_.beta2);
    auto denominators = at::_foreach_sqrt(second_);
    at::_foreach_div_(denominators, std::sqrt(correction2));
    at::_foreach_add_(denominators, options_.epsilon);
    at::_foreach_addcdiv_(parameters_, first_, denominators, -options_.learning_rate / correction1);
}

}  // namespace faceloom
