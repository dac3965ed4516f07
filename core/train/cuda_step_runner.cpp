#include "core/train/cuda_step_runner.h"

#if __has_include(<c10/cuda/impl/cuda_cmake_macros.h>)
#define FACELOOM_HAS_CUDA 1
#else
#define FACELOOM_HAS_CUDA 0
#endif

#if FACELOOM_HAS_CUDA
#include "core/train/picture_bytes.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <ranges>
#include <utility>

#include <ATen/cuda/CUDAContext.h>
#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGeneratorImpl.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <cuda_runtime_api.h>
#endif

namespace faceloom {

#if FACELOOM_HAS_CUDA

namespace {

constexpr std::size_t kInFlight = 4;  // steps submitted before the oldest is waited for
// Before capture cuDNN chooses its algorithms, and the allocator fills.
constexpr int kPlainSteps = 3;

class CudaStepRunner : public StepRunner {
public:
    CudaStepRunner(GanStep& state, BatchSource& batches)
        : state_(state), batches_(batches), stream_(c10::cuda::getStreamFromPool(true)) {
        at::globalContext().setBenchmarkCuDNN(true);
        at::globalContext().setAllowTF32CuDNN(true);
        at::globalContext().setAllowTF32CuBLAS(true);
        const c10::cuda::CUDAStreamGuard guard(stream_);
        const auto cuda = at::TensorOptions(at::kCUDA);
        const std::int64_t batch = batches_.batch(), side = batches_.dataset().imageSize();
        resident_ = uploadAll();
        if (resident_.defined()) {
            indices_ = at::empty({batch}, cuda.dtype(at::kLong));
        } else {
            bytes_ = at::empty({batch, 3, side, side}, cuda.dtype(at::kByte));
        }
        mirrored_ = at::empty({batch}, cuda.dtype(at::kBool));
        noise_ = state_.emptyNoise(batch, cuda.dtype(at::kFloat));
        for (Slot& slot : slots_) {
            if (resident_.defined()) {
                slot.indices = at::empty({batch}, at::kLong).pin_memory();
            } else {
                slot.bytes = at::empty({batch, 3, side, side}, at::kByte).pin_memory();
            }
            slot.mirrored = at::empty({batch}, at::kBool).pin_memory();
            slot.noise = state_.emptyNoise(batch, at::TensorOptions().pinned_memory(true));
            slot.metrics = at::empty({GanStep::kMetrics}).pin_memory();
        }
        stream_.synchronize();
    }

    ~CudaStepRunner() override { cudaStreamSynchronize(stream_); }

    Status submit(std::int64_t step) override {
        const c10::cuda::CUDAStreamGuard guard(stream_);
        if (pending_.size() == kInFlight) takeOldest();
        Slot& slot = slots_.at(next_slot_);
        if (auto status = stage(step, slot); !status) return status;
        next_slot_ = (next_slot_ + 1) % kInFlight;
        seedDropout(step);
        // Either kind of step has kernels and memory of its own.
        if (std::exchange(plain_for_, state_.plan().generator_learns) !=
            state_.plan().generator_learns) {
            plain_steps_ = 0;
        }
        if (plain_steps_ < kPlainSteps) {
            ++plain_steps_;
            metrics_ = compute();
        } else {
            if (captured_plan_ != state_.plan()) capture();
            graph_.replay();
        }
        slot.metrics.copy_(metrics_, /*non_blocking=*/true);
        slot.done.record(stream_);
        pending_.push_back(&slot);
        return {};
    }

    std::vector<StepMetrics> collect() override {
        while (!pending_.empty() && pending_.front()->done.query())
            takeOldest();
        return std::exchange(ended_, {});
    }

    std::vector<StepMetrics> finish() override {
        while (!pending_.empty())
            takeOldest();
        stream_.synchronize();
        return std::exchange(ended_, {});
    }

private:
    // What one step reads and writes on the host; free again once its event has passed.
    struct Slot {
        at::Tensor indices, bytes, mirrored, metrics;
        StepNoise noise;
        at::cuda::CUDAEvent done;
    };

