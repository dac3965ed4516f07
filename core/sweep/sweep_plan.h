// What a sweep tries: options and their values, how many runs of each setting, under which budget.
// Value types without Torch; as thread-safe as values are.
#pragma once

#include "core/base/result.h"
#include "core/sweep/sweep_options.h"
#include "core/train/train_options.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace faceloom {

inline constexpr std::size_t kMostSweepSettings = 1000;
inline constexpr int kMostSweepSeeds = 100;
inline constexpr std::size_t kLongestSweepValue = 64;  // bytes

struct SweepAxis {
    std::string option;
    // Each a value; in a random search also a range of numbers, "0.0001..0.001", drawn from evenly
    // on a logarithmic scale where both ends are above zero.
    std::vector<std::string> values;
    bool operator==(const SweepAxis&) const = default;
};

// The prepared pictures for networks of that size.
struct SweepPictures {
    int image_size = 64;  // pixels a side
    std::filesystem::path file;
    bool operator==(const SweepPictures&) const = default;
};

// One run: a setting with a seed.
struct Trial {
    std::size_t setting = 0;  // index into SweepPlan::settings()
    Setting values;
    std::uint64_t seed = 1;
    std::string name;  // of its folder: "latent-60_seed-1"; the same whatever else is in the plan
};

// A height at which runs are compared, and the worse ones end.
struct SweepRung {
    std::int64_t steps = 0;    // of each run, from its first step
    std::size_t settings = 0;  // that come this far
    bool operator==(const SweepRung&) const = default;
};

struct SweepPlan {
    std::string study;  // "latent-size" or "output", see sweep_studies.h; empty: one's own
    TrainOptions base;  // its steps are those of each run, above zero; its seed the first run's
    std::vector<SweepAxis> axes;  // the last one changes fastest
    // So many settings drawn at random, each once (Bergstra & Bengio 2012); 0: all combinations.
    int random_settings = 0;
    std::uint64_t random_seed = 1;
    int seeds = 3;  // runs of each setting
    // Successive halving: every rung keeps the best one of so many settings (2: the better half)
    // and lets those go on so many times as long (Jamieson & Talwalkar 2016; Li et al. 2018,
    // "Hyperband", section 3). 0: every run has all its steps.
    int halving = 0;
    std::int64_t budget_steps = 0;  // of all runs together; 0: no limit
    double budget_hours = 0;        // of training, all runs together; 0: no limit
    int faces = 1000;       // drawn to measure a run, at most five for each picture held out
    std::string data_name;  // for people
    std::vector<SweepPictures> pictures;

    bool operator==(const SweepPlan&) const = default;
    // Whether it is a plan at all; settings that no training takes are not its business: each is
    // told when its turn comes. Errors: InvalidArgument.
    [[nodiscard]] Status check() const;
    // In the order of the values, or as they were drawn. The plan must be good.
    [[nodiscard]] std::vector<Setting> settings() const;
    // Seed by seed: what a budget cuts off are whole rounds.
    [[nodiscard]] std::vector<Trial> trials() const;
    [[nodiscard]] std::vector<SweepRung> rungs() const;
    [[nodiscard]] std::int64_t totalSteps() const;  // of all runs, when none fails
    // The picture sizes of those settings that can be trained.
    [[nodiscard]] std::vector<int> imageSizes() const;
};

// As many steps a run as the budget in steps has room for; at least one.
[[nodiscard]] std::int64_t stepsWithinBudget(SweepPlan plan);

}  // namespace faceloom
