// Training steps on an NVIDIA GPU. Internal to core: includes Torch.
#pragma once

#include "core/train/step_runner.h"

#include <memory>

namespace faceloom {

// Whether this build can use a GPU at all; the other functions need that.
[[nodiscard]] bool builtForCuda();
[[nodiscard]] bool gpuHasBf16();

// After a few plain steps, whole steps (both networks, both optimizers) are captured once as a CUDA
// graph and replayed. The pictures lie in GPU memory when they take at most half of what is free
// there, and are otherwise copied from pinned memory while the step before runs; so are indices and
// latents. Losses are read back some steps later. Latents are drawn on the CPU, as everywhere;
// dropout follows from the run's seed and the step alone. Throws c10::Error.
[[nodiscard]] std::unique_ptr<StepRunner> makeCudaStepRunner(GanStep& state, BatchSource& batches);

}  // namespace faceloom
