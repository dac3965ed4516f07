#include "core/reading/face_readings.h"

#include <functional>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace faceloom {

namespace {

constexpr std::size_t kMostRemembered = 4096;  // pictures: 4096 × 12 kB at 64 × 64

}  // namespace

struct FaceReadings::Memory {
    struct Hash {
        std::size_t operator()(const RgbImage& image) const {
            const auto* bytes = reinterpret_cast<const char*>(image.rgb_u8.data());
            return std::hash<std::string_view>()({bytes, image.rgb_u8.size()});
        }
    };

    std::mutex mutex;
    // By the picture itself: two that merely share a hash stay two.
    std::unordered_map<RgbImage, FaceReading, Hash> known;
    std::size_t pictures_read = 0;
};

FaceReadings::FaceReadings(std::optional<AgeEstimator> ages,
                           std::optional<AttributeReader> attributes)
    : ages_(std::move(ages)),
      attributes_(std::move(attributes)),
      memory_(std::make_shared<Memory>()) {}

Result<std::vector<FaceReading>> FaceReadings::read(std::span<const RgbImage> faces) const {
    std::vector<FaceReading> readings(faces.size());
    std::vector<std::size_t> unknown;
    std::vector<RgbImage> pictures;
    {
        const std::lock_guard lock(memory_->mutex);
        for (std::size_t i = 0; i < faces.size(); ++i) {
            const auto found = memory_->known.find(faces[i]);
            if (found != memory_->known.end()) {
                readings[i] = found->second;
                continue;
            }
            unknown.push_back(i);
            pictures.push_back(faces[i]);
        }
    }
    if (unknown.empty()) return readings;
    if (ages_) {
        const auto read = ages_->estimate(pictures);
        if (!read) return passOn(read);
        for (std::size_t i = 0; i < unknown.size(); ++i)
            readings[unknown[i]].age = (*read)[i];
    }
    if (attributes_) {
        const auto read = attributes_->read(pictures);
        if (!read) return passOn(read);
        for (std::size_t i = 0; i < unknown.size(); ++i)
            readings[unknown[i]].attributes = (*read)[i];
    }
    const std::lock_guard lock(memory_->mutex);
    memory_->pictures_read += unknown.size();
    if (memory_->known.size() + unknown.size() > kMostRemembered) memory_->known.clear();
    for (std::size_t i = 0; i < unknown.size(); ++i)
        memory_->known.emplace(std::move(pictures[i]), readings[unknown[i]]);
    return readings;
}

std::size_t FaceReadings::picturesRead() const {
    const std::lock_guard lock(memory_->mutex);
    return memory_->pictures_read;
}

}  // namespace faceloom
