// Chance that can be had again: each event draws from its own numbers, which follow from the seed
// and the event's number alone.
#pragma once

#include <cstdint>
#include <iterator>
#include <random>

namespace faceloom {

class Dice {
public:
    void startOver(std::uint64_t seed, int event) {
        std::seed_seq mixed{static_cast<std::uint32_t>(seed),
                            static_cast<std::uint32_t>(seed >> 32),
                            static_cast<std::uint32_t>(event)};
        engine_.seed(mixed);
    }
    // 0 … n − 1; n must be at least 1. The standard's distributions differ between libraries.
    [[nodiscard]] int below(int n) {
        return static_cast<int>(engine_() % static_cast<std::uint64_t>(n));
    }
    [[nodiscard]] int between(int least, int most) { return least + below(most - least + 1); }
    [[nodiscard]] bool oneIn(int n) { return below(n) == 0; }
    template <class List>
    [[nodiscard]] const auto& from(const List& list) {
        return *std::next(std::begin(list), below(static_cast<int>(std::size(list))));
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace faceloom
