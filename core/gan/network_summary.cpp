#include "core/gan/network_summary.h"

#include "core/gan/discriminator.h"
#include "core/gan/generator.h"
#include "core/gan/tensor_file.h"

#include <algorithm>

namespace faceloom {

namespace {

std::int64_t countUnder(const torch::nn::Module& module, const std::string& prefix) {
    std::int64_t count = 0;
    for (const auto& [name, tensor] : stateOf(module)) {
        if (name.starts_with(prefix + ".")) count += tensor.numel();
    }
    return count;
}

// Channels last, as the design's tables (and Keras) write shapes.
std::vector<std::int64_t> shapeOf(const at::Tensor& output) {
    if (output.dim() == 2) return {output.size(1)};
    return {output.size(2), output.size(3), output.size(1)};
}

NetworkSummary summarizeDiscriminator(const NetworkOptions& options) {
    NetworkSummary summary{"discriminator", {}};
    Discriminator discriminator(options, at::make_generator<at::CPUGeneratorImpl>(0));
    discriminator->eval();
    const torch::NoGradGuard no_grad;
    at::Tensor x = at::zeros({1, 3, options.imageSize(), options.imageSize()});
    for (int i = 0; i + 1 < discriminator->stageCount(); ++i) {
        x = discriminator->stage(i, x, std::nullopt);
        const auto level = std::to_string(i);
        const bool light = options.discriminator == DiscriminatorKind::Light;
        summary.layers.push_back(
            {light ? fmt::format("Conv 4×4, stride 2, same, spectral norm, LeakyReLU {}",
                                 options.leaky_slope)
                   : fmt::format("Conv 5×5, stride {}, same, LeakyReLU {}", i == 0 ? 1 : 2,
                                 options.leaky_slope),
             shapeOf(x), countUnder(*discriminator, "conv" + level)});
        if (options.discriminator_batch_norm) {
            summary.layers.push_back(
                {"BatchNorm", shapeOf(x), countUnder(*discriminator, "norm" + level)});
        }
    }
    x = discriminator->stage(discriminator->stageCount() - 1, x, std::nullopt);
    summary.layers.push_back({fmt::format("Flatten, dropout {}, dense, (sigmoid)", options.dropout),
                              shapeOf(x), countUnder(*discriminator, "dense")});
    return summary;
}

// Columns a terminal needs: bytes of UTF-8 that start a character.
std::size_t columnsOf(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// 3257539 → "3,257,539".
std::string grouped(std::int64_t value) {
    return value < 1000 ? std::to_string(value)
                        : fmt::format("{},{:03}", grouped(value / 1000), value % 1000);
}

}  // namespace

std::int64_t NetworkSummary::parameters() const {
    std::int64_t total = 0;
    for (const LayerRow& row : layers)
        total += row.parameters;
    return total;
}

NetworkSummary summarizeGenerator(const NetworkOptions& options) {
    NetworkSummary summary{"generator", {}};
    Generator generator(options, at::make_generator<at::CPUGeneratorImpl>(0));
    generator->eval();
    const torch::NoGradGuard no_grad;
    at::Tensor x = at::zeros({1, options.latent_size});
    for (int i = 0; i < generator->stageCount(); ++i) {
        x = generator->stage(i, x);
        const auto level = std::to_string(i - 2);
        if (i == 0) {
            summary.layers.push_back({fmt::format("Dense from z = {}", options.latent_size),
                                      shapeOf(x), countUnder(*generator, "dense")});
        } else if (i == 1) {
            summary.layers.push_back({"Reshape", shapeOf(x), 0});
        } else if (i + 1 < generator->stageCount()) {
            summary.layers.push_back({fmt::format("ConvTranspose 4×4, stride 2, same, LeakyReLU {}",
                                                  options.leaky_slope),
                                      shapeOf(x), countUnder(*generator, "up" + level)});
            summary.layers.push_back(
                {"BatchNorm", shapeOf(x), countUnder(*generator, "norm" + level)});
        } else {
            summary.layers.push_back(
                {fmt::format("ConvTranspose 4×4, stride 2, same, {}", nameOf(options.output)),
                 shapeOf(x), countUnder(*generator, "up" + level)});
        }
    }
    return summary;
}

std::array<NetworkSummary, 2> summarizeNetworks(const NetworkOptions& options) {
    return {summarizeDiscriminator(options), summarizeGenerator(options)};
}

std::string formatSummary(const NetworkSummary& summary) {
    constexpr std::size_t kLayerColumns = 52;
    constexpr std::size_t kShapeColumns = 16;
    const auto line = [&](const std::string& layer, const std::string& shape,
                          const std::string& count) {
        const std::size_t used = std::min(columnsOf(layer), kLayerColumns);
        return layer + std::string(kLayerColumns - used, ' ') +
               fmt::format("{:<{}}{:>12}\n", shape, kShapeColumns, count);
    };
    std::string text = line(summary.name + " layer", "output (H,W,C)", "parameters");
    for (const LayerRow& row : summary.layers) {
        text += line(row.layer, fmt::format("{}", fmt::join(row.output, ", ")),
                     grouped(row.parameters));
    }
    return text + line("total", "", grouped(summary.parameters()));
}

}  // namespace faceloom
