// What a new run begins with. Internal to core: includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/train/gan_step.h"

#include <filesystem>
#include <string>

namespace faceloom {

struct FirstWeights {
    std::string taken;    // "", "generator" or "whole state"; as run.json says it
    std::string message;  // one line for a person; empty with random weights
};

// Puts an earlier model's weights into the state of a run that has done no step, made with its
// options. From a checkpoint of the same two networks all that training needs is taken: both
// networks, the average where both have one, both optimizers; not its random numbers, nor its step.
// From a checkpoint whose discriminator is another, and from a generator file or run folder, the
// generator alone. An empty path: random weights. Errors: InvalidArgument (the generator is another
// one), those of readModelInfo, readGenerator and readCheckpoint.
[[nodiscard]] Result<FirstWeights> takeFirstWeights(const std::filesystem::path& model,
                                                    const NetworkOptions& network, GanStep& state);

}  // namespace faceloom
