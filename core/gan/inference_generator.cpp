#include "core/gan/inference_generator.h"

#include <algorithm>

#include <ATen/Parallel.h>

namespace faceloom {

namespace {

// Row 2y + p of the output takes input rows y − 1 + p and y + p through these rows of the kernel.
constexpr std::int64_t kKernelRow[2][2] = {{3, 1}, {2, 0}};

constexpr std::int64_t kFirstGroupSide = 4 + 1;  // the first level's input and its padding

// [Cin, C, 4, 4] of a transposed convolution → [4·C, Cin, 2, 2] of an ordinary one.
at::Tensor asFourConvolutions(const at::Tensor& weight) {
    const std::int64_t channels = weight.size(1);
    const at::Tensor result = at::empty({4 * channels, weight.size(0), 2, 2}, weight.options());
    for (std::int64_t parity = 0; parity < 4; ++parity) {
        const at::Tensor group = result.narrow(0, parity * channels, channels);
        for (std::int64_t tap = 0; tap < 4; ++tap) {
            const std::int64_t row = kKernelRow[parity / 2][tap / 2];
            const std::int64_t column = kKernelRow[parity % 2][tap % 2];
            group.select(2, tap / 2)
                .select(2, tap % 2)
                .copy_(weight.select(2, row).select(2, column).t());
        }
    }
    return result;
}

std::vector<float> numbersIn(const at::Tensor& tensor) {
    const at::Tensor plain = tensor.to(at::kFloat).contiguous();
    const auto* data = plain.data_ptr<float>();
    return {data, data + plain.numel()};
}

struct Finish {
    float bias;
    float slope;
    float scale;
    float shift;

