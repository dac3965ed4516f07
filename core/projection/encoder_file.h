// The encoder as a file. Internal to core: includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/projection/encoder.h"
#include "core/reading/face_network.h"

#include <cstdint>
#include <filesystem>

namespace faceloom {

struct EncoderContent {
    EncoderInfo info;
    FaceNetwork network{nullptr};
};

// A network for a generator's pictures, [N, 3, S, S] in 0..1 → latents [N, latent_size], weights
// drawn from the seed. It sees the places of what is left of a picture apart. Errors:
// InvalidArgument (pictures of less than 16 pixels).
[[nodiscard]] Result<FaceNetwork> newEncoderNetwork(const NetworkOptions& generator,
                                                    std::uint64_t seed);

// The numbers as float16: what an encoder gives is a place to start from. Errors: NonFinite (a
// weight beyond float16's 65504), WriteFailed.
[[nodiscard]] Status writeEncoder(const std::filesystem::path& path, const EncoderContent& content);

// In evaluation mode, on the CPU. Errors: see Encoder::open.
[[nodiscard]] Result<EncoderContent> readEncoder(const std::filesystem::path& path,
                                                 const ModelInfo& model);

}  // namespace faceloom
