// Our side of compare.py: does one kind of work a given number of times and ends, so that whole
// processes can be timed against the Python scripts beside this file.
//   side train STEPS BATCH [THREADS]   side draw FACES TIMES [THREADS]
//   side train-gpu STEPS BATCH
#include "core/gan/compute_runtime.h"
#include "core/gan/inference_generator.h"
#include "core/gan/tensor_image.h"
#include "core/train/step_runner.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include <torch/torch.h>

namespace faceloom {
namespace {

int train(int steps, int batch) {
    TrainOptions options;
    GanStep step(options, at::kCPU);
    const at::Tensor real = at::rand({batch, 3, 64, 64});
    StepMetrics metrics;
    for (int i = 0; i < steps; ++i)
        metrics = step.run(real);
    return std::isfinite(metrics.g_loss) ? 0 : 1;
}

// The whole pipeline of a run on a GPU: data set, batches, graph, losses read back.
int trainOnGpu(int steps, int batch) {
    const auto plan = planCompute(DeviceChoice::Cuda, Precision::Auto);
    if (!plan) {
        std::fprintf(stderr, "%s\n", plan.error().message.c_str());
        return 1;
    }
    const auto folder = std::filesystem::temp_directory_path() / "faceloom_bench";
    std::filesystem::create_directories(folder);
    auto writer = PackedWriter::create(folder / "pictures.safetensors", 64, {"none", "bench", {}});
    constexpr int kPictures = 4096;
    for (int i = 0; writer && i < kPictures; ++i) {
        if (!writer->add(RgbImage(64, 64, static_cast<std::uint8_t>(i)), {}, {})) return 1;
    }
    if (!writer || !writer->finish()) return 1;
    auto dataset = PackedDataset::open(folder / "pictures.safetensors");
    if (!dataset) return 1;
    TrainOptions options;
    GanStep state(options, plan->device, plan->type);
    BatchSource batches(*dataset, batch, 1, false, OutputActivation::Sigmoid);
    const auto runner = makeStepRunner(*plan, state, batches);
    bool finite = true;
    for (int i = 0; i < steps; ++i) {
        if (const auto status = runner->submit(i); !status) {
            std::fprintf(stderr, "%s\n", status.error().message.c_str());
            return 1;
        }
        for (const StepMetrics& metrics : runner->collect())
            finite = finite && std::isfinite(metrics.g_loss);
    }
    for (const StepMetrics& metrics : runner->finish())
        finite = finite && std::isfinite(metrics.g_loss);
    return finite ? 0 : 1;
}

int draw(int faces, int times) {
    const torch::NoGradGuard no_grad;
    Generator generator(NetworkOptions{}, at::make_generator<at::CPUGeneratorImpl>(1));
    generator->eval();
    const InferenceGenerator fast(generator);
    const at::Tensor latents = at::randn({faces, 60});
    std::size_t drawn = 0;
    for (int i = 0; i < times; ++i)
        drawn += toImages(fast.draw(latents), OutputActivation::Sigmoid).size();
    return drawn == static_cast<std::size_t>(faces) * static_cast<std::size_t>(times) ? 0 : 1;
}

int usage() {
    std::fputs(
        "side train STEPS BATCH [THREADS] | draw FACES TIMES [THREADS] | train-gpu STEPS BATCH\n",
        stderr);
    return 2;
}

}  // namespace
}  // namespace faceloom

int main(int argc, char** argv) {
    if (argc < 4) return faceloom::usage();
    const std::string_view work = argv[1];
    faceloom::initializeCompute(argc > 4 ? std::atoi(argv[4]) : 0);
    if (work == "train") return faceloom::train(std::atoi(argv[2]), std::atoi(argv[3]));
    if (work == "train-gpu") return faceloom::trainOnGpu(std::atoi(argv[2]), std::atoi(argv[3]));
    if (work == "draw") return faceloom::draw(std::atoi(argv[2]), std::atoi(argv[3]));
    return faceloom::usage();
}
