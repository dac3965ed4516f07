// One alternating update, the optimizer and the order of the pictures, against independent
// calculations.
#include "core/data/hold_out.h"
#include "core/gan/losses.h"
#include "core/gan/tensor_file.h"
#include "core/train/adam.h"
#include "core/train/batch_source.h"
#include "core/train/gan_step.h"
#include "tests/core/train_support.h"

#include <algorithm>
#include <set>
#include <vector>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

using namespace testing_support;

TEST(Adam, MatchesLibTorchsOverManySteps) {
    const auto start = at::randn({4, 3}, at::make_generator<at::CPUGeneratorImpl>(1), at::kDouble);
    at::Tensor ours = start.clone().requires_grad_();
    at::Tensor theirs = start.clone().requires_grad_();
    Adam adam({ours}, {0.01, 0.5, 0.999, 1e-7});
    torch::optim::Adam reference(std::vector<at::Tensor>{theirs},
                                 torch::optim::AdamOptions(0.01).betas({0.5, 0.999}).eps(1e-7));
    for (int i = 0; i < 50; ++i) {
        adam.clearGradients();
        reference.zero_grad();
        (ours.sin() * ours).sum().backward();
        (theirs.sin() * theirs).sum().backward();
        adam.step();
        reference.step();
    }
    EXPECT_LT((ours - theirs).abs().max().item<double>(), 1e-12);
    EXPECT_GT((ours - start).abs().max().item<double>(), 0.1);
    EXPECT_EQ(adam.stepsTaken(), 50);
}

TEST(BatchSource, ShowsEveryPictureOnceAnEpochInAnOrderOfItsSeed) {
    const TempFolder folder;
    const PackedDataset data = smallDataset(folder.path(), 20);
    BatchSource source(data, 8, 5, false, OutputActivation::Sigmoid);
    std::vector<std::size_t> seen;
    for (int step = 0; step < 5; ++step) {
        for (const std::size_t index : source.indicesOf(step))
            seen.push_back(index);
    }
    ASSERT_EQ(seen.size(), 40U);
    for (int epoch = 0; epoch < 2; ++epoch) {
        const std::set<std::size_t> once(seen.begin() + epoch * 20,
                                         seen.begin() + (epoch + 1) * 20);
        EXPECT_EQ(once.size(), 20U);
    }
    EXPECT_NE(std::vector(seen.begin(), seen.begin() + 20),
              std::vector(seen.begin() + 20, seen.end()));
    // Any step again, in any order, by a source of its own.
    BatchSource again(data, 8, 5, false, OutputActivation::Sigmoid);
    EXPECT_EQ(again.indicesOf(4), source.indicesOf(4));
    EXPECT_EQ(again.indicesOf(1), source.indicesOf(1));
    BatchSource other(data, 8, 6, false, OutputActivation::Sigmoid);
    EXPECT_NE(other.indicesOf(0), source.indicesOf(0));
    EXPECT_EQ(source.stepsFor(2), 5);
    EXPECT_EQ(source.epochOf(2), 0);
    EXPECT_EQ(source.epochOf(3), 1);
}

TEST(BatchSource, NeverShowsThosePicturesThatAreHeldOut) {
    const TempFolder folder;
    const PackedDataset data = smallDataset(folder.path(), 20);
    BatchSource source(data, 6, 5, false, OutputActivation::Sigmoid, 2);
    EXPECT_EQ(source.pictures(), 18);
    EXPECT_EQ(source.stepsFor(2), 6);
    EXPECT_EQ(source.epochOf(3), 1);
    std::set<std::size_t> seen;
    for (int step = 0; step < 3; ++step) {
        for (const std::size_t index : source.indicesOf(step))
            seen.insert(index);
    }
    EXPECT_EQ(seen.size(), 18U);
    for (const std::uint32_t left_out : splitPictures(20, 2).held_out)
        EXPECT_FALSE(seen.contains(left_out));
}

TEST(BatchSource, ScalesToTheGeneratorsRangeAndMirrors) {
    const TempFolder folder;
    const PackedDataset data = smallDataset(folder.path(), 20);
    BatchSource plain(data, 8, 5, false, OutputActivation::Sigmoid);
    BatchSource tanh(data, 8, 5, false, OutputActivation::Tanh);
    BatchSource mirrored(data, 8, 5, true, OutputActivation::Sigmoid);
    const at::Tensor pictures = plain.batchOf(0).value();
    ASSERT_EQ(pictures.sizes(), (std::vector<std::int64_t>{8, 3, 32, 32}));
    const auto first = static_cast<double>(plain.indicesOf(0).front());
    EXPECT_NEAR(pictures[0][0][0][0].item<double>(), (200 + first) / 255, 1e-6);
    EXPECT_NEAR(pictures[0][1][0][31].item<double>(), (10 + 5 * first) / 255, 1e-6);
    EXPECT_LT((tanh.batchOf(0).value() - (pictures * 2 - 1)).abs().max().item<double>(), 1e-6);
    int flipped = 0;
    const at::Tensor turned = mirrored.batchOf(0).value();
    for (std::int64_t i = 0; i < 8; ++i) {
        const bool same = at::equal(turned[i], pictures[i]);
        ASSERT_TRUE(same || at::equal(turned[i], pictures[i].flip({2})));
        flipped += same ? 0 : 1;
    }
    EXPECT_GT(flipped, 0);
    EXPECT_LT(flipped, 8);
    EXPECT_TRUE(at::equal(turned, mirrored.batchOf(0).value()));
}

