#include "core/evaluation/checkpoint_discriminator.h"

#include "core/gan/tensor_file.h"

#include <cmath>

namespace faceloom {

namespace {

constexpr std::int64_t kPicturesAtOnce = 16;

// Of its convolutions' kernels, at the least.
std::uint64_t bytesNeeded(const NetworkOptions& network) {
    constexpr std::uint64_t kPlaces = 16;
    std::uint64_t inputs = 3, numbers = 0;
    for (const int width : network.discriminator_widths) {
        const auto outputs = static_cast<std::uint64_t>(width);
        numbers += kPlaces * inputs * outputs;
        inputs = outputs;
    }
    return numbers * sizeof(float);
}

}  // namespace

Result<Discriminator> readDiscriminator(const ModelInfo& info) {
    const auto file = SafetensorsFile::open(info.path);
    if (!file) return passOn(file);
    std::uint64_t bytes = 0;
    for (const auto& [name, entry] : file->tensors())
        bytes = std::max<std::uint64_t>(bytes, entry.end);
    // Before room is made for the network: a few bytes can claim gigabytes.
    if (bytes < bytesNeeded(info.network)) {
        return fail(ErrorCode::BrokenFile, "{}: {} bytes of weights, its discriminator needs {}",
                    info.path.string(), bytes, bytesNeeded(info.network));
    }
    Discriminator discriminator(info.network, at::make_generator<at::CPUGeneratorImpl>(0));
    if (auto status = readState(*file, "discriminator.", *discriminator); !status)
        return passOn(status);
    discriminator->eval();
    return discriminator;
}

Result<std::vector<double>> judge(Discriminator& discriminator, const at::Tensor& pictures,
                                  const std::stop_token& stop) {
    const torch::NoGradGuard no_grad;
    std::vector<double> logits;
    for (const at::Tensor& few : pictures.split(kPicturesAtOnce)) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const at::Tensor answers = discriminator->forward(few).to(at::kDouble).contiguous();
        for (std::int64_t i = 0; i < answers.size(0); ++i) {
            logits.push_back(answers.data_ptr<double>()[i]);
            if (!std::isfinite(logits.back()))
                return fail(ErrorCode::NonFinite, "a logit of the discriminator is not finite");
        }
    }
    return logits;
}

}  // namespace faceloom
