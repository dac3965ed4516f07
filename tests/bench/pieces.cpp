// The pieces of a training step and of drawing, by Google Benchmark. Arguments are batch sizes.
#include "core/gan/compute_format.h"
#include "core/gan/compute_runtime.h"
#include "core/gan/conv_transpose.h"
#include "core/gan/inference_generator.h"
#include "core/train/gan_step.h"

#include <benchmark/benchmark.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

// Multiplications and additions of a training step a picture, convolutions and dense layers only:
// the generator forward and backward once; the discriminator forward three times, backward to its
// weights twice and to its input three times (but to the pictures themselves once).
double flopOfStep() {
    constexpr double kFirst = 2.0 * 64 * 64 * 3 * 128 * 25;
    double rest = 0;
    for (const double side : {32, 16, 8, 4})
        rest += 2.0 * side * side * 128 * 128 * 25;
    const double generator =
        2.0 * (60 * 8192 +
               16 * 4 * (16.0 * 512 * 256 + 64 * 256 * 128 + 256 * 128 * 64 + 1024 * 64 * 3) / 4);
    return 3 * (kFirst + rest) + 2 * (kFirst + rest) + (2 * rest + kFirst + rest) + 3 * generator;
}

void reportFlop(benchmark::State& state, double flop) {
    state.counters["GFLOP/s"] = benchmark::Counter(
        flop / 1e9, benchmark::Counter::kIsIterationInvariantRate, benchmark::Counter::kIs1000);
}

// The discriminator's largest convolution through LibTorch's oneDNN, 128 to 128 channels, 5×5,
// stride 2, on 64×64: forward (0), to the input (1), to the weights (2).
void largestConvolution(benchmark::State& state) {
    const torch::NoGradGuard no_grad;
    const std::int64_t batch = state.range(0);
    const at::Tensor input = at::randn({batch, 128, 64, 64}).contiguous(kComputeFormat);
    const at::Tensor weight = at::randn({128, 128, 5, 5});
    const at::Tensor gradient = at::randn({batch, 128, 32, 32}).contiguous(kComputeFormat);
    const auto pass = state.range(1);
    for (auto _ : state) {
        if (pass == 0) {
            benchmark::DoNotOptimize(at::conv2d(input, weight, {}, 2, 2));
        } else {
            benchmark::DoNotOptimize(at::convolution_backward(
                gradient, input, weight, at::OptionalIntArrayRef(), {2, 2}, {2, 2}, {1, 1}, false,
                {0, 0}, 1, {pass == 1, pass == 2, false}));
        }
    }
    reportFlop(state, 2.0 * static_cast<double>(batch) * 32 * 32 * 128 * 128 * 25);
}
BENCHMARK(largestConvolution)
    ->ArgsProduct({{64}, {0, 1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void trainingStep(benchmark::State& state) {
    const TrainOptions options;
    GanStep step(options, at::kCPU);
    const at::Tensor real = at::rand({state.range(0), 3, 64, 64});
    step.run(real);
    for (auto _ : state)
        benchmark::DoNotOptimize(step.run(real));
    reportFlop(state, flopOfStep() * static_cast<double>(state.range(0)));
    state.counters["pictures/s"] = benchmark::Counter(
        static_cast<double>(state.range(0)), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(trainingStep)
    ->Arg(8)
    ->Arg(16)
    ->Arg(32)
    ->Arg(64)
    ->Arg(128)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void drawing(benchmark::State& state) {
    const torch::NoGradGuard no_grad;
    Generator generator(NetworkOptions{}, at::make_generator<at::CPUGeneratorImpl>(1));
    generator->eval();
    const InferenceGenerator fast(generator);
    const at::Tensor latents = at::randn({state.range(0), 60});
    for (auto _ : state)
        benchmark::DoNotOptimize(fast.draw(latents));
}
BENCHMARK(drawing)->Arg(1)->Arg(6)->Arg(36)->Unit(benchmark::kMillisecond)->UseRealTime();

void adamStep(benchmark::State& state) {
    const TrainOptions options;
    GanStep step(options, at::kCPU);
    step.run(at::rand({4, 3, 64, 64}));
    for (auto _ : state)
        step.generator_adam.step();
}
BENCHMARK(adamStep)->Unit(benchmark::kMillisecond)->UseRealTime();

void transposedConvolution(benchmark::State& state) {
    const at::Tensor input =
        at::randn({64, state.range(0), state.range(2), state.range(2)}).contiguous(kComputeFormat);
    const at::Tensor weight = at::randn({state.range(0), state.range(1), 4, 4}).requires_grad_();
    const at::Tensor bias = at::zeros({state.range(1)}).requires_grad_();
    const bool built_in = state.range(3) != 0;
    for (auto _ : state) {
        at::Tensor x = input.detach().requires_grad_();
        at::Tensor y =
            built_in ? convTransposeBuiltIn(x, weight, bias) : convTranspose(x, weight, bias);
        y.backward(at::ones_like(y));
    }
}
BENCHMARK(transposedConvolution)
    ->ArgNames({"in", "out", "side", "built_in"})
    ->Args({512, 256, 4, 1})
    ->Args({512, 256, 4, 0})
    ->Args({256, 128, 8, 1})
    ->Args({256, 128, 8, 0})
    ->Args({128, 64, 16, 1})
    ->Args({128, 64, 16, 0})
    ->Args({64, 3, 32, 1})
    ->Args({64, 3, 32, 0})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace faceloom

int main(int argc, char** argv) {
    faceloom::initializeCompute();
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
