// What pictures are read and drawn with. Thread-safe: no shared state.
#pragma once

#include "core/base/facts.h"

namespace faceloom {

[[nodiscard]] Facts imagingFacts();  // {"OpenCV", "4.6.0"}

}  // namespace faceloom
