#include "core/latent/latent_studio.h"

#include "core/gan/model_file.h"
#include "core/gan/tensor_image.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace faceloom {

struct LatentStudio::Engine {
    ModelInfo info;
    mutable std::mutex mutex;
    mutable Generator generator{nullptr};
};

namespace {

// Matrix products round differently for different batch sizes; in rows of a fixed number, padded
// with zeros, a face comes out the same to the bit whatever it is drawn with.
constexpr std::size_t kRowsAtOnce = 4;

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

}  // namespace

Result<LatentStudio> LatentStudio::open(const std::filesystem::path& model) {
    auto info = readModelInfo(model);
    if (!info) return passOn(info);
    try {
        auto generator = readGenerator(*info);
        if (!generator) return passOn(generator);
        auto engine = std::make_shared<Engine>();
        engine->info = *info;
        engine->generator = *generator;
        return LatentStudio(std::move(engine));
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
        const torch::NoGradGuard no_grad;
        std::vector<RgbImage> faces;
        for (std::size_t first = 0; first < latents.size(); first += kRowsAtOnce) {
            const auto count = std::min(kRowsAtOnce, latents.size() - first);
            at::Tensor rows = at::zeros({static_cast<std::int64_t>(kRowsAtOnce), latentSize()});
            for (std::size_t i = 0; i < count; ++i) {
                std::ranges::copy(
                    latents[first + i],
                    rows.data_ptr<float>() + i * static_cast<std::size_t>(latentSize()));
            }
            const at::Tensor pictures = engine_->generator->forward(rows);
            auto drawn = toImages(pictures.slice(0, 0, static_cast<std::int64_t>(count)),
                                  engine_->info.network.output);
            std::ranges::move(drawn, std::back_inserter(faces));
        }
        return faces;
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "drawing {} faces failed: {}", latents.size(),
                    error.what());
    }
}

}  // namespace faceloom
