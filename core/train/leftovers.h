// What a process that was killed while writing leaves in a run folder. No Torch here. Thread-safe:
// no shared state.
#pragma once

#include "core/train/run_folder.h"

#include <string_view>

namespace faceloom {

// NAME.PID-N.tmp, as AtomicFile names a file that is being written.
[[nodiscard]] bool isTemporaryName(std::string_view name);

// Removes unfinished files of the run: in samples/ and checkpoints/ whatever has such a name,
// beside them what a run itself writes. Only for who holds the folder's RunLock. What cannot be
// removed stays.
void removeLeftovers(const RunFolder& folder);

}  // namespace faceloom
