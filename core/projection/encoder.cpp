#include "core/projection/encoder.h"

#include "core/base/one_line.h"
#include "core/gan/tensor_image.h"
#include "core/imaging/picture_decoder.h"
#include "core/projection/encoder_file.h"

#include <algorithm>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFacesAtOnce = 64;

}  // namespace

struct Encoder::Engine {
    EncoderInfo info;
    mutable FaceNetwork network{nullptr};  // in evaluation mode: forward() changes nothing

    // [N, 3, S, S] in 0..1.
    [[nodiscard]] at::Tensor picturesOf(std::span<const RgbImage> faces) const {
        const int side = info.image_size;
        std::vector<at::Tensor> pictures;
        for (const RgbImage& face : faces) {
            const bool fits = face.width == side && face.height == side;
            pictures.push_back(toTensor(fits ? face : resized(face, side, side)));
        }
        return at::stack(pictures);
    }
};

fs::path encoderBeside(const fs::path& model) {
    return model.parent_path() / (model.stem().string() + "-encoder.safetensors");
}

Result<Encoder> Encoder::open(const fs::path& file, const ModelInfo& model) {
    try {
        auto content = readEncoder(file, model);
        if (!content) return passOn(content);
        auto engine = std::make_shared<Engine>();
        engine->info = std::move(content->info);
        engine->network = content->network;
        for (at::Tensor& parameter : engine->network->parameters())
            parameter.set_requires_grad(false);
        return Encoder(std::move(engine));
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: {}", file.string(), firstLineOf(error.what()));
    }
}

const EncoderInfo& Encoder::info() const {
    return engine_->info;
}

Result<std::vector<Latent>> Encoder::encode(std::span<const RgbImage> faces) const {
    if (std::ranges::any_of(faces, &RgbImage::empty))
        return fail(ErrorCode::InvalidArgument, "an empty picture holds no face");
    try {
        const torch::NoGradGuard no_grad;
        std::vector<Latent> latents;
        for (std::size_t i = 0; i < faces.size(); i += kFacesAtOnce) {
            const auto some = faces.subspan(i, std::min(kFacesAtOnce, faces.size() - i));
            const at::Tensor rows = engine_->network->forward(engine_->picturesOf(some));
            if (!at::isfinite(rows).all().item<bool>())
                return fail(ErrorCode::NonFinite, "the encoder gives numbers that are not finite");
            const at::Tensor plain = rows.contiguous();
            const auto* data = plain.data_ptr<float>();
            for (std::int64_t row = 0; row < plain.size(0); ++row, data += plain.size(1))
                latents.emplace_back(data, data + plain.size(1));
        }
        return latents;
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "encoding the face failed: {}", firstLineOf(error.what()));
    }
}

}  // namespace faceloom
