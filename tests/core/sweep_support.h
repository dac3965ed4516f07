// A sweep whose runs train nothing: what they would have measured is written down.
#pragma once

#include "core/sweep/sweep_runner.h"
#include "core/sweep/sweep_state.h"
#include "core/sweep/sweep_studies.h"
#include "core/train/run_folder.h"
#include "tests/core/temp_folder.h"

#include <fstream>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace faceloom::testing_support {

// A run's folder as training and measuring leave it: a checkpoint (of no bytes) and a measure.
inline Status leaveRun(const SweepFolder& folder, const Trial& trial, std::int64_t step,
                       double distance, double sharpness = 0.5) {
    const RunFolder run(folder.runFolder(trial));
    if (auto status = run.create(); !status) return status;
    RunDescription description;
    description.options = smallTrials();
    if (auto status = run.writeDescription(description); !status) return status;
    std::ofstream(run.checkpointFile(step)).flush();
    return addMeasure(run.measuresFile(),
                      {step, {{kKernelDistance, distance}, {kSharpness, sharpness}}});
}

class SweepTest : public testing::Test {
protected:
    // Two latent sizes, two seeds, 100 steps.
    SweepTest() {
        plan_.base = smallTrials();
        plan_.base.steps = 100;
        plan_.seeds = 2;
        plan_.axes = {{"latent", {"100", "60"}}};
    }

    // Every run measures what `distanceOf` says, and is remembered.
    [[nodiscard]] TrialWork work(std::function<double(const Trial&)> distanceOf) {
        return [this, distanceOf](const Trial& trial, std::int64_t target, const std::stop_token&,
                                  const std::function<void(const TrialProgress&)>& tell) {
            {
                const std::lock_guard lock(mutex_);
                carried_out_.push_back(fmt::format("{} to {}", trial.name, target));
            }
            tell({target, target, 10, false});
            return leaveRun(folder(), trial, target, distanceOf(trial));
        };
    }
    [[nodiscard]] Result<SweepReport> run(const TrialWork& work, bool retry = false,
                                          int at_once = 1, const std::stop_token& stop = {}) {
        SweepObserver observer;
        return runSweep({folder(), plan_, at_once, retry}, work, stop, observer);
    }
    [[nodiscard]] SweepFolder folder() const { return SweepFolder(temp_.path() / "sweep"); }
    [[nodiscard]] std::vector<TrialState> states() const {
        std::vector<TrialState> states;
        for (const Trial& trial : plan_.trials())
            states.push_back(readTrial(folder(), trial));
        return states;
    }

    TempFolder temp_;
    SweepPlan plan_;
    std::mutex mutex_;
    std::vector<std::string> carried_out_;
};

}  // namespace faceloom::testing_support
