#include "core/reading/reader_directions.h"

#include "core/latent/direction_fit.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace faceloom {

namespace {

constexpr std::size_t kFacesAtOnce = 48;
// An attribute that fewer have, or lack, gives no direction worth the name.
constexpr double kLeastShare = 0.01;

struct Readings {
    std::vector<AttributeReading> attributes;  // as many as faces, or none without a reader
    std::vector<AgeReading> ages;              // the same
};

Result<Readings> readFaces(const LatentStudio& studio, const FaceReadings& readers,
                           const std::vector<Latent>& latents, const std::stop_token& stop,
                           const DirectionProgress& progress) {
    Readings readings;
    const std::span<const Latent> all(latents);
    for (std::size_t first = 0; first < all.size(); first += kFacesAtOnce) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const std::size_t count = std::min(kFacesAtOnce, all.size() - first);
        const auto faces = studio.render(all.subspan(first, count));
        if (!faces) return passOn(faces);
        if (readers.attributes()) {
            const auto read = readers.attributes()->read(*faces);
            if (!read) return passOn(read);
            readings.attributes.insert(readings.attributes.end(), read->begin(), read->end());
        }
        if (readers.ages()) {
            const auto read = readers.ages()->estimate(*faces);
            if (!read) return passOn(read);
            readings.ages.insert(readings.ages.end(), read->begin(), read->end());
        }
        progress(double(first + count) / double(all.size()));
    }
    return readings;
}

double logitOf(double probability) {
    constexpr double kSurest = 1e-4;  // so that a few very sure readings do not decide alone
    const double p = std::clamp(probability, kSurest, 1 - kSurest);
    return std::log(p / (1 - p));
}

std::optional<Direction> fittedTo(const std::vector<Latent>& latents,
                                  const std::vector<double>& targets, std::string name) {
    const auto fit = regressionDirection(latents, targets);
    if (!fit) return std::nullopt;  // all alike
    return Direction{std::move(name), DirectionKind::Attribute, fit->vector, fit->strength};
}

std::optional<Direction> attributeDirection(const std::vector<Latent>& latents,
                                            const std::vector<AttributeReading>& readings,
                                            std::size_t attribute) {
    std::vector<double> targets;
    double have = 0;
    for (const AttributeReading& reading : readings) {
        const double probability = reading.probabilities[attribute];
        have += probability > 0.5 ? 1.0 / double(readings.size()) : 0;
        targets.push_back(logitOf(probability));
    }
    if (have < kLeastShare || have > 1 - kLeastShare) return std::nullopt;
    return fittedTo(latents, targets, std::string(attributeNames()[attribute]));
}

// Those that the program itself uses come first, in this order.
std::size_t rankOf(std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(kFirstDirections, name) -
                                    kFirstDirections.begin());
}

template <class Values>
double meanOfAll(const Values& values, const auto& number) {
    double sum = 0;
    for (const auto& value : values)
        sum += number(value);
    return sum / double(values.size());
}

}  // namespace

Result<std::vector<Direction>> readerDirections(const LatentStudio& studio,
                                                const FaceReadings& readers, std::size_t samples,
                                                std::uint64_t seed, const std::stop_token& stop,
                                                const DirectionProgress& progress) {
    const auto latents = sampleLatents(seed, samples, studio.latentSize());
    const auto readings = readFaces(studio, readers, latents, stop, progress);
    if (!readings) return passOn(readings);
    std::vector<Direction> directions;
    if (!readings->attributes.empty()) {
        for (std::size_t i = 0; i < kAttributes; ++i) {
            if (auto direction = attributeDirection(latents, readings->attributes, i))
                directions.push_back(std::move(*direction));
        }
    }
    if (!readings->ages.empty()) {
        std::vector<double> years;
        for (const AgeReading& reading : readings->ages)
            years.push_back(reading.expectedYears());
        if (auto direction = fittedTo(latents, years, std::string(kAgeDirection)))
            directions.push_back(std::move(*direction));
    }
    std::ranges::stable_sort(directions, [](const Direction& a, const Direction& b) {
        const auto rank_a = rankOf(a.name), rank_b = rankOf(b.name);
        return rank_a != rank_b ? rank_a < rank_b : a.strength > b.strength;
    });
    return directions;
}

Result<DirectionEffect> measureEffect(const LatentStudio& studio, const FaceReadings& readers,
                                      const Latent& vector, double amount, std::size_t faces,
                                      std::uint64_t seed, const std::stop_token& stop,
                                      const DirectionProgress& progress) {
    if (vector.size() != static_cast<std::size_t>(studio.latentSize()) || faces == 0) {
        return fail(ErrorCode::InvalidArgument,
                    "a direction of {} numbers on {} faces of a model of latent size {}",
                    vector.size(), faces, studio.latentSize());
    }
    std::array<std::vector<Latent>, 2> ends;
    for (const Latent& latent : sampleLatents(seed, faces, studio.latentSize())) {
        ends[0].push_back(moved(latent, vector, -amount));
        ends[1].push_back(moved(latent, vector, amount));
    }
    DirectionEffect effect;
    effect.faces = faces;
    effect.amount = amount;
    for (std::size_t end = 0; end < ends.size(); ++end) {
        const auto readings = readFaces(studio, readers, ends.at(end), stop, [&](double share) {
            progress((double(end) + share) / double(ends.size()));
        });
        if (!readings) return passOn(readings);
        const double sign = end == 0 ? -1 : 1;
        effect.has_attributes = !readings->attributes.empty();
        for (std::size_t i = 0; effect.has_attributes && i < kAttributes; ++i) {
            effect.attributes[i] +=
                sign * meanOfAll(readings->attributes, [i](const auto& reading) {
                    return double(reading.probabilities[i]);
                });
        }
        if (readings->ages.empty()) continue;
        effect.years =
            effect.years.value_or(0) +
            sign * meanOfAll(readings->ages, [](const auto& r) { return r.expectedYears(); });
    }
    return effect;
}

}  // namespace faceloom
