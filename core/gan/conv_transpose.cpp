#include "core/gan/conv_transpose.h"

namespace faceloom {

namespace {

// With few output channels the built-in wins when no gradient is wanted.
constexpr std::int64_t kFewChannels = 8;

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

auto convolutionBackward(const at::Tensor& gradient, const at::Tensor& input,
                         const at::Tensor& weight, std::array<bool, 3> wanted) {
    return at::convolution_backward(gradient, input, weight, at::OptionalIntArrayRef(), {2, 2},
                                    {1, 1}, {1, 1},
                                    /*transposed=*/false, {0, 0}, /*groups=*/1, wanted);
}

// In the input's memory format.
at::Tensor computeForward(const at::Tensor& input, const at::Tensor& weight,
                          const at::Tensor& bias) {
    const at::Tensor shape_only =
        at::empty({input.size(0), weight.size(1), input.size(2) * 2, input.size(3) * 2},
                  input.options().memory_format(input.suggest_memory_format()));
    at::Tensor output =
        std::get<0>(convolutionBackward(input, shape_only, weight, {true, false, false}));
    return output.add_(bias.view({1, -1, 1, 1}));
}

class ConvTransposeFunction : public torch::autograd::Function<ConvTransposeFunction> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input,
                              const at::Tensor& weight, const at::Tensor& bias) {
        context->save_for_backward({input, weight});
        return computeForward(input, weight, bias);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const at::Tensor gradient = gradients[0].contiguous(saved[0].suggest_memory_format());
        at::Tensor input_gradient;
        at::Tensor weight_gradient;
        at::Tensor bias_gradient;
        if (context->needs_input_grad(0)) input_gradient = at::conv2d(gradient, saved[1], {}, 2, 1);
        if (context->needs_input_grad(1)) {
            weight_gradient = std::get<1>(
                convolutionBackward(saved[0], gradient, saved[1], {false, true, false}));
        }
        if (context->needs_input_grad(2)) bias_gradient = gradient.sum({0, 2, 3});
        return {input_gradient, weight_gradient, bias_gradient};
    }
};

bool builtInIsFast(const at::Tensor& input, const at::Tensor& weight) {
    if (TORCH_VERSION_MAJOR >= 2 || !input.device().is_cpu()) return true;
    // On a CPU, 1.x computes an ordinary convolution there without a word.
    if (input.scalar_type() == at::kBFloat16) return false;
    return !at::GradMode::is_enabled() && weight.size(1) < kFewChannels;
}

}  // namespace

at::Tensor convTransposeBuiltIn(const at::Tensor& input, const at::Tensor& weight,
                                const at::Tensor& bias) {
    return at::conv_transpose2d(input, weight, bias, 2, 1);
}

at::Tensor convTranspose(const at::Tensor& input, const at::Tensor& weight,
                         const at::Tensor& bias) {
    if (builtInIsFast(input, weight)) return convTransposeBuiltIn(input, weight, bias);
    return ConvTransposeFunction::apply(input, weight, bias);
}

}  // namespace faceloom
