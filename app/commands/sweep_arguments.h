// What `sweep` is told: which options with which values, on which pictures, under which budget.
#pragma once

#include "app/commands/prepare_arguments.h"
#include "core/base/result.h"
#include "core/sweep/sweep_plan.h"

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace faceloom {

struct SweepArguments {
    std::string out;
    std::string study;
    PrepareArguments pictures;
    // By option of sweepOptions(): one value is for all runs, several are tried.
    std::map<std::string, std::vector<std::string>> values;
    std::int64_t steps = 0;
    int seeds = 3;
    std::uint64_t seed = 1;
    int halving = 0;
    int random = 0;
    std::int64_t budget_steps = 0;
    double budget_hours = 0;
    int faces = 1000;
    int hold_out = 1000;
    int checkpoint_every = 200;
    std::string device = "auto";
    int threads = 0;
    int processes = 1;
    bool resume = false;
    bool retry = false;
    bool show = false;
    bool csv = false;
    // For a process that carries out one run.
    std::string trial;
    std::int64_t to_step = 0;
    CLI::App* command = nullptr;

    void addTo(CLI::App& sweep);
    [[nodiscard]] bool given(const std::string& option) const { return command->count(option) > 0; }
};

// With the pictures prepared. With --resume the plan of the folder, and what is given now on top of
// it. Errors: InvalidArgument, those of openTrainingPictures and SweepFolder::readPlan.
[[nodiscard]] Result<SweepPlan> planOf(SweepArguments& arguments, const std::stop_token& stop);

// CPU threads for each of so many processes.
[[nodiscard]] int threadsOfEach(const SweepPlan& plan, int processes);

}  // namespace faceloom
