// Draws faces from latents with a generator of its own, always in evaluation mode.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/gan/model_info.h"
#include "core/latent/latent_ops.h"

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace faceloom {

// Immutable after opening; render() may be called from any thread and runs one call at a time.
// Copies share the weights.
class LatentStudio {
public:
    // A .safetensors file or a run folder. Errors: NotFound, BrokenFile (see readModelInfo; missing
    // tensors, wrong shapes, NaN weights).
    [[nodiscard]] static Result<LatentStudio> open(const std::filesystem::path& model);

    [[nodiscard]] const ModelInfo& info() const;
    [[nodiscard]] int latentSize() const { return info().network.latent_size; }
    [[nodiscard]] int imageSize() const { return info().network.imageSize(); }  // pixels a side

    // A face for each latent, imageSize() square. A face does not depend on what else is drawn in
    // the call. Every latent must have latentSize() numbers. Errors: InvalidArgument (another
    // length, a number that is not finite), Internal.
    [[nodiscard]] Result<std::vector<RgbImage>> render(std::span<const Latent> latents) const;

    // What the first layer, the dense one together with the first transposed convolution, makes of
    // each latent: C·8·8 activations after LeakyReLU and batch norm. Errors: as of render.
    [[nodiscard]] Result<std::vector<std::vector<float>>> firstLayer(
        std::span<const Latent> latents) const;
    // Its weights: latentSize() rows of C·8·8 numbers, what a unit of each latent number adds
    // before LeakyReLU.
    [[nodiscard]] std::vector<std::vector<float>> firstLayerWeights() const;

private:
    struct Engine;
    explicit LatentStudio(std::shared_ptr<const Engine> engine) : engine_(std::move(engine)) {}
    std::shared_ptr<const Engine> engine_;
};

}  // namespace faceloom
