// Reads CelebA's attributes off faces with a network of our own. No Torch header.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/metrics/kernel_distance.h"
#include "core/reading/face_attributes.h"

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace faceloom {

// Immutable after opening; read() may be called from any thread. Copies share the weights.
class AttributeReader {
public:
    // A .safetensors file as trainAttributeReader writes it. Errors: NotFound, BrokenFile (not one,
    // other attributes, missing tensors, wrong shapes, numbers that are not finite).
    [[nodiscard]] static Result<AttributeReader> open(const std::filesystem::path& file);

    [[nodiscard]] const std::filesystem::path& path() const;

    // One reading a face; faces of any size are resized to 64 × 64. Errors: InvalidArgument (an
    // empty picture), Internal.
    [[nodiscard]] Result<std::vector<AttributeReading>> read(std::span<const RgbImage> faces) const;
    // What the network's last layer sees of each face, 288 numbers: for distances between faces, or
    // between sets of them. Errors: as above.
    [[nodiscard]] Result<std::vector<Features>> features(std::span<const RgbImage> faces) const;

private:
    struct Engine;
    template <class Take>
    [[nodiscard]] Status inTurns(std::span<const RgbImage> faces, const Take& take) const;
    explicit AttributeReader(std::shared_ptr<const Engine> engine) : engine_(std::move(engine)) {}
    std::shared_ptr<const Engine> engine_;
};

}  // namespace faceloom
