// The spectral norm and the discriminator that uses it, against LibTorch's singular values.
#include "core/gan/discriminator.h"
#include "core/gan/network_summary.h"
#include "core/gan/spectral_norm.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

at::Generator seeded(std::uint64_t seed) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

at::Tensor largestSingularValue(const at::Tensor& weight) {
    return at::linalg_svdvals(weight.flatten(1)).max();
}

TEST(SpectralNorm, LeavesTheLargestSingularValueItShould) {
    const at::Tensor weight = at::randn({6, 3, 4, 4}, seeded(1)) * 3;
    SpectralNorm norm(weight, seeded(2));
    for (int i = 0; i < 100; ++i)
        norm->iterate(weight);
    EXPECT_NEAR(largestSingularValue(norm->normalized(weight)).item<double>(), kSpectralGain, 1e-5);
    EXPECT_LT((norm->normalized(weight) - weight * kSpectralGain / largestSingularValue(weight))
                  .abs()
                  .max()
                  .item<float>(),
              1e-5);
}

TEST(SpectralNorm, GradientIsThatOfDividingByTheSingularValue) {
    const at::Tensor start = at::randn({5, 7}, seeded(3), at::kDouble);
    const at::Tensor direction = at::randn({5, 7}, seeded(4), at::kDouble);
    at::Tensor ours = start.clone().requires_grad_();
    at::Tensor theirs = start.clone().requires_grad_();
    SpectralNorm norm(start.to(at::kFloat), seeded(5));
    norm->to(at::kDouble);
    for (int i = 0; i < 500; ++i)
        norm->iterate(ours);
    (norm->normalized(ours) * direction).sum().backward();
    (theirs * kSpectralGain / largestSingularValue(theirs) * direction).sum().backward();
    EXPECT_LT((ours.grad() - theirs.grad()).abs().max().item<double>(), 1e-9);
}

TEST(SpectralNorm, FollowsAWeightThatChangesAndBearsZeros) {
    at::Tensor weight = at::randn({8, 10}, seeded(6));
    SpectralNorm norm(weight, seeded(7));
    const at::Tensor drift = at::randn({8, 10}, seeded(8)) * 0.002;
    for (int step = 0; step < 300; ++step) {
        weight += drift;
        norm->iterate(weight);
    }
    EXPECT_NEAR(largestSingularValue(norm->normalized(weight)).item<double>(), kSpectralGain, 0.02);
    EXPECT_TRUE(at::isfinite(norm->normalized(at::zeros({8, 10}))).all().item<bool>());
}

TEST(LightDiscriminator, HasTheDesignsWidthsAndCounts) {
    NetworkOptions options;
    options.setDiscriminator(DiscriminatorKind::Light);
    ASSERT_TRUE(options.check().has_value());
    EXPECT_EQ(options.discriminator_widths, (std::vector<int>{48, 96, 192, 384}));
    const NetworkSummary summary = summarizeNetworks(options).front();
    std::vector<std::int64_t> counts;
    for (const LayerRow& row : summary.layers)
        counts.push_back(row.parameters);
    EXPECT_EQ(counts, (std::vector<std::int64_t>{2'352, 73'824, 295'104, 1'180'032, 6'145}));
    EXPECT_EQ(summary.layers[3].output, (std::vector<std::int64_t>{4, 4, 384}));
}

TEST(LightDiscriminator, NeverAnswersSteeperThanOne) {
    // Every layer is 1-Lipschitz as a matrix product; a convolution sees each pixel at most four
    // times (4×4, stride 2), so its own bound is 2 a layer.
    NetworkOptions options;
    options.generator_widths = {8, 8, 8};
    options.setDiscriminator(DiscriminatorKind::Light);
    Discriminator light(options, seeded(9));
    light->eval();
    const at::Tensor a = at::rand({4, 3, 32, 32}, seeded(10));
    const at::Tensor b = at::rand({4, 3, 32, 32}, seeded(11));
    const at::Tensor change = (light->forward(a) - light->forward(b)).abs();
    const at::Tensor distance = (a - b).flatten(1).norm(2, 1);
    EXPECT_TRUE((change <= 8.01 * distance).all().item<bool>());
    EXPECT_GT(change.max().item<float>(), 0.F);
}

TEST(LightDiscriminator, RoundTripsThroughJsonAndOldFilesAreFull) {
    NetworkOptions options;
    options.setDiscriminator(DiscriminatorKind::Light);
    EXPECT_EQ(networkOptionsFromJson(toJson(options)).value(), options);
    std::string old = toJson(NetworkOptions{});
    const std::string key = R"("discriminator":"full",)";
    ASSERT_NE(old.find(key), std::string::npos);
    old.erase(old.find(key), key.size());
    EXPECT_EQ(networkOptionsFromJson(old).value(), NetworkOptions{});
    options.discriminator_widths.push_back(5);
    EXPECT_NE(options.check().error().message.find("as many are needed"), std::string::npos);
    EXPECT_EQ(discriminatorNamed("heavy").error().message,
              "discriminator 'heavy' is neither full nor light");
}

}  // namespace
}  // namespace faceloom
