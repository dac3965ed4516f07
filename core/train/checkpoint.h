// A run's state at one step as a safetensors file. Internal to core: includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/gan/model_info.h"
#include "core/train/gan_step.h"

#include <cstdint>
#include <filesystem>

namespace faceloom {

// Weights and batch-norm statistics of both networks, the average's weights if there is one, both
// optimizers' moments and counts, the random state; info's figures. Data order needs none (see
// BatchSource). readGenerator opens it as a model. The
// file appears whole or not at all, carries a checksum, and was read back and compared before it
// appears. Errors: WriteFailed.
[[nodiscard]] Status writeCheckpoint(const std::filesystem::path& path, const GanStep& state,
                                     const ModelInfo& info);

// Into a state made with the run's own options. Returns the step. On an error `state` may be half
// overwritten and must be thrown away. Errors: NotFound; BrokenFile (damaged, by its checksum if it
// has one, or of other networks).
[[nodiscard]] Result<std::int64_t> readCheckpoint(const std::filesystem::path& path,
                                                  GanStep& state);

// The networks, the average where both have one (else it begins as the generator is) and the
// optimizers, for another run with the same layers. Errors as of readCheckpoint.
[[nodiscard]] Status readCheckpointWeights(const std::filesystem::path& path, GanStep& state);

}  // namespace faceloom
