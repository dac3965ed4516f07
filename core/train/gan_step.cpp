#include "core/train/gan_step.h"

#include "core/gan/losses.h"

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
                         {options.learning_rate, options.beta1, options.beta2}),
      random(std::move(source)),
      device_(device),
      latent_size_(options.network.latent_size) {}

at::Tensor GanStep::drawLatents(std::int64_t count) {
    return at::randn({count, latent_size_}, random);
}

StepMetrics GanStep::run(const at::Tensor& real) {
    const at::Tensor latents = drawLatents(real.size(0));
    return metricsFrom(compute(real.to(device_), latents.to(device_)));
}

at::Tensor GanStep::compute(const at::Tensor& real, const at::Tensor& latents) {
    const std::optional<at::Generator> dropout =
        device_.is_cpu() ? std::optional<at::Generator>(random) : std::nullopt;
    const at::Tensor fake = generator->forward(latents);

    discriminator_adam.clearGradients();
    const at::Tensor real_logits = discriminator->forward(real, dropout);
    const at::Tensor real_loss = lossForReal(real_logits);
    real_loss.backward();
    const at::Tensor fake_logits = discriminator->forward(fake.detach(), dropout);
    const at::Tensor fake_loss = lossForFake(fake_logits);
    fake_loss.backward();
    discriminator_adam.step();

    generator_adam.clearGradients();
    discriminator->setWeightGradients(false);
    const at::Tensor generator_loss = lossForReal(discriminator->forward(fake, dropout));
    generator_loss.backward();
    discriminator->setWeightGradients(true);
    generator_adam.step();

    return at::stack({real_loss.detach(), fake_loss.detach(), generator_loss.detach(),
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
