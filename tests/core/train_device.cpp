// The same steps and runs on every device that a machine may have; a GPU captures its steps after a
// few.
#include "core/train/gan_step.h"
#include "core/train/loss_file.h"
#include "core/train/step_runner.h"
#include "tests/core/train_support.h"

#include <cmath>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

using namespace testing_support;

class OnDevice : public testing::TestWithParam<DeviceChoice> {
protected:
    void SetUp() override {
        if (GetParam() == DeviceChoice::Cuda && !torch::cuda::is_available())
            GTEST_SKIP() << "this machine has no GPU";
    }

    // A GPU adds up in another order, and multiplies with 10 bits.
    [[nodiscard]] static double tolerance() {
        return GetParam() == DeviceChoice::Cuda ? 0.02 : 1e-9;
    }

    [[nodiscard]] static TrainOptions options(std::int64_t steps) {
        TrainOptions options = smallTraining(steps);
        options.device = GetParam();
        options.precision = Precision::Float32;
        options.network.dropout = 0;  // drawn on the device, each its own way
        return options;
    }

    static void expectSame(const std::vector<StepMetrics>& seen,
                           const std::vector<StepMetrics>& expected) {
        ASSERT_EQ(seen.size(), expected.size());
        for (std::size_t i = 0; i < seen.size(); ++i) {
            EXPECT_NEAR(seen[i].d_loss_real, expected[i].d_loss_real, tolerance()) << i;
            EXPECT_NEAR(seen[i].d_loss_fake, expected[i].d_loss_fake, tolerance()) << i;
            EXPECT_NEAR(seen[i].g_loss, expected[i].g_loss, tolerance()) << i;
            EXPECT_NEAR(seen[i].d_real_mean, expected[i].d_real_mean, tolerance()) << i;
            EXPECT_NEAR(seen[i].d_fake_mean, expected[i].d_fake_mean, tolerance()) << i;
        }
    }

    TempFolder folder_;
    PackedDataset data_ = smallDataset(folder_.path());
};

// Augmented and averaged, the discriminator alone at first, then both, at last at falling rates.
TEST_P(OnDevice, ARunnersStepsAreThePlainStepsOfTheCpu) {
    constexpr std::int64_t kSteps = 16;
    TrainOptions training = options(kSteps);
    training.augment = true;
    training.weight_average = 0.9;
    training.learning_rate = 0.002;
    const auto plan = planCompute(training.device, training.precision);
    ASSERT_TRUE(plan) << plan.error().message;
    GanStep plain(training, at::kCPU), state(training, plan->device, plan->type);
    BatchSource batches(data_, 8, 5, true, OutputActivation::Sigmoid), same = batches;
    const auto runner = makeStepRunner(*plan, state, same);
    std::vector<StepMetrics> expected, seen;
    const auto take = [&seen](const std::vector<StepMetrics>& ended) {
        seen.insert(seen.end(), ended.begin(), ended.end());
    };
    for (std::int64_t step = 0; step < kSteps; ++step) {
        const StepPlan now{step < 14 ? 1.0 : 0.5, step >= 5};
        plain.setPlan(now);
        state.setPlan(now);
        expected.push_back(plain.run(batches.batchOf(step).value()));
        ASSERT_TRUE(runner->submit(step));
        take(runner->collect());
    }
    take(runner->finish());
    expectSame(seen, expected);
    EXPECT_GT(std::abs(seen.front().g_loss - seen.back().g_loss), 0.04);
    EXPECT_EQ(state.discriminator_adam.stepsTaken(), kSteps);
    EXPECT_EQ(state.generator_adam.stepsTaken(), kSteps - 5);
    // Against how far the average has moved, which the losses do not tell.
    const GanStep unmoved(training, at::kCPU);
    const auto distance = [](const GanStep& a, const GanStep& b) {
        const auto of_a = a.average->parameters(), of_b = b.average->parameters();
        double squares = 0;
        for (std::size_t i = 0; i < of_a.size(); ++i)
            squares += (of_a[i].to(at::kCPU) - of_b[i].to(at::kCPU)).square().sum().item<double>();
        return std::sqrt(squares);
    };
    EXPECT_GT(distance(plain, unmoved), 0.01);
    EXPECT_LT(distance(state, plain),
              (GetParam() == DeviceChoice::Cuda ? 0.3 : 1e-6) * distance(plain, unmoved));
}

TEST_P(OnDevice, AResumedRunEndsAsTheOneThatWasNotStopped) {
    RecordingObserver observer;
    const auto train = [&](const char* name, std::int64_t steps, bool resume) {
        return runTraining(data_, {options(steps), folder_.path() / name, "small", resume}, {},
                           observer);
    };
    const auto whole = train("whole", 12, false);
    ASSERT_TRUE(whole) << whole.error().message;
    ASSERT_TRUE(train("halves", 6, false));
    const auto resumed = train("halves", 12, true);
    ASSERT_TRUE(resumed) << resumed.error().message;
    const auto of_whole = readLosses(folder_.path() / "whole" / "losses.csv");
    const auto of_halves = readLosses(folder_.path() / "halves" / "losses.csv");
    ASSERT_TRUE(of_whole && of_halves);
    expectSame(*of_halves, *of_whole);
}

INSTANTIATE_TEST_SUITE_P(EveryDevice, OnDevice,
                         testing::Values(DeviceChoice::Cpu, DeviceChoice::Cuda),
                         [](const auto& tested) { return std::string(nameOf(tested.param)); });

}  // namespace
}  // namespace faceloom
