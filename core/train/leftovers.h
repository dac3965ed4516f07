// What a process that was killed while writing leaves in a run folder. No Torch here. Thread-safe:
// no shared state.
#pragma once

#include "core/train/run_folder.h"

namespace faceloom {

// Removes unfinished files of the run: in samples/ and checkpoints/ whatever has the name of one,
// beside them what a run itself writes. Only for who holds the folder's RunLock. What cannot be
// removed stays.
void removeLeftovers(const RunFolder& folder);

}  // namespace faceloom
