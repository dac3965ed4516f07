// Modules' states to and from safetensors. Internal to core: includes Torch.
#pragma once

#include "core/base/safetensors.h"

#include <string>
#include <vector>

#include <torch/torch.h>

namespace faceloom {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

// Parameters and floating-point buffers (batch norms' moving statistics) in the order they were
// registered.
[[nodiscard]] NamedTensors stateOf(const torch::nn::Module& module);
// Copies one module's state into another's of the same shape, across devices.
void copyState(const torch::nn::Module& from, torch::nn::Module& to);

// Writes tensors of type float16, float32, float64, int64 or uint8, on any device. Errors:
// WriteFailed.
[[nodiscard]] Status writeTensors(const std::filesystem::path& path, const NamedTensors& tensors,
                                  const Metadata& metadata);

// A tensor of the file copied into `target`, which must have its shape and type; float16 is widened
// to float32. Errors: BrokenFile (missing, another shape or type, a number that is not finite).
[[nodiscard]] Status readTensor(const SafetensorsFile& file, const std::string& name,
                                const at::Tensor& target);
// The whole state of a module, each tensor under `prefix` + its name. Half-loaded on an error: read
// into a module that is thrown away then.
[[nodiscard]] Status readState(const SafetensorsFile& file, const std::string& prefix,
                               torch::nn::Module& module);

}  // namespace faceloom