    // LeakyReLU, then batch norm. No branch: signs are as good as random.
    [[nodiscard]] float operator()(float x) const {
        x += bias;
        return (std::max(x, 0.0F) + slope * std::min(x, 0.0F)) * scale + shift;
    }
};

// to[2i] from even[i], to[2i + 1] from odd[i]
void finishRow(const float* __restrict even, const float* __restrict odd, std::int64_t count,
               const Finish& finish, float* __restrict to) {
    const Finish here = finish;
    for (std::int64_t i = 0; i < count; ++i) {
        to[2 * i] = here(even[i]);
        to[2 * i + 1] = here(odd[i]);
    }
}

}  // namespace

InferenceGenerator::InferenceGenerator(const Generator& generator)
    : options_(generator->options()), packed_(at::hasMKLDNN()) {
    const torch::NoGradGuard no_grad;
    foldDense(generator);
    for (std::size_t i = 0; i < generator->weights().size(); ++i) {
        Level level;
        if (i > 0) level.weight = asFourConvolutions(generator->weights()[i].detach());
        if (i > 0 && packed_) {
            level.weight = at::mkldnn_reorder_conv2d_weight(level.weight.to_mkldnn(), {1, 1},
                                                            {1, 1}, {1, 1}, 1);
        }
        level.slope = static_cast<float>(options_.leaky_slope);
        level.bias = numbersIn(generator->biases()[i].detach());
        if (i < generator->norms().size()) {
            const auto& norm = generator->norms()[i];
            const at::Tensor scale =
                norm->weight.detach() / (norm->running_var + norm->options.eps()).sqrt();
            level.scale = numbersIn(scale);
            level.shift = numbersIn(norm->bias.detach() - norm->running_mean * scale);
        } else {
            level.slope = 1.0F;
            level.scale.assign(level.bias.size(), 1.0F);
            level.shift.assign(level.bias.size(), 0.0F);
        }
        levels_.push_back(std::move(level));
    }
}

// No activation lies between the dense layer and the first transposed convolution: together they
// are one matrix, whose rows are what they make of each unit latent.
void InferenceGenerator::foldDense(const Generator& generator) {
    const auto& dense = generator->dense();
    const at::Tensor rows =
        at::cat({dense->weight.detach().t(), dense->bias.detach().view({1, -1})})
            .view({-1, options_.generator_widths.front(), 4, 4});
    const at::Tensor weight = asFourConvolutions(generator->weights().front().detach());
    const at::Tensor folded = at::conv2d(rows, weight, {}, 1, 1).flatten(1);
    first_weight_ = folded.narrow(0, 0, options_.latent_size);  // no copies: they are the largest
    first_bias_ = folded.select(0, options_.latent_size);
}

at::Tensor InferenceGenerator::draw(const at::Tensor& latents) const {
    const std::int64_t count = latents.size(0);
    const std::int64_t side = options_.imageSize();
    at::Tensor pictures = at::empty({count, 3, side, side});
    const auto draw_range = [&](std::int64_t begin, std::int64_t end) {
        const torch::NoGradGuard no_grad;  // of this thread
        for (std::int64_t i = begin; i < end; ++i)
            pictures.narrow(0, i, 1).copy_(drawOne(latents.narrow(0, i, 1)));
    };
    if (count == 1) {
        draw_range(0, 1);  // outside a parallel region, so that all cores work on the one face
    } else {
        at::parallel_for(0, count, 1, draw_range);
    }
    return pictures;
}

at::Tensor InferenceGenerator::drawFirst(const at::Tensor& latent) const {
    const at::Tensor x = at::addmv(first_bias_, first_weight_.t(), latent.view({-1}));
    return interleave(levels_.front(), x.view({1, -1, kFirstGroupSide, kFirstGroupSide}));
}

at::Tensor InferenceGenerator::firstLayer(const at::Tensor& latents) const {
    const torch::NoGradGuard no_grad;
    std::vector<at::Tensor> rows;
    for (std::int64_t i = 0; i < latents.size(0); ++i)
        rows.push_back(drawFirst(latents[i]).view({-1}));
    return at::stack(rows);
}

at::Tensor InferenceGenerator::firstLayerWeights() const {
    const torch::NoGradGuard no_grad;
    Level plain = levels_.front();
    plain.slope = 1;
    std::ranges::fill(plain.bias, 0.0F);
    std::ranges::fill(plain.scale, 1.0F);
    std::ranges::fill(plain.shift, 0.0F);
    std::vector<at::Tensor> rows;
    for (std::int64_t i = 0; i < first_weight_.size(0); ++i) {
        const at::Tensor groups = first_weight_[i].view({1, -1, kFirstGroupSide, kFirstGroupSide});
        rows.push_back(interleave(plain, groups).view({-1}));
    }
    return at::stack(rows);
}

at::Tensor InferenceGenerator::drawOne(const at::Tensor& latent) const {
    at::Tensor x = drawFirst(latent);
    for (std::size_t i = 1; i < levels_.size(); ++i)
        x = interleave(levels_[i], convolve(levels_[i], x));
    return options_.output == OutputActivation::Tanh ? x.tanh_() : x.sigmoid_();
}

at::Tensor InferenceGenerator::convolve(const Level& level, const at::Tensor& input) const {
    if (packed_) {
        return at::mkldnn_convolution(input, level.weight, {}, {1, 1}, {1, 1}, {1, 1}, 1);
    }
    return at::conv2d(input, level.weight, {}, 1, 1);
}

// [1, 4·C, H + 1, H + 1] → [1, C, 2H, 2H]
at::Tensor InferenceGenerator::interleave(const Level& level, const at::Tensor& groups) const {
    const at::Tensor source = groups.contiguous();
    const std::int64_t channels = source.size(1) / 4;
    const std::int64_t padded = source.size(2);
    const std::int64_t half = padded - 1;
    at::Tensor output = at::empty({1, channels, 2 * half, 2 * half});
    const auto* from = source.data_ptr<float>();
    auto* to = output.data_ptr<float>();
    const std::int64_t plane = padded * padded;
    for (std::int64_t c = 0; c < channels; ++c) {
        const auto i = static_cast<std::size_t>(c);
        const Finish finish{level.bias[i], level.slope, level.scale[i], level.shift[i]};
        for (std::int64_t row = 0; row < 2 * half; ++row) {
            const std::int64_t parity = row % 2;
            const float* even =
                from + (2 * parity * channels + c) * plane + (row / 2 + parity) * padded;
            finishRow(even, even + channels * plane + 1, half, finish, to);
            to += 2 * half;
        }
    }
    return output;
}

}  // namespace faceloom
