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
// Moves `to`, on the CPU, a little towards `from`: a running average of weights and batch norm's
// statistics alike that keeps a share `kept` (0..1) of itself; less in the first steps (counted
// from 0), when there is nothing to average.
void followState(const torch::nn::Module& from, torch::nn::Module& to, double kept,
                 std::int64_t step);

// Writes tensors of type float16, float32, float64, int64 or uint8, on any device. Errors:
// WriteFailed.
[[nodiscard]] Status writeTensors(const std::filesystem::path& path, const NamedTensors& tensors,
                                  const Metadata& metadata);
// The same with a checksum: see writeCheckedSafetensors.
[[nodiscard]] Status writeCheckedTensors(const std::filesystem::path& path,
                                         const NamedTensors& tensors, const Metadata& metadata);

// A tensor of the file copied into `target`, which must have its shape and type; float16 is widened
// to float32. Errors: BrokenFile (missing, another shape or type, a number that is not finite).
[[nodiscard]] Status readTensor(const SafetensorsFile& file, const std::string& name,
                                const at::Tensor& target);
// The whole state of a module, each tensor under `prefix` + its name. Half-loaded on an error: read
// into a module that is thrown away then. Errors: those of readTensor; BrokenFile (a batch norm's
// variance below zero).
[[nodiscard]] Status readState(const SafetensorsFile& file, const std::string& prefix,
                               torch::nn::Module& module);

}  // namespace faceloom
