// Our side of compare.py: does one kind of work a given number of times and ends, so that whole
// processes can be timed against the Python scripts beside this file.
//   side train STEPS BATCH [THREADS]   side draw FACES TIMES [THREADS]
#include "core/gan/compute_runtime.h"
#include "core/gan/inference_generator.h"
#include "core/gan/tensor_image.h"
#include "core/train/gan_step.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
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
    std::fputs("side train STEPS BATCH [THREADS] | draw FACES TIMES [THREADS]\n", stderr);
    return 2;
}

}  // namespace
}  // namespace faceloom

int main(int argc, char** argv) {
    if (argc < 4) return faceloom::usage();
    const std::string_view work = argv[1];
    faceloom::initializeCompute(argc > 4 ? std::atoi(argv[4]) : 0);
    if (work == "train") return faceloom::train(std::atoi(argv[2]), std::atoi(argv[3]));
    if (work == "draw") return faceloom::draw(std::atoi(argv[2]), std::atoi(argv[3]));
    return faceloom::usage();
}
