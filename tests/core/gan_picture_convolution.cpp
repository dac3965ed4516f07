// The first convolution's own gradients against LibTorch's.
#include "core/gan/compute_format.h"
#include "core/gan/picture_convolution.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

class PictureConvolutionTest : public testing::TestWithParam<at::ScalarType> {};

TEST_P(PictureConvolutionTest, ValuesAndGradientsMatchTheBuiltIn) {
    const at::ScalarType type = GetParam();
    const double tolerance = type == at::kDouble ? 1e-11 : 2e-3;
    auto random = at::make_generator<at::CPUGeneratorImpl>(7);
    const auto leaf = [&](at::IntArrayRef sizes) {
        return at::randn(sizes, random).to(type).requires_grad_();
    };
    const at::Tensor input = leaf({3, 3, 10, 14});
    const at::Tensor weight = leaf({17, 3, 5, 5});
    const at::Tensor bias = leaf({17});
    const at::Tensor gradient = at::randn({3, 17, 10, 14}, random).to(type);
    for (const auto format : {at::MemoryFormat::Contiguous, kComputeFormat}) {
        const at::Tensor ours = pictureConvolution(input.contiguous(format), weight, bias);
        const at::Tensor theirs = at::conv2d(input, weight, bias, 1, 2);
        EXPECT_LT((ours - theirs).abs().max().item<double>(), tolerance);
        const auto our_gradients =
            torch::autograd::grad({ours}, {input, weight, bias}, {gradient.contiguous(format)});
        const auto their_gradients =
            torch::autograd::grad({theirs}, {input, weight, bias}, {gradient});
        for (std::size_t i = 0; i < our_gradients.size(); ++i) {
            ASSERT_EQ(our_gradients[i].sizes(), their_gradients[i].sizes());
            EXPECT_LT((our_gradients[i] - their_gradients[i]).abs().max().item<double>(), tolerance)
                << i;
        }
    }
}

TEST_P(PictureConvolutionTest, ComputesOnlyTheGradientsWanted) {
    const at::Tensor input = at::randn({2, 3, 8, 8}).to(GetParam()).requires_grad_();
    const at::Tensor weight = at::randn({4, 3, 5, 5}).to(GetParam());
    const at::Tensor bias = at::randn({4}).to(GetParam());
    pictureConvolution(input, weight, bias).sum().backward();
    EXPECT_TRUE(input.grad().defined());
    EXPECT_FALSE(weight.grad().defined());
    EXPECT_FALSE(bias.grad().defined());
}

INSTANTIATE_TEST_SUITE_P(Types, PictureConvolutionTest, testing::Values(at::kFloat, at::kDouble));

}  // namespace
}  // namespace faceloom
