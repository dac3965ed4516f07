#include "core/reading/realism.h"

#include <algorithm>
#include <array>
#include <span>

namespace faceloom {

namespace {

constexpr std::size_t kFacesAtOnce = 64;
constexpr std::size_t kLeastPictures = 40;

struct Group {
    const char* name;
    std::optional<FaceAttribute> attribute;  // nothing: everybody
    bool wanted;
};
constexpr std::array<Group, 5> kGroups = {{{"all", std::nullopt, true},
                                           {"women", FaceAttribute::Male, false},
                                           {"men", FaceAttribute::Male, true},
                                           {"young", FaceAttribute::Young, true},
                                           {"not young", FaceAttribute::Young, false}}};

struct ReadFaces {
    std::vector<AttributeReading> readings;
    std::vector<Features> features;

    Status read(const AttributeReader& reader, std::span<const RgbImage> faces) {
        auto new_readings = reader.read(faces);
        if (!new_readings) return passOn(new_readings);
        auto new_features = reader.features(faces);
        if (!new_features) return passOn(new_features);
        readings.insert(readings.end(), new_readings->begin(), new_readings->end());
        std::ranges::move(*new_features, std::back_inserter(features));
        return {};
    }

    [[nodiscard]] std::vector<Features> of(const Group& group) const {
        std::vector<Features> chosen;
        for (std::size_t i = 0; i < readings.size(); ++i) {
            if (!group.attribute || (readings[i].of(*group.attribute) > 0.5F) == group.wanted)
                chosen.push_back(features[i]);
        }
        return chosen;
    }
};

// Calls `facesOf(first, last)` for `count` faces, a few at a time, and reads what it gives.
template <class FacesOf>
Result<ReadFaces> readInTurns(const AttributeReader& reader, std::size_t count,
                              const std::stop_token& stop, const FacesOf& facesOf) {
    ReadFaces read;
    for (std::size_t first = 0; first < count; first += kFacesAtOnce) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const Result<std::vector<RgbImage>> faces =
            facesOf(first, std::min(first + kFacesAtOnce, count));
        if (!faces) return passOn(faces);
        if (auto status = read.read(reader, *faces); !status) return passOn(status);
    }
    return read;
}

std::optional<KernelDistance> distanceOf(std::span<const Features> a, std::span<const Features> b) {
    const auto distance = kernelDistance(a, b);
    return distance ? std::optional(*distance) : std::nullopt;  // too few
}

GroupRealism compared(const Group& group, const ReadFaces& real, const ReadFaces& generated) {
    const auto of_real = real.of(group), of_generated = generated.of(group);
    GroupRealism result{group.name, of_real.size(), of_generated.size(), {}, {}};
    result.distance = distanceOf(of_real, of_generated);
    std::array<std::vector<Features>, 2> halves;
    for (std::size_t i = 0; i < of_real.size(); ++i)
        halves.at(i % 2).push_back(of_real[i]);
    result.floor = distanceOf(halves[0], halves[1]);
    return result;
}

}  // namespace

Result<std::vector<GroupRealism>> measureRealism(const LatentStudio& studio,
                                                 const AttributeReader& reader,
                                                 const PackedDataset& dataset, std::size_t count,
                                                 const GridSeed& seed,
                                                 const std::stop_token& stop) {
    const std::size_t used = std::min(count, dataset.count());
    if (used < kLeastPictures) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: {} pictures are too few to compare with; {} needed",
                    dataset.path().string(), used, kLeastPictures);
    }
    const auto real = readInTurns(reader, used, stop, [&](std::size_t first, std::size_t last) {
        return dataset.images(
            std::views::iota(first, last) |
            std::views::transform([&](std::size_t i) { return i * dataset.count() / used; }));
    });
    if (!real) return passOn(real);
    const auto latents = sampleLatents(seed, used, studio.latentSize());
    const auto generated =
        readInTurns(reader, used, stop, [&](std::size_t first, std::size_t last) {
            return studio.render(std::span(latents).subspan(first, last - first));
        });
    if (!generated) return passOn(generated);
    std::vector<GroupRealism> groups;
    for (const Group& group : kGroups)
        groups.push_back(compared(group, *real, *generated));
    return groups;
}

}  // namespace faceloom
