// Augmentation and the weight average, against values worked out apart.
#include "core/train/augmentation.h"
#include "core/train/gan_step.h"
#include "tests/core/train_support.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

using namespace testing_support;

constexpr auto kSigmoid = OutputActivation::Sigmoid;

at::Tensor somePictures(std::int64_t count, int side) {
    return at::rand({count, 3, side, side}, at::make_generator<at::CPUGeneratorImpl>(1),
                    at::kDouble);
}

at::Tensor numbersOf(const std::vector<double>& values) {
    return at::tensor(values, at::kDouble).view({-1, kAugmentationNumbers});
}

TEST(Augmentation, LeavesColoursAloneInHalfOfThePicturesAndShiftsAroundTheMiddle) {
    const at::Tensor pictures = somePictures(3, 32);
    // Below 0.5 nothing is recoloured; at 0.75 brightness is +0, saturation and contrast ×1.
    const at::Tensor same = augmented(
        pictures, numbersOf({.0, .2, .499, .5, .5, .3, .1, .4, .5, .5, .75, .75, .75, .5, .5}),
        kSigmoid);
    EXPECT_LT((same - pictures).abs().max().item<double>(), 1e-12);
}

TEST(Augmentation, ShiftsByWholePixelsAndMirrorsWhatComesIn) {
    const at::Tensor pictures = somePictures(1, 64);  // 3 % of 64: 2 pixels
    const at::Tensor right = augmented(pictures, numbersOf({0, 0, 0, .999, .5}), kSigmoid);
    EXPECT_LT((right.slice(3, 2, 64) - pictures.slice(3, 0, 62)).abs().max().item<double>(), 1e-12);
    EXPECT_LT((right.slice(3, 0, 2) - pictures.slice(3, 0, 2).flip(3)).abs().max().item<double>(),
              1e-12);
    const at::Tensor up = augmented(pictures, numbersOf({0, 0, 0, .5, 0}), kSigmoid);
    EXPECT_LT((up.slice(2, 0, 62) - pictures.slice(2, 2, 64)).abs().max().item<double>(), 1e-12);
    EXPECT_LT((up.slice(2, 62, 64) - pictures.slice(2, 62, 64).flip(2)).abs().max().item<double>(),
              1e-12);
}

TEST(Augmentation, RecoloursAsWorkedOutPixelByPixel) {
    for (const auto output : {OutputActivation::Sigmoid, OutputActivation::Tanh}) {
        const at::Tensor pictures = somePictures(1, 32);
        const double brightness = 0.9, saturation = 0.55, contrast = 0.8;
        const at::Tensor changed =
            augmented(pictures, numbersOf({brightness, saturation, contrast, .5, .5}), output);
        const double range = output == OutputActivation::Tanh ? 2 : 1;
        const double added = (brightness * 4 - 3) * 0.2 * range;
        const auto was = pictures.accessor<double, 4>();
        const auto now = changed.accessor<double, 4>();
        const double mean = pictures.mean().item<double>() + added;
        for (const auto& [x, y] : {std::pair{0, 0}, {5, 9}, {31, 31}}) {
            const double grey = (was[0][0][y][x] + was[0][1][y][x] + was[0][2][y][x]) / 3 + added;
            for (int c = 0; c < 3; ++c) {
                const double saturated =
                    grey + (was[0][c][y][x] + added - grey) * (1 + (saturation * 4 - 3) * 0.5);
                EXPECT_NEAR(now[0][c][y][x],
                            mean + (saturated - mean) * (1 + (contrast * 4 - 3) * 0.5), 1e-12);
            }
        }
    }
}

TEST(Augmentation, GradientIsTheTransposeOfWhatItDoes) {
    // An affine map A: ⟨A(x) − A(0), y⟩ = ⟨x, Aᵀy⟩.
    const auto random = at::make_generator<at::CPUGeneratorImpl>(2);
    const at::Tensor numbers = at::rand({3, kAugmentationNumbers}, random, at::kDouble);
    const at::Tensor y = at::randn({3, 3, 32, 32}, random, at::kDouble);
    at::Tensor x = somePictures(3, 32).requires_grad_();
    const at::Tensor ax = augmented(x, numbers, kSigmoid);
    const at::Tensor a0 = augmented(at::zeros_like(x), numbers, kSigmoid);
    (ax * y).sum().backward();
    const double forward = ((ax - a0) * y).sum().item<double>();
    EXPECT_NEAR(forward, (x * x.grad()).sum().item<double>(), 1e-9 * std::abs(forward));
}

