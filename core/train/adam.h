// Adam (Kingma and Ba 2015, algorithm 1) over a list of parameters. Internal to core: includes
// Torch.
#pragma once

#include <vector>

#include <torch/torch.h>

namespace faceloom {

struct AdamOptions {
    double learning_rate = 0.0002;
    double beta1 = 0.5;
    double beta2 = 0.999;
    double epsilon = 1e-7;  // Keras' default; added to √v̂
};

// LibTorch's own optimizer keys its state differently from one version to the next; this one's
// state is two plain lists that a checkpoint can hold. Not thread-safe.
class Adam {
public:
    // Keeps references to the parameters, whose number and shapes stay as they are.
    Adam(std::vector<at::Tensor> parameters, AdamOptions options);

    void setLearningRate(double rate) { options_.learning_rate = rate; }
    void clearGradients();
    // One step with the gradients that are there; a parameter without one is an error of the
    // caller's.
    void step();

    [[nodiscard]] const std::vector<at::Tensor>& firstMoments() const { return first_; }
    [[nodiscard]] const std::vector<at::Tensor>& secondMoments() const { return second_; }
    // On a GPU the count lives there, so that steps replayed from a CUDA graph count as well.
    [[nodiscard]] std::int64_t stepsTaken() const;
    void setStepsTaken(std::int64_t steps);

private:
    void stepOnGpu();

    AdamOptions options_;
    std::vector<at::Tensor> parameters_;
    std::vector<at::Tensor> first_;
    std::vector<at::Tensor> second_;
    std::int64_t steps_ = 0;             // on a CPU
    std::vector<at::Tensor> gpu_steps_;  // on a GPU: [] float32, one tensor, as often as parameters
};

}  // namespace faceloom
