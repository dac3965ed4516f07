// Carries out one run of a sweep in this process. No Torch header.
#pragma once

#include "core/sweep/sweep_runner.h"

namespace faceloom {

// See TrialWork: trains in the run's folder and adds to its measures.csv. `threads`: CPU threads;
// 0: as the plan says. One at a time in a process. Errors of the work: InvalidArgument (a setting
// that cannot be trained, pictures of another size), Cancelled, those of runTraining and
// measureTrial.
[[nodiscard]] TrialWork trialHere(const SweepFolder& folder, const SweepPlan& plan, int threads);

// Whether the plan's pictures are there, and enough of them for its runs to be measured: before any
// is trained. Errors: those of PackedDataset::open, InvalidArgument.
[[nodiscard]] Status checkPictures(const SweepPlan& plan);

}  // namespace faceloom
