// bf16 beside float32, and what is refused.
#include "core/gan/tensor_file.h"
#include "core/train/compute_plan.h"
#include "core/train/gan_step.h"
#include "tests/core/train_support.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

using namespace testing_support;

TEST(ComputePlan, AutomaticIsFloat32OnTheCpu) {
    const auto plan = planCompute(DeviceChoice::Cpu, Precision::Auto);
    ASSERT_TRUE(plan.has_value());
    EXPECT_TRUE(plan->device.is_cpu());
    EXPECT_FALSE(plan->type.has_value());
}

TEST(ComputePlan, SaysWhatIsNotThere) {
    if (!torch::cuda::is_available()) {
        const auto plan = planCompute(DeviceChoice::Cuda, Precision::Auto);
        ASSERT_FALSE(plan.has_value());
        EXPECT_EQ(plan.error().code, ErrorCode::Unavailable);
        EXPECT_NE(plan.error().message.find("cuda"), std::string::npos);
    }
    const auto bf16 = planCompute(DeviceChoice::Cpu, Precision::Bf16);
    if (bf16) {
        EXPECT_EQ(bf16->type, at::kBFloat16);
    } else {
        EXPECT_EQ(bf16.error().code, ErrorCode::Unavailable);
        EXPECT_NE(bf16.error().message.find("bf16"), std::string::npos);
    }
}

TEST(TrainOptions, PrecisionAndDeviceHaveNames) {
    for (const auto precision : {Precision::Auto, Precision::Float32, Precision::Bf16})
        EXPECT_EQ(precisionNamed(nameOf(precision)).value(), precision);
    EXPECT_EQ(precisionNamed("half").error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(deviceNamed("tpu").error().code, ErrorCode::InvalidArgument);
    TrainOptions options;
    options.precision = Precision::Bf16;
    EXPECT_EQ(trainOptionsFromJson(toJson(options)).value(), options);
}

class Bf16Step : public testing::TestWithParam<bool> {};

// bf16 keeps 8 bits: losses agree to a percent, gradients point the same way, and what must stay
// float32 does.
TEST_P(Bf16Step, AgreesWithFloat32) {
    if (!planCompute(DeviceChoice::Cpu, Precision::Bf16))
        GTEST_SKIP() << "this processor computes no bf16";
    TrainOptions options = smallTraining(1);
    options.network.dropout = 0;
    options.network.discriminator_batch_norm = GetParam();
    GanStep plain(options, at::kCPU);
    GanStep fast(options, at::kCPU, at::kBFloat16);
    const at::Tensor real = at::rand({8, 3, 32, 32}, at::make_generator<at::CPUGeneratorImpl>(2));
    const StepMetrics expected = plain.run(real);
    const StepMetrics metrics = fast.run(real);
    EXPECT_NEAR(metrics.d_loss_real, expected.d_loss_real, 0.02);
    EXPECT_NEAR(metrics.d_loss_fake, expected.d_loss_fake, 0.02);
    EXPECT_NE(metrics.d_loss_real, expected.d_loss_real);
    const auto compare = [](torch::nn::Module& a, torch::nn::Module& b) {
        const auto theirs = b.named_parameters();
        for (const auto& item : a.named_parameters()) {
            EXPECT_EQ(item.value().scalar_type(), at::kFloat);
            const at::Tensor x = item.value().grad().flatten();
            const at::Tensor y = theirs[item.key()].grad().flatten();
            if (y.abs().max().item<float>() < 1e-5F) continue;
            EXPECT_GT(at::cosine_similarity(x, y, 0).item<float>(), 0.95F) << item.key();
        }
    };
    compare(*fast.discriminator, *plain.discriminator);
    EXPECT_EQ(fast.generator->forward(at::randn({2, 8})).scalar_type(), at::kFloat);
}

INSTANTIATE_TEST_SUITE_P(DiscriminatorBatchNorm, Bf16Step, testing::Bool());

// Without gradients layers may be computed in other ways; the faces are the same.
TEST(Bf16, DrawsTheSameFacesWithoutGradients) {
    if (!planCompute(DeviceChoice::Cpu, Precision::Bf16))
        GTEST_SKIP() << "this processor computes no bf16";
    const torch::NoGradGuard no_grad;
    Generator generator(smallNetworks(), at::make_generator<at::CPUGeneratorImpl>(3));
    generator->eval();
    const at::Tensor latents = at::randn({5, 8}, at::make_generator<at::CPUGeneratorImpl>(4));
    const at::Tensor expected = generator->forward(latents);
    generator->setComputeType(at::kBFloat16);
    const at::Tensor drawn = generator->forward(latents);
    EXPECT_EQ(drawn.scalar_type(), at::kFloat);
    EXPECT_LT((drawn - expected).abs().max().item<double>(), 0.02);
}

TEST(Bf16, AShortRunLearnsAndCanBeResumed) {
    if (!planCompute(DeviceChoice::Cpu, Precision::Bf16))
        GTEST_SKIP() << "this processor computes no bf16";
    const TempFolder folder;
    TrainOptions options = smallTraining(4);
    options.precision = Precision::Bf16;
    const PackedDataset data = smallDataset(folder.path());
    RecordingObserver seen;
    RunRequest request{options, folder.path() / "run", "small", false};
    ASSERT_TRUE(runTraining(data, request, {}, seen).has_value());
    request.options.steps = 6;
    request.resume = true;
    const auto report = runTraining(data, request, {}, seen);
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_EQ(report->steps_done, 6);
    EXPECT_EQ(seen.steps.size(), 6U);
}

}  // namespace
}  // namespace faceloom
