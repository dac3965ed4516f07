#include "core/train/compute_plan.h"

#include "core/train/cuda_step_runner.h"

namespace faceloom {

namespace {

// Whether oneDNN has bf16 instructions to use; without them it is slower than float32.
bool processorHasBf16() {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
    return at::hasMKLDNN() && __builtin_cpu_supports("avx512bf16") != 0;
#else
    return false;
#endif
}

}  // namespace

Result<ComputePlan> planCompute(DeviceChoice device, Precision precision) {
    const bool cuda = torch::cuda::is_available() && builtForCuda();
    if (device == DeviceChoice::Cuda && !cuda) {
        return fail(ErrorCode::Unavailable,
                    "device cuda: no usable NVIDIA GPU, or a LibTorch built without CUDA");
    }
    ComputePlan plan;
    if (cuda && device != DeviceChoice::Cpu) plan.device = at::Device(at::kCUDA, 0);
    const bool has_bf16 = plan.device.is_cuda() ? gpuHasBf16() : processorHasBf16();
    if (precision == Precision::Bf16 && !has_bf16) {
        return fail(ErrorCode::Unavailable, "precision bf16: this {} does not compute it",
                    plan.device.is_cuda() ? "GPU" : "processor");
    }
    const bool automatic = precision == Precision::Auto && plan.device.is_cuda() && has_bf16;
    if (precision == Precision::Bf16 || automatic) plan.type = at::kBFloat16;
    return plan;
}

}  // namespace faceloom
