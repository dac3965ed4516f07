#include "core/gan/picture_convolution.h"

#include "core/gan/compute_format.h"

#include <ATen/Parallel.h>

namespace faceloom {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

std::int64_t paddingFor(const at::Tensor& weight) {
    return (weight.size(2) - 1) / 2;
}

// [N, O, H, W] → [N, C, H, W]: what each tap of the kernel sends back, then added up where it
// belongs. One picture's columns stay in the cache.
at::Tensor gradientToPictures(const at::Tensor& gradient, const at::Tensor& weight) {
    const std::int64_t padding = paddingFor(weight);
    const std::int64_t channels = weight.size(1), kernel = weight.size(2);
    const std::int64_t height = gradient.size(2), width = gradient.size(3);
    at::Tensor result = at::empty({gradient.size(0), channels, height, width}, gradient.options());
    const at::Tensor taps = weight.view({weight.size(0), -1}).t();  // [C·K·K, O]
    at::parallel_for(0, gradient.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
        const torch::NoGradGuard no_grad;  // of this thread
        for (std::int64_t i = begin; i < end; ++i) {
            const at::Tensor columns = taps.mm(gradient[i].view({weight.size(0), -1}));
            result[i].copy_(at::col2im(columns, {height, width}, {kernel, kernel}, {1, 1},
                                       {padding, padding}, {1, 1}));
        }
    });
    return result;
}

class PictureConvolution : public torch::autograd::Function<PictureConvolution> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input,
                              const at::Tensor& weight, const at::Tensor& bias) {
        context->save_for_backward({input, weight});
        return at::conv2d(input, weight, bias, 1, paddingFor(weight));
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const std::int64_t padding = paddingFor(saved[1]);
        const at::Tensor gradient = gradients[0].contiguous(kComputeFormat);
        at::Tensor to_input, to_weight, to_bias;
        if (context->needs_input_grad(0))
            to_input = gradientToPictures(gradient, saved[1].contiguous());
        const bool weight_wanted = context->needs_input_grad(1);
        const bool bias_wanted = context->needs_input_grad(2);
        if (weight_wanted || bias_wanted) {
            std::tie(std::ignore, to_weight, to_bias) = at::convolution_backward(
                gradient, saved[0], saved[1], at::OptionalIntArrayRef(saved[1].size(0)), {1, 1},
                {padding, padding}, {1, 1}, /*transposed=*/false, {0, 0}, /*groups=*/1,
                {false, weight_wanted, bias_wanted});
        }
        return {to_input, to_weight, to_bias};
    }
};

}  // namespace

at::Tensor pictureConvolution(const at::Tensor& input, const at::Tensor& weight,
                              const at::Tensor& bias) {
    const bool reduced = input.scalar_type() != at::kFloat && input.scalar_type() != at::kDouble;
    if (!input.device().is_cpu() || reduced)
        return at::conv2d(input, weight, bias, 1, paddingFor(weight));
    return PictureConvolution::apply(input, weight, bias);
}

}  // namespace faceloom
