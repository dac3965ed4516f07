// What a run begins with: nothing, an earlier model, or what its folder holds. Internal to core:
// includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/train/gan_step.h"
#include "core/train/run_recorder.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace faceloom {

struct RunOpening {
    std::unique_ptr<GanStep> state;
    bool resumed = false;
    std::int64_t step = 0;             // done
    std::vector<StepMetrics> history;  // of those steps, as far as it can be read
    std::string started_with;          // for run.json
};

// Takes the request's folder over and finds there what to go on from: the newest checkpoint that is
// whole, or that of request.from_step. Where there is none, the run begins afresh. `run` is what is
// asked for, its options as they will be used; `make_state` makes one with those options. Nothing
// is changed in a folder whose run this is not. Errors: those of RunRecorder::takeOver,
// checkSameRun, takeFirstWeights and rollBack; InvalidArgument (a run is there and resume is off);
// BrokenFile (run.json; there are checkpoints and none of them is whole; there is a generator
// and no checkpoint).
[[nodiscard]] Result<RunOpening> openRun(
    RunRecorder& recorder, const RunRequest& request, const RunDescription& run,
    const std::function<std::unique_ptr<GanStep>()>& make_state, TrainObserver& observer);

}  // namespace faceloom
