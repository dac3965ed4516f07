#include "core/train/gan_step.h"

#include "core/gan/losses.h"

namespace faceloom {

namespace {

template <class Network>
Network onDevice(Network network, at::Device device) {
    network->to(device);
    network->train();
    return network;
}

}  // namespace

GanStep::GanStep(const TrainOptions& options, at::Device device)
    : GanStep(options, device, at::make_generator<at::CPUGeneratorImpl>(options.seed)) {}

GanStep::GanStep(const TrainOptions& options, at::Device device, at::Generator source)
    : generator(onDevice(Generator(options.network, source), device)),
      discriminator(onDevice(Discriminator(options.network, source), device)),
      generator_adam(generator->parameters(),
                     {options.learning_rate, options.beta1, options.beta2}),
      discriminator_adam(discriminator->parameters(),
                         {options.learning_rate, options.beta1, options.beta2}),
      random(std::move(source)),
      device_(device),
      latent_size_(options.network.latent_size) {}

StepMetrics GanStep::run(const at::Tensor& real) {
    // Drawn on the CPU whatever the device, so that one seed means one run.
    const at::Tensor latents = at::randn({real.size(0), latent_size_}, random).to(device_);
    const std::optional<at::Generator> dropout =
        device_.is_cpu() ? std::optional<at::Generator>(random) : std::nullopt;
    const at::Tensor fake = generator->forward(latents);

    discriminator_adam.clearGradients();
    const at::Tensor real_logits = discriminator->forward(real.to(device_), dropout);
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

    StepMetrics metrics;
    metrics.d_loss_real = real_loss.item<double>();
    metrics.d_loss_fake = fake_loss.item<double>();
    metrics.g_loss = generator_loss.item<double>();
    metrics.d_real_mean = at::sigmoid(real_logits.detach()).mean().item<double>();
    metrics.d_fake_mean = at::sigmoid(fake_logits.detach()).mean().item<double>();
    return metrics;
}

}  // namespace faceloom