// The same step written with LibTorch's own layers' functions, optimizer and loss.
struct ReferenceStep {
    explicit ReferenceStep(const GanStep& from, const TrainOptions& options)
        : generator(options.network, at::make_generator<at::CPUGeneratorImpl>(0)),
          discriminator(options.network, at::make_generator<at::CPUGeneratorImpl>(0)) {
        generator->to(at::kDouble);
        discriminator->to(at::kDouble);
        copyState(*from.generator, *generator);
        copyState(*from.discriminator, *discriminator);
    }

    at::Tensor generate(const at::Tensor& z) {
        auto p = generator->named_parameters();
        at::Tensor x =
            at::linear(z, p["dense.weight"], p["dense.bias"]).view({z.size(0), 16, 4, 4});
        for (int i = 0; i < 2; ++i) {
            const auto up = "up" + std::to_string(i), norm = "norm" + std::to_string(i);
            x = at::leaky_relu(at::conv_transpose2d(x, p[up + ".weight"], p[up + ".bias"], 2, 1),
                               0.2);
            const at::Tensor mean = x.mean(at::IntArrayRef{0, 2, 3}, true);
            const at::Tensor var = (x - mean).square().mean(at::IntArrayRef{0, 2, 3}, true);
            x = (x - mean) / (var + 0.001).sqrt() * p[norm + ".weight"].view({1, -1, 1, 1}) +
                p[norm + ".bias"].view({1, -1, 1, 1});
        }
        return at::sigmoid(at::conv_transpose2d(x, p["up2.weight"], p["up2.bias"], 2, 1));
    }

    at::Tensor judge(const at::Tensor& pictures) {
        auto p = discriminator->named_parameters();
        at::Tensor x = pictures;
        for (int i = 0; i < 4; ++i) {
            const auto conv = "conv" + std::to_string(i);
            x = at::leaky_relu(
                at::conv2d(x, p[conv + ".weight"], p[conv + ".bias"], i == 0 ? 1 : 2, 2), 0.2);
        }
        return at::linear(x.flatten(1), p["dense.weight"], p["dense.bias"]).view({-1});
    }

    Generator generator;
    Discriminator discriminator;
};

at::Tensor bce(const at::Tensor& logits, double target) {
    return at::binary_cross_entropy_with_logits(logits, at::full_like(logits, target));
}

// In float64: in float32 Adam amplifies rounding until trajectories part.
TEST(GanStep, MatchesTheStepWrittenOutForFiftySteps) {
    TrainOptions options = smallTraining(1);
    options.network.dropout = 0;
    options.learning_rate = 0.001;
    GanStep step(options, at::kCPU);
    step.generator->to(at::kDouble);
    step.discriminator->to(at::kDouble);
    // Converting replaced the tensors, so the optimizers are made anew on the double ones.
    step.generator_adam = Adam(step.generator->parameters(), {0.001, 0.5, 0.999});
    step.discriminator_adam = Adam(step.discriminator->parameters(), {0.001, 0.5, 0.999});
    ReferenceStep reference(step, options);
    const at::Tensor real =
        at::rand({8, 3, 32, 32}, at::make_generator<at::CPUGeneratorImpl>(2), at::kDouble);
    const auto adam = torch::optim::AdamOptions(0.001).betas({0.5, 0.999}).eps(1e-7);
    torch::optim::Adam d_adam(reference.discriminator->parameters(), adam);
    torch::optim::Adam g_adam(reference.generator->parameters(), adam);

    for (int i = 0; i < 50; ++i) {
        at::Generator copy = step.random.clone();
        at::set_default_dtype(at::scalarTypeToTypeMeta(at::kDouble));
        const StepMetrics metrics = step.run(real);
        const at::Tensor fake = reference.generate(at::randn({8, 8}, copy));
        at::set_default_dtype(at::scalarTypeToTypeMeta(at::kFloat));

        d_adam.zero_grad();
        const at::Tensor real_logits = reference.judge(real);
        const at::Tensor fake_logits = reference.judge(fake.detach());
        const at::Tensor d_real = bce(real_logits, 1), d_fake = bce(fake_logits, 0);
        (d_real + d_fake).backward();
        d_adam.step();
        g_adam.zero_grad();
        const at::Tensor g_loss = bce(reference.judge(fake), 1);
        g_loss.backward();
        g_adam.step();

        EXPECT_NEAR(metrics.d_loss_real, d_real.item<double>(), 1e-9);
        EXPECT_NEAR(metrics.d_loss_fake, d_fake.item<double>(), 1e-9);
        EXPECT_NEAR(metrics.g_loss, g_loss.item<double>(), 1e-9);
        EXPECT_NEAR(metrics.d_real_mean, real_logits.sigmoid().mean().item<double>(), 1e-9);
        EXPECT_NEAR(metrics.d_fake_mean, fake_logits.sigmoid().mean().item<double>(), 1e-9);
    }
    const auto same = [](const torch::nn::Module& a, const torch::nn::Module& b) {
        const auto x = a.named_parameters(), y = b.named_parameters();
        for (const auto& item : x) {
            EXPECT_LT((item.value() - y[item.key()]).abs().max().item<double>(), 1e-8)
                << item.key();
        }
    };
    same(*step.discriminator, *reference.discriminator);
    same(*step.generator, *reference.generator);
}

