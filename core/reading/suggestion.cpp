#include "core/reading/suggestion.h"

#include <algorithm>

namespace faceloom {

namespace {

double probability(const AttributeReading& reading, FaceAttribute attribute, bool wanted) {
    const double has = reading.of(attribute);
    return wanted ? has : 1 - has;
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

std::vector<Suggestion> suggest(std::span<const AttributeReading> readings,
                                const Expectation& expected, std::size_t most) {
    std::vector<Suggestion> all;
    for (std::size_t i = 0; i < readings.size(); ++i)
        all.push_back({i, fitOf(readings[i], expected)});
    std::ranges::stable_sort(all, std::ranges::greater(), &Suggestion::fit);
    std::vector<Suggestion> chosen;
    for (const Suggestion& candidate : all) {
        const AttributeReading& reading = readings[candidate.index];
        if (chosen.size() < most && readsAs(reading, expected) &&
            reading.of(FaceAttribute::Eyeglasses) < 0.5F) {
            chosen.push_back(candidate);
        }
    }
    if (chosen.empty() && !all.empty() && most > 0) chosen.push_back(all.front());
    return chosen;
}

}  // namespace faceloom
