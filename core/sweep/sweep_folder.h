// The folder of a sweep: sweep.json (the plan), runs/ with a run folder each, table.csv and
// faces.png. Treats its input as hostile. No Torch here. Not thread-safe.
#pragma once

#include "core/base/result.h"
#include "core/sweep/sweep_plan.h"
#include "core/train/run_lock.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace faceloom {

// sweepPlanFromJson reads it back and checks it. Errors: BrokenFile.
[[nodiscard]] std::string toJson(const SweepPlan& plan);
[[nodiscard]] Result<SweepPlan> sweepPlanFromJson(std::string_view json);

class SweepFolder {
public:
    explicit SweepFolder(std::filesystem::path root) : root_(std::move(root)) {}

    [[nodiscard]] const std::filesystem::path& root() const { return root_; }
    [[nodiscard]] std::filesystem::path planFile() const { return root_ / "sweep.json"; }
    [[nodiscard]] std::filesystem::path tableFile() const { return root_ / "table.csv"; }
    [[nodiscard]] std::filesystem::path facesFile() const { return root_ / "faces.png"; }
    [[nodiscard]] std::filesystem::path runFolder(const Trial& trial) const {
        return root_ / "runs" / trial.name;
    }
    // Why a run failed, one line.
    [[nodiscard]] std::filesystem::path problemFile(const Trial& trial) const {
        return runFolder(trial) / "error.txt";
    }

    [[nodiscard]] bool hasSweep() const;
    // Makes the folder where it is not there. Errors: WriteFailed.
    [[nodiscard]] Status writePlan(const SweepPlan& plan) const;
    // The same for whoever has the folder alone: a sweep that goes on elsewhere keeps its plan.
    // Errors: WriteFailed; Unavailable if another process has the folder.
    [[nodiscard]] Result<RunLock> claim(const SweepPlan& plan) const;
    [[nodiscard]] Result<SweepPlan> readPlan() const;  // Errors: NotFound, BrokenFile

private:
    std::filesystem::path root_;
};

// Whether what lies in a folder can go on under the new plan: the runs' own options and pictures
// are the same; others may come to the values, seeds and budget. Errors: InvalidArgument.
[[nodiscard]] Status checkSameSweep(const SweepPlan& before, const SweepPlan& now);

}  // namespace faceloom
