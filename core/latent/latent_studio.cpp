#include "core/latent/latent_studio.h"

#include "core/base/sha256.h"
#include "core/gan/inference_generator.h"
#include "core/gan/model_file.h"
#include "core/gan/tensor_image.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace faceloom {

struct LatentStudio::Engine {
    ModelInfo info;
    InferenceGenerator generator;
    mutable std::mutex mutex;

    Engine(ModelInfo model, const Generator& trained)
        : info(std::move(model)), generator(trained) {}
};

namespace {

Status checkLatents(std::span<const Latent> latents, int size) {
    for (const Latent& latent : latents) {
        if (latent.size() != static_cast<std::size_t>(size)) {
            return fail(ErrorCode::InvalidArgument,
                        "a latent of {} numbers for a model of latent size {}", latent.size(),
                        size);
        }
        if (!std::ranges::all_of(latent, [](float value) { return std::isfinite(value); })) {
            return fail(ErrorCode::InvalidArgument, "a latent holds a number that is not finite");
        }
    }
    return {};
}

// [N, size]
at::Tensor rowsOf(std::span<const Latent> latents, int size) {
    at::Tensor rows = at::empty({static_cast<std::int64_t>(latents.size()), size});
    auto* target = rows.data_ptr<float>();
    for (const Latent& latent : latents)
        target = std::ranges::copy(latent, target).out;
    return rows;
}

std::vector<std::vector<float>> vectorsOf(const at::Tensor& rows) {
    std::vector<std::vector<float>> vectors;
    const at::Tensor plain = rows.contiguous();
    const auto* data = plain.data_ptr<float>();
    for (std::int64_t i = 0; i < plain.size(0); ++i, data += plain.size(1))
        vectors.emplace_back(data, data + plain.size(1));
    return vectors;
}

}  // namespace

Result<LatentStudio> LatentStudio::open(const std::filesystem::path& model) {
    auto info = readModelInfo(model);
    if (!info) return passOn(info);
    try {
        auto generator = readGenerator(*info);
        if (!generator) return passOn(generator);
        auto hash = sha256OfFile(info->path);
        if (!hash) return passOn(hash);
        info->sha256 = std::move(*hash);
        return LatentStudio(std::make_shared<Engine>(*info, *generator));
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: {}", info->path.string(), error.what());
    }
}

const ModelInfo& LatentStudio::info() const {
    return engine_->info;
}

Result<std::vector<RgbImage>> LatentStudio::render(std::span<const Latent> latents) const {
    if (auto status = checkLatents(latents, latentSize()); !status) return passOn(status);
    const std::lock_guard lock(engine_->mutex);
    try {
        return toImages(engine_->generator.draw(rowsOf(latents, latentSize())),
                        engine_->info.network.output);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "drawing {} faces failed: {}", latents.size(),
                    error.what());
    }
}

Result<std::vector<std::vector<float>>> LatentStudio::firstLayer(
    std::span<const Latent> latents) const {
    if (auto status = checkLatents(latents, latentSize()); !status) return passOn(status);
    try {
        return vectorsOf(engine_->generator.firstLayer(rowsOf(latents, latentSize())));
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "computing the first layer failed: {}", error.what());
    }
}

std::vector<std::vector<float>> LatentStudio::firstLayerWeights() const {
    return vectorsOf(engine_->generator.firstLayerWeights());
}

}  // namespace faceloom
