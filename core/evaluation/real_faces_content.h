// What RealFaces holds. Internal to core: includes Torch.
#pragma once

#include "core/evaluation/real_faces.h"
#include "core/evaluation/training_nearness.h"

#include <optional>

namespace faceloom {

// Of faces whose variety is taken, and of those that are compared with training pictures or shown
// to the discriminator, no more than these.
inline constexpr std::size_t kVariedFaces = 1000;
inline constexpr std::size_t kComparedFaces = 256;

struct RealFaces::Content {
    AttributeReader reader;
    std::size_t faces = 0;
    std::vector<Features> held_out;
    std::optional<TrainingNearness> nearness;
    // For the discriminator, at most kComparedFaces each.
    std::vector<RgbImage> judged_training;
    std::vector<RgbImage> judged_held_out;
    std::map<std::string, double> floors;
    std::vector<std::string> notes;
};

// softFeatures of faces and of their mirror images.
struct SoftFaces {
    at::Tensor faces;     // [N, F] float32
    at::Tensor mirrored;  // [N, F] float32
};
[[nodiscard]] Result<SoftFaces> softFaces(const AttributeReader& reader,
                                          std::span<const RgbImage> faces,
                                          const std::stop_token& stop);

}  // namespace faceloom
