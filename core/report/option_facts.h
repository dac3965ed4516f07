// A run's options in words. Internal to report. Thread-safe: no shared state.
#pragma once

#include "core/base/facts.h"
#include "core/train/run_folder.h"

namespace faceloom {

[[nodiscard]] Facts optionFacts(const RunDescription& run);

}  // namespace faceloom
