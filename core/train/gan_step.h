// The two networks with their optimizers, and one alternating update of both. Internal to core:
// includes Torch.
#pragma once

#include "core/gan/discriminator.h"
#include "core/gan/generator.h"
#include "core/train/adam.h"
#include "core/train/train_options.h"
#include "core/train/train_types.h"

#include <torch/torch.h>

namespace faceloom {

// All that changes while training, and so all that a checkpoint holds. Not thread-safe.
class GanStep {
public:
    // Options must pass check(). Weights, latents and dropout all follow from options.seed.
    GanStep(const TrainOptions& options, at::Device device, ComputeType compute_type = {});

    // One step on real pictures [N, 3, S, S] in the generator's range: the discriminator learns on
    // them and on as many generated ones, then the generator against the discriminator as it is
    // then, whose weights take no gradient. Sets the losses and means of the result; the rest stays
    // 0.
    StepMetrics run(const at::Tensor& real);

    // The parts of it, for who keeps a GPU busy: latents [N, latent_size], drawn on the CPU
    // whatever the device so that one seed means one run; the arithmetic, which reads and writes
    // the device only, on tensors that are there already; and its result [kMetrics], copied to the
    // CPU, as numbers.
    [[nodiscard]] at::Tensor drawLatents(std::int64_t count);
    [[nodiscard]] at::Tensor compute(const at::Tensor& real, const at::Tensor& latents);
    [[nodiscard]] static StepMetrics metricsFrom(const at::Tensor& result);
    static constexpr std::int64_t kMetrics = 5;

    [[nodiscard]] int latentSize() const { return latent_size_; }

    Generator generator{nullptr};
    Discriminator discriminator{nullptr};
    Adam generator_adam;
    Adam discriminator_adam;
    at::Generator random;  // of latents and dropout

private:
    GanStep(const TrainOptions& options, at::Device device, ComputeType compute_type,
            at::Generator source);

    at::Device device_;
    int latent_size_;
};

}  // namespace faceloom
