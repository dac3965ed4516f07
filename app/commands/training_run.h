// How `train` carries out a run: measured while it goes on, where this build can.
#pragma once

#include "core/train/trainer.h"

namespace faceloom {

// runMeasuredTraining; without OpenCV in the build, and so without the face reader, runTraining,
// after saying so. Errors: those of runTraining.
[[nodiscard]] Result<RunReport> carryOutTraining(const PackedDataset& dataset,
                                                 const RunRequest& request,
                                                 const std::stop_token& stop,
                                                 TrainObserver& observer);

}  // namespace faceloom
