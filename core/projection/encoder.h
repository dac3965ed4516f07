// From a face to a latent in one pass of a network. No Torch header.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/gan/model_info.h"
#include "core/latent/latent_ops.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace faceloom {

// On faces that were not trained on.
struct EncoderFigures {
    double latent_error = 0;   // mean square of a latent number's error; 1 is what guessing 0 gets
    double picture_error = 0;  // of the faces drawn again: root mean square, in levels of 0..255
};

struct EncoderInfo {
    std::string model_sha256;  // of the generator's file that it inverts
    int latent_size = 0;
    int image_size = 0;      // pixels a side
    std::int64_t steps = 0;  // of its training
    EncoderFigures figures;
};

// Where a model's encoder is looked for: NAME-encoder.safetensors beside NAME.safetensors. `model`
// is the file itself (ModelInfo::path).
[[nodiscard]] std::filesystem::path encoderBeside(const std::filesystem::path& model);

// Immutable after opening; encode() may be called from any thread. Copies share the weights.
class Encoder {
public:
    // A .safetensors file as trainEncoder writes it. Errors: NotFound; BrokenFile (not an encoder,
    // missing tensors, wrong shapes, numbers that are not finite); InvalidArgument (another
    // model's, naming both).
    [[nodiscard]] static Result<Encoder> open(const std::filesystem::path& file,
                                              const ModelInfo& model);

    [[nodiscard]] const EncoderInfo& info() const;

    // A latent a face; faces of any size are resized to the generator's. Errors: InvalidArgument
    // (an empty picture), NonFinite, Internal.
    [[nodiscard]] Result<std::vector<Latent>> encode(std::span<const RgbImage> faces) const;

private:
    struct Engine;
    explicit Encoder(std::shared_ptr<const Engine> engine) : engine_(std::move(engine)) {}
    std::shared_ptr<const Engine> engine_;
};

}  // namespace faceloom
