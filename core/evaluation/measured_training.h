// A training run whose checkpoints are measured while it goes on. Standard-library types only.
#pragma once

#include "core/train/trainer.h"

#include <stop_token>

namespace faceloom {

// What measuring beside a run on the processor may take of one core's time, on average.
inline constexpr double kMeasuringShare = 1.0 / 20;

// runTraining with, as the options say: its checkpoints measured on a thread of low priority, with
// one core of the processor (half of them while a GPU trains), written to measures.csv and told to
// the observer (onMeasures); the run ended when that no longer gets better; the last checkpoint
// measured before it ends, unless it is stopped, and the best one named in the report. It changes
// nothing in what is trained. What measuring lacks (pictures held out, the face reader) is said
// once, and the run goes on without.
[[nodiscard]] Result<RunReport> runMeasuredTraining(const PackedDataset& dataset,
                                                    const RunRequest& request,
                                                    const std::stop_token& stop,
                                                    TrainObserver& observer);

}  // namespace faceloom
