// Whether a run may go on as asked. No Torch here.
#pragma once

#include "core/base/result.h"
#include "core/train/run_folder.h"

namespace faceloom {

// What is wanted, with all that a run may not change as it was begun.
[[nodiscard]] TrainOptions continued(const TrainOptions& begun, TrainOptions wanted);

// What a resumed run may not change, since its weights and data order depend on it: networks,
// batch, seed, mirroring, augmentation, average, first weights, pictures. Errors: InvalidArgument,
// saying what was and what is.
[[nodiscard]] Status checkSameRun(const RunDescription& old_run, const RunDescription& new_run);

// Whether the file that a run names still holds the run's pictures: one in the cache is written
// anew when its folder of photographs has changed. Reads all of them.
[[nodiscard]] bool picturesAreThere(const RunDescription& run);

}  // namespace faceloom
