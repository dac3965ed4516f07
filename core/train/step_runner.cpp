#include "core/train/step_runner.h"

#include "core/train/cuda_step_runner.h"

#include <future>

namespace faceloom {

namespace {

// Each step is done when submit returns. The next batch is prepared meanwhile.
class CpuStepRunner : public StepRunner {
public:
    CpuStepRunner(GanStep& state, BatchSource& batches) : state_(state), batches_(batches) {}

    ~CpuStepRunner() override {
        if (next_.valid()) next_.wait();
    }

    Status submit(std::int64_t step) override {
        const auto batch = next_.valid() && next_step_ == step ? next_.get() : prepared(step).get();
        if (!batch) return passOn(batch);
        next_step_ = step + 1;
        next_ = prepared(next_step_);
        ended_.push_back(state_.run(*batch));
        return {};
    }

    std::vector<StepMetrics> collect() override { return std::exchange(ended_, {}); }
    std::vector<StepMetrics> finish() override { return collect(); }

private:
    std::future<Result<at::Tensor>> prepared(std::int64_t step) {
        if (next_.valid()) next_.wait();  // the source serves one caller at a time
        return std::async(std::launch::async, [this, step] { return batches_.batchOf(step); });
    }

    GanStep& state_;
    BatchSource& batches_;
    std::int64_t next_step_ = -1;
    std::future<Result<at::Tensor>> next_;
    std::vector<StepMetrics> ended_;
};

}  // namespace

std::unique_ptr<StepRunner> makeStepRunner(const ComputePlan& plan, GanStep& state,
                                           BatchSource& batches) {
    if (plan.device.is_cuda()) return makeCudaStepRunner(state, batches);
    return std::make_unique<CpuStepRunner>(state, batches);
}

}  // namespace faceloom
