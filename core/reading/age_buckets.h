// The eight ages that AgeNet tells apart (Levi and Hassner 2015), and what was read off a face.
// Standard-library types only. Thread-safe: no shared state.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace faceloom {

inline constexpr std::size_t kAgeBuckets = 8;

struct AgeBucket {
    std::string_view name;  // "25-32"
    int from;               // years, both included
    int to;
};
// In the order of the network's outputs.
[[nodiscard]] const std::array<AgeBucket, kAgeBuckets>& ageBuckets();

// The bucket that holds an age in years, else the nearer of its neighbours; ties go to the younger.
[[nodiscard]] std::size_t ageBucketOf(int years);

struct AgeReading {
    std::array<float, kAgeBuckets> probabilities{};  // 0..1, sum 1

    [[nodiscard]] std::size_t bucket() const;  // the most probable, the younger of equals
    [[nodiscard]] float confidence() const { return probabilities[bucket()]; }
    // Σ probability · the bucket's middle, in years. For sorting and curves: no figure to show
    // alone.
    [[nodiscard]] double expectedYears() const;
    bool operator==(const AgeReading&) const = default;
};

// "25-32 · 61 %"
[[nodiscard]] std::string labelOf(const AgeReading& reading);

}  // namespace faceloom
