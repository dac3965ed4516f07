#include "core/reading/age_buckets.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace faceloom {

const std::array<AgeBucket, kAgeBuckets>& ageBuckets() {
    static constexpr std::array<AgeBucket, kAgeBuckets> kBuckets = {{
        {"0-2", 0, 2},
        {"4-6", 4, 6},
        {"8-12", 8, 12},
        {"15-20", 15, 20},
        {"25-32", 25, 32},
        {"38-43", 38, 43},
        {"48-53", 48, 53},
        {"60-100", 60, 100},
    }};
    return kBuckets;
}

std::size_t ageBucketOf(int years) {
    std::size_t nearest = 0;
    int least = -1;
    for (std::size_t i = 0; i < kAgeBuckets; ++i) {
        const AgeBucket& bucket = ageBuckets()[i];
        const int distance = std::max({bucket.from - years, years - bucket.to, 0});
        if (least >= 0 && distance >= least) continue;
        nearest = i;
        least = distance;
    }
    return nearest;
}

std::size_t AgeReading::bucket() const {
    return static_cast<std::size_t>(std::ranges::max_element(probabilities) -
                                    probabilities.begin());
}

double AgeReading::expectedYears() const {
    double years = 0;
    for (std::size_t i = 0; i < kAgeBuckets; ++i) {
        const AgeBucket& bucket = ageBuckets()[i];
        years += probabilities[i] * (bucket.from + bucket.to) / 2.0;
    }
    return years;
}

std::string labelOf(const AgeReading& reading) {
    return fmt::format("{} · {} %", ageBuckets()[reading.bucket()].name,
                       std::lround(reading.confidence() * 100));
}

}  // namespace faceloom
