// Reads ages and attributes off pictures, each picture once. No Torch or OpenCV header.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/reading/age_estimator.h"
#include "core/reading/attribute_reader.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace faceloom {

struct FaceReading {
    std::optional<AgeReading> age;               // with an age network
    std::optional<AttributeReading> attributes;  // with an attribute reader
};

// Thread-safe; copies share the networks and what was read already. Another network means another
// object, so that nothing read by the old one is found.
class FaceReadings {
public:
    FaceReadings(std::optional<AgeEstimator> ages, std::optional<AttributeReader> attributes);

    [[nodiscard]] bool readsAges() const { return ages_.has_value(); }
    [[nodiscard]] bool readsAttributes() const { return attributes_.has_value(); }
    [[nodiscard]] const std::optional<AgeEstimator>& ages() const { return ages_; }
    [[nodiscard]] const std::optional<AttributeReader>& attributes() const { return attributes_; }

    // One a face. Errors: those of the networks.
    [[nodiscard]] Result<std::vector<FaceReading>> read(std::span<const RgbImage> faces) const;
    [[nodiscard]] std::size_t picturesRead() const;  // by the networks, not from memory

private:
    struct Memory;
    std::optional<AgeEstimator> ages_;
    std::optional<AttributeReader> attributes_;
    std::shared_ptr<Memory> memory_;
};

}  // namespace faceloom