TEST(TwoTimeScales, ChangeTheDiscriminatorsStepsAlone) {
    TrainOptions options = smallTraining(1);
    GanStep same(options, at::kCPU);
    options.discriminator_learning_rate = 2 * options.learning_rate;
    GanStep faster(options, at::kCPU);
    const auto before = same.discriminator->parameters().front().detach().clone();
    const at::Tensor real = somePictures(4, options.network.imageSize()).to(at::kFloat);
    same.run(real);
    faster.run(real);
    const auto moved = [&](const GanStep& step) {
        return step.discriminator->parameters().front().detach() - before;
    };
    // Adam's first step is the rate, whatever the gradient's size.
    EXPECT_LT((moved(faster) - 2 * moved(same)).abs().max().item<float>(),
              0.01 * options.learning_rate);
    EXPECT_GT(moved(same).abs().max().item<float>(), 0.9 * options.learning_rate);
}

TEST(RateShare, ScalesBothNetworksSteps) {
    const TrainOptions options = smallTraining(1);
    GanStep whole(options, at::kCPU);
    GanStep half(options, at::kCPU);
    half.setPlan({0.5, true});
    const auto generator = whole.generator->parameters().front().detach().clone();
    const auto discriminator = whole.discriminator->parameters().front().detach().clone();
    const at::Tensor real = somePictures(4, options.network.imageSize()).to(at::kFloat);
    whole.run(real);
    half.run(real);
    const auto ratio = [](const at::Tensor& slow, const at::Tensor& fast, const at::Tensor& was) {
        return ((slow - was).abs().sum() / (fast - was).abs().sum()).item<float>();
    };
    EXPECT_NEAR(ratio(half.discriminator->parameters().front(),
                      whole.discriminator->parameters().front(), discriminator),
                0.5, 0.01);
    EXPECT_NEAR(ratio(half.generator->parameters().front(), whole.generator->parameters().front(),
                      generator),
                0.5, 0.05);
}

TEST(WeightAverage, FollowsTheGeneratorByItsShare) {
    TrainOptions options = smallTraining(3);
    options.weight_average = 0.9;
    GanStep state(options, at::kCPU);
    const at::Tensor real = at::rand({8, 3, 32, 32}, at::make_generator<at::CPUGeneratorImpl>(4));
    std::vector<at::Tensor> expected;
    for (const at::Tensor& parameter : state.generator->parameters())
        expected.push_back(parameter.detach().clone());
    for (int step = 0; step < 3; ++step) {
        (void)state.run(real);
        for (std::size_t i = 0; i < expected.size(); ++i)
            expected[i] = expected[i] * 0.9 + state.generator->parameters()[i].detach() * 0.1;
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const at::Tensor average = state.average->parameters()[i];
        EXPECT_LT((average - expected[i]).abs().max().item<float>(), 1e-6);
    }
    EXPECT_EQ(&state.shownGenerator(), &state.average);
    EXPECT_GT((expected[0] - state.generator->parameters()[0]).abs().max().item<float>(), 1e-5);
}

TEST(WeightAverage, AndAugmentationLeaveTrainingAloneWhenOff) {
    const at::Tensor real = at::rand({8, 3, 32, 32}, at::make_generator<at::CPUGeneratorImpl>(4));
    TrainOptions options = smallTraining(2);
    GanStep plain(options, at::kCPU);
    options.weight_average = 0.5;
    GanStep averaged(options, at::kCPU);
    EXPECT_EQ(plain.run(real), averaged.run(real));
    EXPECT_EQ(plain.run(real), averaged.run(real));
    options.augment = true;
    GanStep augmented_step(options, at::kCPU);
    EXPECT_NE(plain.run(real), augmented_step.run(real));
}

}  // namespace
}  // namespace faceloom
