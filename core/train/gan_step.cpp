#include "core/train/gan_step.h"

#include "core/gan/losses.h"
#include "core/gan/tensor_file.h"
#include "core/train/augmentation.h"

namespace faceloom {

namespace {

template <class Network>
Network prepared(Network network, at::Device device, const ComputeType& compute_type) {
    network->to(device);
    network->setComputeType(compute_type);
    network->train();
    return network;
}

}  // namespace

GanStep::GanStep(const TrainOptions& options, at::Device device, ComputeType compute_type)
    : GanStep(options, device, compute_type,
              at::make_generator<at::CPUGeneratorImpl>(options.seed)) {}

GanStep::GanStep(const TrainOptions& options, at::Device device, ComputeType compute_type,
                 at::Generator source)
    : generator(prepared(Generator(options.network, source), device, compute_type)),
      discriminator(prepared(Discriminator(options.network, source), device, compute_type)),
      generator_adam(generator->parameters(),
                     {options.learning_rate, options.beta1, options.beta2}),
      discriminator_adam(discriminator->parameters(),
                         {options.discriminatorRate(), options.beta1, options.beta2}),
      random(std::move(source)),
      device_(device),
      network_(options.network),
      generator_rate_(options.learning_rate),
      discriminator_rate_(options.discriminatorRate()),
      augment_(options.augment),
      weight_average_(options.weight_average) {
    if (weight_average_ == 0) return;
    average = prepared(Generator(network_, at::make_generator<at::CPUGeneratorImpl>(options.seed)),
                       device, compute_type);
    copyState(*generator, *average);
    for (const at::Tensor& parameter : average->parameters())
        parameter.requires_grad_(false);
}

void GanStep::setPlan(const StepPlan& plan) {
    plan_ = plan;
    generator_adam.setLearningRate(plan.rate_share * generator_rate_);
    discriminator_adam.setLearningRate(plan.rate_share * discriminator_rate_);
}

StepNoise GanStep::drawNoise(std::int64_t count) {
    StepNoise noise;
    noise.latents = at::randn({count, network_.latent_size}, random);
    if (augment_) noise.augmentation = at::rand({3, count, kAugmentationNumbers}, random);
    return noise;
}

StepNoise GanStep::emptyNoise(std::int64_t count, const at::TensorOptions& options) const {
    StepNoise noise;
    noise.latents = at::empty({count, network_.latent_size}, options);
    if (augment_) noise.augmentation = at::empty({3, count, kAugmentationNumbers}, options);
    return noise;
}

StepMetrics GanStep::run(const at::Tensor& real) {
    StepNoise noise = drawNoise(real.size(0));
    noise.latents = noise.latents.to(device_);
    if (augment_) noise.augmentation = noise.augmentation.to(device_);
    return metricsFrom(compute(real.to(device_), noise));
}

at::Tensor GanStep::judge(const at::Tensor& pictures, const StepNoise& noise, std::int64_t which) {
    const std::optional<at::Generator> dropout =
        device_.is_cpu() ? std::optional<at::Generator>(random) : std::nullopt;
    if (!augment_) return discriminator->forward(pictures, dropout);
    return discriminator->forward(augmented(pictures, noise.augmentation[which], network_.output),
                                  dropout);
}

void GanStep::followAverage() {
    if (!average) return;
    const torch::NoGradGuard no_grad;
    const auto from = generator->parameters();
    const auto to = average->parameters();
    for (std::size_t i = 0; i < to.size(); ++i)
        to[i].lerp_(from[i], 1.0 - weight_average_);
}

at::Tensor GanStep::learnGenerator(const at::Tensor& fake, const StepNoise& noise) {
    if (!plan_.generator_learns) {
        const torch::NoGradGuard no_grad;
        return lossForReal(judge(fake, noise, 2));
    }
    generator_adam.clearGradients();
    discriminator->setWeightGradients(false);
    const at::Tensor loss = lossForReal(judge(fake, noise, 2));
    loss.backward();
    discriminator->setWeightGradients(true);
    generator_adam.step();
    followAverage();
    return loss.detach();
}

at::Tensor GanStep::draw(const at::Tensor& latents) {
    const torch::AutoGradMode gradients(plan_.generator_learns);
    return generator->forward(latents);
}

at::Tensor GanStep::compute(const at::Tensor& real, const StepNoise& noise) {
    const at::Tensor fake = draw(noise.latents);

    discriminator->followWeights();
    discriminator_adam.clearGradients();
    const at::Tensor real_logits = judge(real, noise, 0);
    const at::Tensor real_loss = lossForReal(real_logits);
    real_loss.backward();
    const at::Tensor fake_logits = judge(fake.detach(), noise, 1);
    const at::Tensor fake_loss = lossForFake(fake_logits);
    fake_loss.backward();
    discriminator_adam.step();

    const at::Tensor generator_loss = learnGenerator(fake, noise);

    return at::stack({real_loss.detach(), fake_loss.detach(), generator_loss,
                      at::sigmoid(real_logits.detach()).mean(),
                      at::sigmoid(fake_logits.detach()).mean()});
}

StepMetrics GanStep::metricsFrom(const at::Tensor& result) {
    const at::Tensor values = result.to(at::kCPU, at::kDouble);
    const auto* value = values.data_ptr<double>();
    StepMetrics metrics;
    metrics.d_loss_real = value[0];
    metrics.d_loss_fake = value[1];
    metrics.g_loss = value[2];
    metrics.d_real_mean = value[3];
    metrics.d_fake_mean = value[4];
    return metrics;
}

}  // namespace faceloom
