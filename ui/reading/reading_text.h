// What was read off a face, in words: captions on tiles and their tool tips. For the GUI thread.
#pragma once

#include "core/reading/face_readings.h"
#include "core/reading/suggestion.h"

#include <QString>

namespace faceloom {

// Which readings the tiles show.
struct ShownReadings {
    bool ages = false;
    bool attributes = false;
    bool operator==(const ShownReadings&) const = default;
};

// "25-32 · 61 %", "☺ ♀ · 97 %", both on lines of their own, or nothing.
[[nodiscard]] QString captionOf(const FaceReading& reading, const ShownReadings& shown);
// All of it, for a tool tip; empty where nothing was read.
[[nodiscard]] QString detailsOf(const FaceReading& reading);
// "smiling man"
[[nodiscard]] QString nameOf(const Expectation& expected);
// Of the four, what the face reads as.
[[nodiscard]] Expectation likeliest(const AttributeReading& reading);
// "97 %"
[[nodiscard]] QString percent(double share);

}  // namespace faceloom
