// UTKFace's file names: age_gender_race_date.jpg.chip.jpg. Thread-safe: no shared state.
#pragma once

#include <optional>
#include <string_view>

namespace faceloom {

struct UtkFace {
    int years = 0;        // 0 to 120
    bool female = false;  // 0 male, 1 female in the name
};

// From a file's name, with or without folders before it; nothing where it is malformed (two of the
// original's lack the race).
[[nodiscard]] std::optional<UtkFace> readUtkFaceName(std::string_view name);

}  // namespace faceloom
