// Carries out training steps one after another, whatever the device. Internal to core: includes
// Torch.
#pragma once

#include "core/train/batch_source.h"
#include "core/train/compute_plan.h"
#include "core/train/gan_step.h"

#include <memory>
#include <vector>

namespace faceloom {

// A GPU runs behind: its losses come some steps later, so that it never waits for being read. Not
// thread-safe.
class StepRunner {
public:
    virtual ~StepRunner() = default;

    // Takes the step (counted from 0) up; steps come in order. Errors: BrokenFile (a picture can no
    // longer be read; the step has then changed nothing).
    [[nodiscard]] virtual Status submit(std::int64_t step) = 0;
    // The metrics of steps that have ended since the last call, in order.
    [[nodiscard]] virtual std::vector<StepMetrics> collect() = 0;
    // The same, after waiting for all that were submitted: the state is then that after the last.
    [[nodiscard]] virtual std::vector<StepMetrics> finish() = 0;
};

// Both must outlive the runner.
[[nodiscard]] std::unique_ptr<StepRunner> makeStepRunner(const ComputePlan& plan, GanStep& state,
                                                         BatchSource& batches);

}  // namespace faceloom
