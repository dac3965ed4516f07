// What a run computes on and in. Internal to core: includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/gan/compute_format.h"
#include "core/train/train_options.h"

#include <torch/torch.h>

namespace faceloom {

struct ComputePlan {
    at::Device device{at::kCPU};
    ComputeType type;  // none: float32
};

// Checked before anything starts. Errors: Unavailable (no GPU, or a LibTorch built without CUDA; a
// processor or GPU that does not compute bf16).
[[nodiscard]] Result<ComputePlan> planCompute(DeviceChoice device, Precision precision);

}  // namespace faceloom
