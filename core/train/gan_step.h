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

// What a step draws at random besides dropout.
struct StepNoise {
    at::Tensor latents;       // [N, latent_size], standard normal
    at::Tensor augmentation;  // [3, N, kAugmentationNumbers] in 0..1, one for each picture the
                              // discriminator sees; undefined without augmentation
};

// What a step is told besides its pictures. A GPU's captured step holds it.
struct StepPlan {
    double rate_share = 1;         // of both learning rates
    bool generator_learns = true;  // else the discriminator alone

    bool operator==(const StepPlan&) const = default;
};

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

    // The parts of it, for who keeps a GPU busy: the noise of N pictures, drawn on the CPU whatever
    // the device so that one seed means one run; the arithmetic, which reads and writes the device
    // only, on tensors that are there already; and its result [kMetrics], copied to the CPU, as
    // numbers.
    [[nodiscard]] StepNoise drawNoise(std::int64_t count);
    [[nodiscard]] StepNoise emptyNoise(std::int64_t count, const at::TensorOptions& options) const;
    [[nodiscard]] at::Tensor compute(const at::Tensor& real, const StepNoise& noise);
    [[nodiscard]] static StepMetrics metricsFrom(const at::Tensor& result);
    static constexpr std::int64_t kMetrics = 5;

    // From the next step on.
    void setPlan(const StepPlan& plan);
    [[nodiscard]] const StepPlan& plan() const { return plan_; }

    // What previews and saved models are made of: the average, or the generator itself.
    [[nodiscard]] Generator& shownGenerator() { return average ? average : generator; }

    Generator generator{nullptr};
    Discriminator discriminator{nullptr};
    Generator average{nullptr};  // of the generator's weights; null unless the options ask for it
    Adam generator_adam;
    Adam discriminator_adam;
    at::Generator random;  // of latents and dropout

private:
    GanStep(const TrainOptions& options, at::Device device, ComputeType compute_type,
            at::Generator source);

    // The logits of pictures as training shows them, augmented as the noise says for `which` of
    // the step's three passes.
    at::Tensor judge(const at::Tensor& pictures, const StepNoise& noise, std::int64_t which);
    [[nodiscard]] at::Tensor draw(const at::Tensor& latents);
    // The generator's half of a step; its loss.
    [[nodiscard]] at::Tensor learnGenerator(const at::Tensor& fake, const StepNoise& noise);
    void followAverage();

    at::Device device_;
    NetworkOptions network_;
    double generator_rate_;
    double discriminator_rate_;
    StepPlan plan_;
    bool augment_;
    double weight_average_;
};

}  // namespace faceloom
