// The two studies of the source that Faceloom follows, to be repeated out of the box. No Torch
// here. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/sweep/sweep_plan.h"

#include <array>
#include <string>
#include <string_view>

namespace faceloom {

inline constexpr std::string_view kLatentStudy = "latent-size";  // z = 100 against 60
inline constexpr std::string_view kOutputStudy = "output";       // sigmoid against tanh
inline constexpr std::array<std::string_view, 2> kSweepStudies = {kLatentStudy, kOutputStudy};

// Runs that a laptop carries out in an evening: 32 pixels, the light discriminator, a few hundred
// steps, three seeds.
[[nodiscard]] TrainOptions smallTrials();

// With smallTrials(). Errors: InvalidArgument (no such study).
[[nodiscard]] Result<SweepPlan> studyNamed(std::string_view name);

// What the source says of it, a clause: "The source chose sigmoid over tanh". Empty: no such study.
[[nodiscard]] std::string_view findingOf(std::string_view study);

}  // namespace faceloom