TEST(GanStep, TheLastBiasMovesByTheGradientWorkedOutByHand) {
    TrainOptions options = smallTraining(1);
    options.network.dropout = 0;
    GanStep step(options, at::kCPU);
    const at::Tensor real = at::rand({8, 3, 32, 32}, at::make_generator<at::CPUGeneratorImpl>(2));
    at::Tensor bias = step.discriminator->named_parameters()["dense.bias"];
    const double before = bias.item<double>();
    const StepMetrics metrics = step.run(real);
    // d/db of mean −log σ(l) is mean σ(l) − 1, and of mean −log(1 − σ(l)) is mean σ(l).
    const double gradient = (metrics.d_real_mean - 1) + metrics.d_fake_mean;
    EXPECT_NEAR(bias.grad().item<double>(), gradient, 1e-5);
    // Adam's first step is the learning rate in the gradient's direction.
    EXPECT_NEAR(bias.item<double>() - before, gradient > 0 ? -0.0002 : 0.0002, 1e-6);
}

TEST(GanStep, TheDiscriminatorAloneLearnsAsItDoesBesideTheGenerator) {
    TrainOptions options = smallTraining(1);
    options.weight_average = 0.9;
    GanStep both(options, at::kCPU);
    GanStep alone(options, at::kCPU);
    alone.setPlan({1, false});
    const auto weightsOf = [](const torch::nn::Module& network) {
        std::vector<at::Tensor> weights;
        for (const at::Tensor& weight : network.parameters())
            weights.push_back(weight.detach().clone());
        return weights;
    };
    const auto generator = weightsOf(*alone.generator), average = weightsOf(*alone.average);
    const at::Tensor real = at::rand({8, 3, 32, 32}, at::make_generator<at::CPUGeneratorImpl>(2));
    const StepMetrics expected = both.run(real), metrics = alone.run(real);
    // Without gradients the generator takes another path to the same faces.
    EXPECT_NEAR(metrics.d_loss_fake, expected.d_loss_fake, 1e-6);
    EXPECT_NEAR(metrics.g_loss, expected.g_loss, 1e-6);
    const auto same = [](const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b) {
        return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return x.equal(y); });
    };
    const auto discriminator = weightsOf(*both.discriminator);
    for (std::size_t i = 0; i < discriminator.size(); ++i) {
        const auto difference = alone.discriminator->parameters()[i] - discriminator[i];
        EXPECT_LT(difference.abs().mean().item<double>(), 0.01 * options.learning_rate) << i;
    }
    EXPECT_TRUE(same(weightsOf(*alone.generator), generator));
    EXPECT_TRUE(same(weightsOf(*alone.average), average));
    EXPECT_FALSE(same(weightsOf(*both.generator), generator));
    // Then the generator learns as ever.
    alone.setPlan({1, true});
    alone.run(real);
    EXPECT_FALSE(same(weightsOf(*alone.generator), generator));
}

TEST(GanStep, TheDiscriminatorTakesNoGradientFromTheGeneratorsHalf) {
    TrainOptions options = smallTraining(1);
    options.network.dropout = 0;
    GanStep step(options, at::kCPU);
    Discriminator as_before(options.network, at::make_generator<at::CPUGeneratorImpl>(0));
    copyState(*step.discriminator, *as_before);
    const at::Tensor real = at::rand({8, 3, 32, 32}, at::make_generator<at::CPUGeneratorImpl>(2));
    at::Generator copy = step.random.clone();
    Generator generator_before(options.network, at::make_generator<at::CPUGeneratorImpl>(0));
    copyState(*step.generator, *generator_before);
    step.run(real);
    const at::Tensor fake = generator_before->forward(at::randn({8, 8}, copy)).detach();
    (lossForReal(as_before->forward(real)) + lossForFake(as_before->forward(fake))).backward();
    const auto expected = as_before->named_parameters();
    for (const auto& item : step.discriminator->named_parameters()) {
        EXPECT_TRUE(item.value().requires_grad());
        EXPECT_LT((item.value().grad() - expected[item.key()].grad()).abs().max().item<double>(),
                  1e-5)
            << item.key();
    }
}

}  // namespace
}  // namespace faceloom
