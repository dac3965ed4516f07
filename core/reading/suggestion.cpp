#include "core/reading/suggestion.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace faceloom {

namespace {

double probability(const AttributeReading& reading, FaceAttribute attribute, bool wanted) {
    const double has = reading.of(attribute);
    return wanted ? has : 1 - has;
}

double logitOf(const AttributeReading& reading, FaceAttribute attribute) {
    constexpr double kSurest = 1e-6;  // float32 probabilities end there
    const double p = std::clamp(double(reading.of(attribute)), kSurest, 1 - kSurest);
    return std::log(p / (1 - p));
}

// Those that read as expected, without glasses; else the single best of all.
std::vector<std::size_t> candidates(std::span<const AttributeReading> readings,
                                    const Expectation& expected) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < readings.size(); ++i)
        all.push_back(i);
    std::ranges::stable_sort(all, std::ranges::greater(),
                             [&](std::size_t i) { return fitOf(readings[i], expected); });
    std::vector<std::size_t> fitting;
    std::ranges::copy_if(all, std::back_inserter(fitting), [&](std::size_t i) {
        return readsAs(readings[i], expected) && readings[i].of(FaceAttribute::Eyeglasses) < 0.5F;
    });
    if (fitting.empty() && !all.empty()) fitting.push_back(all.front());
    return fitting;
}

template <class Key>
std::vector<std::size_t> least(std::vector<std::size_t> from, std::size_t most, const Key& key) {
    std::ranges::stable_sort(from, {}, key);
    from.resize(std::min(from.size(), most));
    return from;
}

// How surely the sum of the sets reads as both, if logits added up as latents do: the smaller of
// the two sums, in units of what single faces' own peculiarities leave in the means.
template <class Smile, class Male>
double certaintyOf(const std::array<std::vector<std::size_t>, 3>& sets, const Smile& smile,
                   const Male& male) {
    double smiles = 0, males = 0, variance = 0;
    for (std::size_t set = 0; set < sets.size(); ++set) {
        const double each = (set == 1 ? -1.0 : 1.0) / double(sets.at(set).size());
        for (const std::size_t i : sets.at(set)) {
            smiles += each * smile(i);
            males += each * male(i);
            variance += each * each;
        }
    }
    return std::min(smiles, males) / std::sqrt(variance);
}

}  // namespace

double fitOf(const AttributeReading& reading, const Expectation& expected) {
    return probability(reading, FaceAttribute::Smiling, expected.smiling) *
           probability(reading, FaceAttribute::Male, expected.male);
}

bool readsAs(const AttributeReading& reading, const Expectation& expected) {
    return probability(reading, FaceAttribute::Smiling, expected.smiling) > 0.5 &&
           probability(reading, FaceAttribute::Male, expected.male) > 0.5;
}

std::array<std::vector<std::size_t>, 3> suggestSets(std::span<const AttributeReading> readings,
                                                    std::size_t most) {
    if (readings.empty() || most == 0) return {};
    const std::array<std::vector<std::size_t>, 3> from = {candidates(readings, kSmilingWoman),
                                                          candidates(readings, kNeutralWoman),
                                                          candidates(readings, kNeutralMan)};
    const auto smile = [&](std::size_t i) { return logitOf(readings[i], FaceAttribute::Smiling); };
    const auto male = [&](std::size_t i) { return logitOf(readings[i], FaceAttribute::Male); };
    std::array<std::vector<std::size_t>, 3> best;
    double best_certainty = -std::numeric_limits<double>::infinity();
    // How much the man counts beside the smile: where one is hard to come by, it counts for more.
    for (const double weight : {0.125, 0.25, 0.5, 1.0, 2.0, 4.0}) {
        const auto towards = [&](std::size_t i) { return smile(i) + weight * male(i); };
        const auto away = [&](std::size_t i) { return -towards(i); };
        for (const std::size_t men : {most, most - most / 3}) {
            const std::array<std::vector<std::size_t>, 3> sets = {least(from[0], most, away),
                                                                  least(from[1], most, towards),
                                                                  least(from[2], men, away)};
            const double certainty = certaintyOf(sets, smile, male);
            if (certainty <= best_certainty) continue;
            best_certainty = certainty;
            best = sets;
        }
    }
    return best;
}

}  // namespace faceloom
