#include "core/gan/tensor_file.h"

#include "core/base/checked_safetensors.h"

#include <algorithm>

namespace faceloom {

namespace {

DType dtypeOf(const at::Tensor& tensor) {
    switch (tensor.scalar_type()) {
        case at::kFloat:
            return DType::F32;
        case at::kDouble:
            return DType::F64;
        case at::kLong:
            return DType::I64;
        case at::kByte:
            return DType::U8;
        case at::kHalf:
            return DType::F16;
        default:
            throw std::invalid_argument("a tensor type that is not written");
    }
}

// Keeps CPU copies alive until they are written.
struct HeldTensors {
    explicit HeldTensors(const NamedTensors& tensors) {
        for (const auto& [name, tensor] : tensors) {
            held.push_back(tensor.detach().cpu().contiguous());
            const at::Tensor& data = held.back();
            views.push_back({name,
                             dtypeOf(data),
                             data.sizes().vec(),
                             {static_cast<const std::byte*>(data.data_ptr()), data.nbytes()}});
        }
    }
    std::vector<at::Tensor> held;
    std::vector<TensorView> views;
};

}  // namespace

NamedTensors stateOf(const torch::nn::Module& module) {
    NamedTensors state;
    for (const auto& item : module.named_parameters())
        state.emplace_back(item.key(), item.value());
    for (const auto& item : module.named_buffers()) {
        // Batch norm's count of batches says nothing once momentum is fixed.
        if (item.value().is_floating_point()) state.emplace_back(item.key(), item.value());
    }
    return state;
}

void copyState(const torch::nn::Module& from, torch::nn::Module& to) {
    const torch::NoGradGuard no_grad;
    const NamedTensors source = stateOf(from);
    const NamedTensors target = stateOf(to);
    TORCH_CHECK(source.size() == target.size(), "states of different networks");
    for (std::size_t i = 0; i < source.size(); ++i)
        target[i].second.copy_(source[i].second);
}

void followState(const torch::nn::Module& from, torch::nn::Module& to, double kept,
                 std::int64_t step) {
    const torch::NoGradGuard no_grad;
    const double share =
        std::min(kept, static_cast<double>(step + 1) / static_cast<double>(step + 10));
    const NamedTensors source = stateOf(from);
    const NamedTensors target = stateOf(to);
    for (std::size_t i = 0; i < target.size(); ++i)
        target[i].second.lerp_(source[i].second.to(at::kCPU), 1.0 - share);
}

Status writeTensors(const std::filesystem::path& path, const NamedTensors& tensors,
                    const Metadata& metadata) {
    const HeldTensors held(tensors);
    return writeSafetensors(path, held.views, metadata);
}

Status writeCheckedTensors(const std::filesystem::path& path, const NamedTensors& tensors,
                           const Metadata& metadata) {
    const HeldTensors held(tensors);
    return writeCheckedSafetensors(path, held.views, metadata);
}

Status readTensor(const SafetensorsFile& file, const std::string& name, const at::Tensor& target) {
    const torch::NoGradGuard no_grad;
    const auto found = file.tensors().find(name);
    const bool half = target.scalar_type() == at::kFloat && found != file.tensors().end() &&
                      found->second.dtype == DType::F16;
    const DType dtype = half ? DType::F16 : dtypeOf(target);
    const auto entry = file.expect(name, dtype, target.sizes());
    if (!entry) return passOn(entry);
    at::Tensor loaded = at::empty(
        target.sizes(), at::TensorOptions().dtype(half ? at::kHalf : target.scalar_type()));
    const std::span to(static_cast<std::byte*>(loaded.data_ptr()), loaded.nbytes());
    if (auto status = file.read(name, 0, to); !status) return status;
    if (loaded.is_floating_point() && !at::isfinite(loaded).all().item<bool>()) {
        return fail(ErrorCode::BrokenFile, "{}: tensor '{}' holds a number that is not finite",
                    file.path().string(), name);
    }
    target.copy_(loaded);
    return {};
}

Status readState(const SafetensorsFile& file, const std::string& prefix,
                 torch::nn::Module& module) {
    for (const auto& [name, tensor] : stateOf(module)) {
        if (auto status = readTensor(file, prefix + name, tensor); !status) return status;
        if (name.ends_with("running_var") && tensor.lt(0).any().item<bool>()) {
            return fail(ErrorCode::BrokenFile, "{}: tensor '{}' holds a variance below zero",
                        file.path().string(), prefix + name);
        }
    }
    return {};
}

}  // namespace faceloom
