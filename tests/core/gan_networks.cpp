// Shapes, parameter counts and numbers of the two networks, against independent calculations.
#include "core/gan/conv_transpose.h"
#include "core/gan/discriminator.h"
#include "core/gan/generator.h"
#include "core/gan/losses.h"
#include "core/gan/network_summary.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

at::Generator seeded(std::uint64_t seed) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

NetworkOptions tinyOptions() {
    NetworkOptions options;
    options.latent_size = 5;
    options.generator_widths = {6, 5, 4};
    options.discriminator_widths = {3, 4, 5, 6};
    return options;
}

TEST(NetworkSummary, MatchesTheDesignsTables) {
    const auto [discriminator, generator] = summarizeNetworks({});
    EXPECT_EQ(discriminator.parameters(), 1'650'689);
    EXPECT_EQ(generator.parameters(), 3'257'539);
    ASSERT_EQ(discriminator.layers.size(), 6U);
    EXPECT_EQ(discriminator.layers[0].parameters, 9'728);
    EXPECT_EQ(discriminator.layers[0].output, (std::vector<std::int64_t>{64, 64, 128}));
    for (std::size_t i = 1; i < 5; ++i)
        EXPECT_EQ(discriminator.layers[i].parameters, 409'728);
    EXPECT_EQ(discriminator.layers[4].output, (std::vector<std::int64_t>{4, 4, 128}));
    EXPECT_EQ(discriminator.layers[5].parameters, 2'049);
    std::vector<std::int64_t> counts;
    for (const LayerRow& row : generator.layers)
        counts.push_back(row.parameters);
    EXPECT_EQ(counts, (std::vector<std::int64_t>{499'712, 0, 2'097'408, 1'024, 524'416, 512,
                                                 131'136, 256, 3'075}));
    EXPECT_EQ(generator.layers.back().output, (std::vector<std::int64_t>{64, 64, 3}));
}

TEST(NetworkSummary, PrintsTotals) {
    const auto [discriminator, generator] = summarizeNetworks({});
    EXPECT_NE(formatSummary(generator).find("3,257,539"), std::string::npos);
    EXPECT_NE(formatSummary(discriminator).find("1,650,689"), std::string::npos);
}

// That takes gigabytes and minutes.
TEST(NetworkSummary, OfTheGeneratorAloneBuildsNoDiscriminator) {
    NetworkOptions options;
    const std::string usual = formatSummary(summarizeNetworks(options)[1]);
    options.discriminator_widths = {4096, 4096, 4096, 4096, 4096};
    EXPECT_EQ(formatSummary(summarizeGenerator(options)), usual);
}

TEST(NetworkOptions, DepthDecidesThePictureSize) {
    for (const int side : {32, 64, 128}) {
        NetworkOptions options;
        ASSERT_TRUE(options.setImageSize(side).has_value());
        ASSERT_TRUE(options.check().has_value());
        Generator generator(options, seeded(1));
        Discriminator discriminator(options, seeded(1));
        const at::Tensor pictures = generator->forward(at::randn({2, 60}));
        EXPECT_EQ(pictures.sizes(), (std::vector<std::int64_t>{2, 3, side, side}));
        EXPECT_EQ(discriminator->forward(pictures).sizes(), (std::vector<std::int64_t>{2}));
    }
    NetworkOptions options;
    EXPECT_FALSE(options.setImageSize(100).has_value());
}

TEST(NetworkOptions, RoundTripThroughJsonAndRefuseNonsense) {
    NetworkOptions options = tinyOptions();
    options.output = OutputActivation::Tanh;
    options.discriminator_batch_norm = true;
    const auto read = networkOptionsFromJson(toJson(options));
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(*read, options);
    EXPECT_FALSE(networkOptionsFromJson("{}").has_value());
    EXPECT_FALSE(networkOptionsFromJson("[1").has_value());
    NetworkOptions huge = options;
    huge.latent_size = 1 << 30;
    EXPECT_FALSE(networkOptionsFromJson(toJson(huge)).has_value());
}

TEST(Generator, OutputRangesFollowTheActivation) {
    NetworkOptions options = tinyOptions();
    for (const auto output : {OutputActivation::Sigmoid, OutputActivation::Tanh}) {
        options.output = output;
        Generator generator(options, seeded(3));
        const at::Tensor pictures = generator->forward(at::randn({16, 5}, seeded(1)) * 20);
        const double least = pictures.min().item<double>();
        EXPECT_LE(pictures.max().item<double>(), 1.0);
        if (output == OutputActivation::Tanh) {
            EXPECT_LT(least, 0.0);
            EXPECT_GE(least, -1.0);
        } else {
            EXPECT_GE(least, 0.0);
        }
    }
}

TEST(Generator, KerasInitializerIsGlorotUniformWithZeroBias) {
    Generator generator(NetworkOptions{}, seeded(1));
    const auto parameters = generator->named_parameters();
    const double limit = std::sqrt(6.0 / (60 + 8192));
    const at::Tensor weight = parameters["dense.weight"];
    EXPECT_LE(weight.abs().max().item<double>(), limit);
    EXPECT_GT(weight.abs().max().item<double>(), 0.99 * limit);
    EXPECT_NEAR(weight.std().item<double>(), limit / std::sqrt(3.0), 0.01 * limit);
    EXPECT_EQ(parameters["dense.bias"].abs().max().item<double>(), 0);
}

TEST(Generator, TorchInitializerStaysWithinOneOverRootFanIn) {
    NetworkOptions options;
    options.initializer = Initializer::Torch;
    Generator generator(options, seeded(1));
    const at::Tensor weight = generator->named_parameters()["up0.weight"];
    const double limit = 1 / std::sqrt(256.0 * 16);
    EXPECT_LE(weight.abs().max().item<double>(), limit);
    EXPECT_GT(weight.abs().max().item<double>(), 0.99 * limit);
}

TEST(Generator, SettledCopyHoldsTheStatisticsOfItsOwnWeights) {
    NetworkOptions options = tinyOptions();
    Generator generator(options, seeded(5));
    generator->train();
    Generator settled = settledCopy(generator);
    EXPECT_FALSE(settled->is_training());
    EXPECT_TRUE(generator->is_training());
    // In evaluation mode the first norm's output over many latents is near mean 0, variance 1.
    const torch::NoGradGuard no_grad;
    at::Tensor x = at::randn({4000, 5}, seeded(77));
    for (int i = 0; i <= 2; ++i)
        x = settled->stage(i, x);
    EXPECT_NEAR(x.mean().item<double>(), 0, 0.1);
    EXPECT_NEAR(x.var().item<double>(), 1, 0.25);
    // The original's own moving averages were left alone.
    EXPECT_EQ(generator->named_buffers()["norm0.running_mean"].abs().max().item<double>(), 0);
}

// y[n,o,i,j] = b[o] + Σ x[n,c,p,q] w[c,o,ki,kj] over i = 2p + ki − 1, j = 2q + kj − 1, written out
// in loops.
at::Tensor convTransposeByLoops(const at::Tensor& x, const at::Tensor& w, const at::Tensor& b) {
    const auto height = x.size(2), width = x.size(3);
    at::Tensor y = at::zeros({x.size(0), w.size(1), 2 * height, 2 * width}, at::kDouble);
    auto ya = y.accessor<double, 4>();
    const auto xa = x.accessor<double, 4>();
    const auto wa = w.accessor<double, 4>();
    const auto ba = b.accessor<double, 1>();
    for (std::int64_t n = 0; n < x.size(0); ++n)
        for (std::int64_t o = 0; o < w.size(1); ++o) {
            for (std::int64_t i = 0; i < 2 * height; ++i)
                for (std::int64_t j = 0; j < 2 * width; ++j)
                    ya[n][o][i][j] = ba[o];
            for (std::int64_t c = 0; c < x.size(1); ++c)
                for (std::int64_t p = 0; p < height; ++p)
                    for (std::int64_t q = 0; q < width; ++q)
                        for (std::int64_t ki = 0; ki < 4; ++ki)
                            for (std::int64_t kj = 0; kj < 4; ++kj) {
                                const auto i = 2 * p + ki - 1, j = 2 * q + kj - 1;
                                if (i < 0 || j < 0 || i >= 2 * height || j >= 2 * width) continue;
                                ya[n][o][i][j] += xa[n][c][p][q] * wa[c][o][ki][kj];
                            }
        }
    return y;
}

TEST(ConvTranspose, MatchesTheFormulaWrittenOut) {
    const auto x = at::randn({2, 3, 4, 5}, seeded(1), at::kDouble);
    const auto w = at::randn({3, 2, 4, 4}, seeded(2), at::kDouble).requires_grad_();
    const auto b = at::randn({2}, seeded(3), at::kDouble);
    const at::Tensor expected = convTransposeByLoops(x, w.detach(), b);
    EXPECT_LT((convTranspose(x, w, b) - expected).abs().max().item<double>(), 1e-12);
    EXPECT_LT((convTransposeBuiltIn(x, w, b) - expected).abs().max().item<double>(), 1e-12);
}

TEST(ConvTranspose, GradientsMatchTheBuiltInInBothPrecisions) {
    for (const auto type : {at::kFloat, at::kDouble}) {
        const auto make = [&](std::vector<std::int64_t> shape, std::uint64_t seed) {
            return at::randn(shape, seeded(seed), at::kDouble).to(type).requires_grad_();
        };
        const auto x = make({2, 16, 4, 4}, 1), w = make({16, 12, 4, 4}, 2), b = make({12}, 3);
        const auto weights = at::randn({2, 12, 8, 8}, seeded(4), at::kDouble).to(type);
        const auto ours =
            torch::autograd::grad({(convTranspose(x, w, b) * weights).sum()}, {x, w, b});
        const auto theirs =
            torch::autograd::grad({(convTransposeBuiltIn(x, w, b) * weights).sum()}, {x, w, b});
        const double tolerance = type == at::kFloat ? 1e-4 : 1e-11;
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_LT((ours[i] - theirs[i]).abs().max().item<double>(), tolerance) << "input " << i;
        }
    }
}

TEST(Discriminator, GradientsMatchFiniteDifferences) {
    NetworkOptions options = tinyOptions();
    options.dropout = 0;
    Discriminator discriminator(options, seeded(1));
    discriminator->to(at::kDouble);
    const auto pictures = at::rand({2, 3, 32, 32}, seeded(2), at::kDouble);
    const auto loss = [&] { return lossForReal(discriminator->forward(pictures)); };
    loss().backward();
    constexpr double kStep = 1e-5;
    for (const auto& item : discriminator->named_parameters()) {
        const at::Tensor flat = item.value().detach().view({-1});
        const double before = flat[0].item<double>();
        const torch::NoGradGuard no_grad;
        flat[0] = before + kStep;
        const double above = loss().item<double>();
        flat[0] = before - kStep;
        const double below = loss().item<double>();
        flat[0] = before;
        EXPECT_NEAR(item.value().grad().view({-1})[0].item<double>(), (above - below) / (2 * kStep),
                    1e-7)
            << item.key();
    }
}

TEST(Discriminator, DropoutScalesWhatItKeepsAndFollowsItsGenerator) {
    NetworkOptions options = tinyOptions();
    Discriminator discriminator(options, seeded(1));
    const at::Tensor features = at::ones({64, 6, 4, 4});
    const int last = discriminator->stageCount() - 1;
    const torch::NoGradGuard no_grad;
    const at::Tensor first = discriminator->stage(last, features, seeded(9));
    EXPECT_TRUE(at::equal(first, discriminator->stage(last, features, seeded(9))));
    EXPECT_FALSE(at::equal(first, discriminator->stage(last, features, seeded(10))));
    discriminator->eval();
    const at::Tensor plain = discriminator->stage(last, features, seeded(9));
    EXPECT_NEAR(first.mean().item<double>(), plain.mean().item<double>(), 0.3);
}

TEST(Discriminator, BatchNormIsAnOption) {
    NetworkOptions options = tinyOptions();
    Discriminator without(options, seeded(1));
    options.discriminator_batch_norm = true;
    Discriminator with(options, seeded(1));
    EXPECT_EQ(without->buffers().size(), 0U);
    EXPECT_GT(with->parameters().size(), without->parameters().size());
    EXPECT_EQ(with->forward(at::rand({3, 3, 32, 32})).size(0), 3);
}

TEST(Losses, AreBinaryCrossEntropyAndStayFiniteFarOut) {
    const std::vector<double> logits = {-2.0, 0.0, 0.5, 3.0};
    double real = 0, fake = 0;
    for (const double logit : logits) {
        const double p = 1 / (1 + std::exp(-logit));
        real -= std::log(p) / 4;
        fake -= std::log(1 - p) / 4;
    }
    const at::Tensor tensor = at::tensor(logits, at::kDouble);
    EXPECT_NEAR(lossForReal(tensor).item<double>(), real, 1e-12);
    EXPECT_NEAR(lossForFake(tensor).item<double>(), fake, 1e-12);
    EXPECT_NEAR(lossForReal(at::tensor({-500.0F})).item<double>(), 500, 1e-3);
    EXPECT_NEAR(lossForFake(at::tensor({500.0F})).item<double>(), 500, 1e-3);
}

}  // namespace
}  // namespace faceloom