    // All pictures in GPU memory, or nothing where they would crowd it. Nothing either where one
    // cannot be read: the step that is to see it tells of that.
    at::Tensor uploadAll() {
        std::size_t free_bytes = 0, total_bytes = 0;
        C10_CUDA_CHECK(cudaMemGetInfo(&free_bytes, &total_bytes));
        const auto side = static_cast<std::size_t>(batches_.dataset().imageSize());
        const std::size_t count = batches_.dataset().count();
        if (count * 3 * side * side > free_bytes / 2) return {};
        const auto rows = static_cast<std::int64_t>(count);
        const auto pixels = static_cast<std::int64_t>(side);
        at::Tensor all =
            at::empty({rows, 3, pixels, pixels}, at::TensorOptions(at::kCUDA).dtype(at::kByte));
        constexpr std::int64_t kChunk = 4096;  // pictures
        for (std::int64_t first = 0; first < rows; first += kChunk) {
            const std::int64_t number = std::min(kChunk, rows - first);
            const at::Tensor chunk = at::empty({number, 3, pixels, pixels}, at::kByte);
            const auto indices = std::views::iota(first, first + number);
            if (!readPictures(batches_.dataset(), indices, chunk)) return {};
            all.narrow(0, first, number).copy_(chunk);
        }
        return all;
    }

    Status stage(std::int64_t step, Slot& slot) {
        if (resident_.defined()) {
            auto* to = slot.indices.data_ptr<std::int64_t>();
            for (const std::size_t index : batches_.indicesOf(step))
                *to++ = static_cast<std::int64_t>(index);
            indices_.copy_(slot.indices, true);
        } else {
            if (auto status = batches_.copyBytesOf(step, slot.bytes); !status) return status;
            bytes_.copy_(slot.bytes, true);
        }
        slot.mirrored.copy_(batches_.mirroredOf(step));
        mirrored_.copy_(slot.mirrored, true);
        copyNoise(state_.drawNoise(batches_.batch()), slot.noise);
        copyNoise(slot.noise, noise_);
        return {};
    }

    static void copyNoise(const StepNoise& from, StepNoise& to) {
        to.latents.copy_(from.latents, true);
        if (to.augmentation.defined()) to.augmentation.copy_(from.augmentation, true);
    }

    void seedDropout(std::int64_t step) {
        at::Generator generator = at::cuda::detail::getDefaultCUDAGenerator();
        const std::lock_guard lock(generator.mutex());
        generator.set_current_seed(batches_.seedOf(step));
    }

    at::Tensor compute() {
        const at::Tensor bytes = resident_.defined() ? resident_.index_select(0, indices_) : bytes_;
        return state_.compute(batches_.toInput(bytes, mirrored_), noise_);
    }

    void capture() {
        stream_.synchronize();
        if (captured_plan_) graph_.reset();
        graph_.capture_begin();
        metrics_ = compute();
        graph_.capture_end();
        captured_plan_ = state_.plan();
    }

    void takeOldest() {
        Slot& slot = *pending_.front();
        pending_.pop_front();
        slot.done.synchronize();
        ended_.push_back(GanStep::metricsFrom(slot.metrics));
    }

    GanStep& state_;
    BatchSource& batches_;
    c10::cuda::CUDAStream stream_;
    at::Tensor resident_;
    at::Tensor indices_, bytes_, mirrored_, metrics_;  // a step's, at fixed addresses
    StepNoise noise_;
    std::array<Slot, kInFlight> slots_;
    std::size_t next_slot_ = 0;
    std::deque<Slot*> pending_;
    int plain_steps_ = 0;
    bool plain_for_ = true;                  // StepPlan::generator_learns of the plain steps
    std::optional<StepPlan> captured_plan_;  // what the graph holds
    at::cuda::CUDAGraph graph_;
    std::vector<StepMetrics> ended_;
};

}  // namespace

bool builtForCuda() {
    return true;
}

bool gpuHasBf16() {
    constexpr int kAmpere = 8;
    return at::cuda::getCurrentDeviceProperties()->major >= kAmpere;
}

std::unique_ptr<StepRunner> makeCudaStepRunner(GanStep& state, BatchSource& batches) {
    return std::make_unique<CudaStepRunner>(state, batches);
}

#else

bool builtForCuda() {
    return false;
}

bool gpuHasBf16() {
    return false;
}

std::unique_ptr<StepRunner> makeCudaStepRunner(GanStep&, BatchSource&) {
    TORCH_CHECK(false, "built without CUDA");
}

#endif

}  // namespace faceloom
