// The generator made ready for drawing, against the plain one.
#include "core/gan/inference_generator.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

at::Generator randomOf(std::uint64_t seed) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

// In evaluation mode, with statistics and affine parameters as after training.
Generator trainedLooking(const NetworkOptions& options, std::uint64_t seed) {
    const torch::NoGradGuard no_grad;
    auto random = randomOf(seed);
    Generator generator(options, random);
    for (const auto& norm : generator->norms()) {
        norm->weight.copy_(at::randn(norm->weight.sizes(), random));
        norm->bias.copy_(at::randn(norm->bias.sizes(), random));
        norm->running_mean.copy_(at::randn(norm->bias.sizes(), random));
        norm->running_var.copy_(at::rand(norm->bias.sizes(), random).add(0.1));
    }
    for (const at::Tensor& bias : generator->biases())
        bias.copy_(at::randn(bias.sizes(), random));
    generator->eval();
    return generator;
}

struct Case {
    const char* name;
    NetworkOptions options;
};

std::vector<Case> cases() {
    NetworkOptions tanh, small, deep, relu;
    tanh.output = OutputActivation::Tanh;
    small.latent_size = 7;
    small.generator_widths = {10, 6, 5};
    small.discriminator_widths = {8, 8, 8, 8};
    deep.latent_size = 100;
    deep.generator_widths = {32, 24, 16, 9, 8};
    deep.discriminator_widths = {8, 8, 8, 8, 8, 8};
    relu.leaky_slope = 0;
    return {
        {"design", {}}, {"tanh", tanh}, {"32 pixels", small}, {"128 pixels", deep}, {"relu", relu}};
}

TEST(InferenceGenerator, MatchesThePlainGeneratorInDoublePrecision) {
    const torch::NoGradGuard no_grad;
    for (const Case& each : cases()) {
        ASSERT_TRUE(each.options.check()) << each.name;
        Generator plain = trainedLooking(each.options, 3);
        const InferenceGenerator fast(plain);
        const at::Tensor latents = at::randn({3, each.options.latent_size}, randomOf(4));
        plain->to(at::kDouble);
        const at::Tensor expected = plain->forward(latents.to(at::kDouble));
        const at::Tensor drawn = fast.draw(latents);
        ASSERT_EQ(drawn.sizes(), expected.sizes()) << each.name;
        EXPECT_LT((drawn - expected).abs().max().item<double>(), 2e-5) << each.name;
        EXPECT_GT(expected.std().item<double>(), 0.05) << each.name;  // something is drawn
    }
}

TEST(InferenceGenerator, AFaceIsTheSameToTheBitWhateverItIsDrawnWith) {
    const torch::NoGradGuard no_grad;
    const int threads_before = at::get_num_threads();
    const InferenceGenerator fast(trainedLooking({}, 5));
    const at::Tensor latents = at::randn({36, 60}, randomOf(6));
    at::set_num_threads(2);
    const at::Tensor together = fast.draw(latents);
    for (const int threads : {1, 2}) {
        at::set_num_threads(threads);
        EXPECT_TRUE(at::equal(fast.draw(latents), together)) << threads;
        EXPECT_TRUE(at::equal(fast.draw(latents.narrow(0, 9, 5)), together.narrow(0, 9, 5)));
        for (const std::int64_t i : {0, 17, 35}) {
            EXPECT_TRUE(at::equal(fast.draw(latents.narrow(0, i, 1)), together.narrow(0, i, 1)))
                << i << " with " << threads;
        }
    }
    at::set_num_threads(threads_before);
}

TEST(InferenceGenerator, KeepsItsOwnCopyOfTheWeights) {
    const torch::NoGradGuard no_grad;
    Generator generator = trainedLooking({}, 5);
    const InferenceGenerator fast(generator);
    const at::Tensor latents = at::randn({1, 60}, randomOf(6));
    const at::Tensor before = fast.draw(latents);
    for (const at::Tensor& parameter : generator->parameters())
        parameter.zero_();
    EXPECT_TRUE(at::equal(fast.draw(latents), before));
}

}  // namespace
}  // namespace faceloom
