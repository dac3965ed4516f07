// In which order the grid shows its faces, and which of them. Thread-safe: no shared state.
#pragma once

#include "core/reading/face_readings.h"

#include <optional>
#include <span>
#include <vector>

namespace faceloom {

enum class FaceOrder { Number, YoungestFirst, OldestFirst };

struct GridView {
    FaceOrder order = FaceOrder::Number;
    std::optional<std::size_t> bucket;  // only faces that read as this age
    bool operator==(const GridView&) const = default;
};

// Positions of the faces to be shown, in order. By number and all of them where no age was read.
[[nodiscard]] std::vector<int> shownFaces(std::span<const FaceReading> readings, int count,
                                          const GridView& view);

}  // namespace faceloom
