// Factors and components, on a small generator whose true factors are known.
#include "core/gan/generator.h"
#include "core/gan/model_file.h"
#include "core/latent/network_directions.h"
#include "tests/core/temp_folder.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

constexpr int kLatent = 6;

double cosine(const Latent& found, const at::Tensor& truth) {
    double sum = 0;
    for (int i = 0; i < kLatent; ++i)
        sum += double(found[std::size_t(i)]) * truth[i].item<double>();
    return std::abs(sum);
}

class NetworkDirections : public testing::Test {
protected:
    // The dense layer is U·diag(8, 4, 2, 1, ½, ¼)·Vᵀ with orthonormal U and V; the first transposed
    // convolution copies each of its numbers to one place, which keeps lengths and angles, and all
    // its sums are far above zero, so that LeakyReLU does nothing.
    void SetUp() override {
        const torch::NoGradGuard no_grad;
        NetworkOptions options;
        options.latent_size = kLatent;
        options.generator_widths = {8, 8, 4};
        options.discriminator_widths = {8, 8, 8, 8};
        auto random = at::make_generator<at::CPUGeneratorImpl>(7);
        Generator generator(options, random);
        const auto orthonormal = [&](std::int64_t rows) {
            return std::get<0>(at::linalg_qr(at::randn({rows, kLatent}, random, at::kDouble)));
        };
        truth = orthonormal(kLatent);
        at::Tensor scales = at::pow(2.0, 3 - at::arange(kLatent, at::kDouble));
        generator->dense()->weight.copy_(
            orthonormal(16 * 8).matmul(at::diag(scales)).matmul(truth.t()));
        generator->dense()->bias.zero_();
        generator->weights().front().zero_();
        for (int channel = 0; channel < 8; ++channel)
            generator->weights().front()[channel][channel][1][2] = 1;
        generator->biases().front().fill_(100);
        generator->eval();  // batch norm as it was made: the identity, nearly
        ASSERT_TRUE(writeGenerator(folder.path() / "g.safetensors", generator, {}));
        studio.emplace(*LatentStudio::open(folder.path() / "g.safetensors"));
    }

    TempFolder folder;
    at::Tensor truth;  // columns, strongest first
    std::optional<LatentStudio> studio;
};

TEST_F(NetworkDirections, FactorsAreTheRightSingularVectors) {
    const auto factors = factorDirections(*studio, 10);
    ASSERT_TRUE(factors.has_value()) << factors.error().message;
    ASSERT_EQ(factors->size(), std::size_t(kLatent));
    const double total = 64 + 16 + 4 + 1 + 0.25 + 0.0625;
    for (std::size_t i = 0; i < factors->size(); ++i) {
        const Direction& factor = (*factors)[i];
        EXPECT_NEAR(cosine(factor.vector, truth.select(1, std::int64_t(i))), 1, 1e-5) << i;
        EXPECT_NEAR(factor.strength, 64 / std::pow(4, i) / total, 1e-5);
        EXPECT_NEAR(norm(factor.vector), 1, 1e-6);
        EXPECT_EQ(factor.kind, DirectionKind::Factor);
    }
    EXPECT_EQ(factors->front().name, "Factor 1");
    EXPECT_EQ(factorDirections(*studio, 2)->size(), 2U);
}

TEST_F(NetworkDirections, ComponentsOfASteepSpectrumAreTheSame) {
    const auto components = componentDirections(*studio, 3, 1000, 1);
    ASSERT_TRUE(components.has_value()) << components.error().message;
    ASSERT_EQ(components->size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_GT(cosine((*components)[i].vector, truth.select(1, std::int64_t(i))), 0.99) << i;
    }
    EXPECT_NEAR((*components)[0].strength, 64 / 85.3125, 0.03);
    EXPECT_GT((*components)[1].strength, (*components)[2].strength);
    EXPECT_EQ((*components)[1].name, "Component 2");
    EXPECT_EQ(componentDirections(*studio, 3, 1, 1).error().code, ErrorCode::InvalidArgument);
}

TEST_F(NetworkDirections, FirstLayerIsItsWeightsWhereLeakyReluDoesNothing) {
    const auto latents = sampleLatents(4, 2, kLatent);
    const auto activations = studio->firstLayer(latents);
    ASSERT_TRUE(activations.has_value());
    const auto weights = studio->firstLayerWeights();
    ASSERT_EQ(weights.size(), std::size_t(kLatent));
    ASSERT_EQ((*activations)[0].size(), 8U * 8 * 8);
    const double scale = 1 / std::sqrt(1 + 1e-3);  // batch norm's epsilon
    for (std::size_t at = 0; at < weights[0].size(); at += 37) {
        double sum = 100;
        for (std::size_t i = 0; i < weights.size(); ++i)
            sum += double(weights[i][at]) * double(latents[1][i]);
        EXPECT_NEAR((*activations)[1][at], sum * scale, 1e-3);
    }
    EXPECT_EQ(studio->firstLayer(sampleLatents(4, 1, 5)).error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace faceloom
