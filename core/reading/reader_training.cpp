#include "core/reading/reader_training.h"

#include "core/gan/caching_allocator.h"
#include "core/gan/tensor_file.h"
#include "core/reading/picture_jitter.h"
#include "core/train/compute_plan.h"
#include "core/train/one_cycle.h"
#include "core/train/picture_bytes.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <random>

namespace faceloom {

namespace {

using Clock = std::chrono::steady_clock;

class ReaderRun {
public:
    ReaderRun(const PackedDataset& dataset, const ReaderTask& task,
              const ReaderTrainOptions& options, const ComputePlan& plan)
        : dataset_(dataset),
          task_(task),
          options_(options),
          plan_(plan),
          random_(at::make_generator<at::CPUGeneratorImpl>(options.seed)),
          network_(task.outputs, options.dropout, random_),
          average_(task.outputs, options.dropout, random_),
          order_(task.training),
          shuffle_(options.seed) {
        copyState(*network_, *average_);
        network_->to(plan.device);
        network_->setComputeType(plan.type);
        optimizer_ = std::make_unique<torch::optim::AdamW>(
            network_->parameters(),
            torch::optim::AdamWOptions(options.learning_rate).weight_decay(options.weight_decay));
        steps_an_epoch_ = static_cast<std::int64_t>(order_.size()) / options.batch;
    }

    Result<FaceNetwork> carryOut(const std::stop_token& stop, const ReaderObserver& observer) {
        network_->train();
        const std::int64_t total = steps_an_epoch_ * options_.epochs;
        const auto start = Clock::now();
        for (std::int64_t step = 0; step < total; ++step) {
            if (stop.stop_requested()) {
                return fail(ErrorCode::Cancelled, "stopped after step {}; nothing was written",
                            step);
            }
            if (step % steps_an_epoch_ == 0) std::ranges::shuffle(order_, shuffle_);
            setLearningRate(oneCycle(options_.learning_rate, step, total));
            const auto loss = oneStep(step % steps_an_epoch_);
            if (!loss) return passOn(loss);
            if (!std::isfinite(*loss)) {
                return fail(ErrorCode::NonFinite, "the loss is not finite at step {}", step + 1);
            }
            followState(*network_, *average_, options_.weight_average, step);
            const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
            const double a_step = seconds / static_cast<double>(step + 1);
            observer({step + 1, total, static_cast<int>(step / steps_an_epoch_) + 1, *loss,
                      options_.batch / a_step, a_step * static_cast<double>(total - step - 1)});
        }
        average_->eval();
        return average_;
    }

private:
    void setLearningRate(double rate) {
        for (auto& group : optimizer_->param_groups())
            static_cast<torch::optim::AdamWOptions&>(group.options()).lr(rate);
    }

    Result<double> oneStep(std::int64_t batch) {
        const auto first = order_.begin() + batch * options_.batch;
        const std::vector<std::size_t> positions(first, first + options_.batch);
        const auto read = picturesAt(positions);
        if (!read) return passOn(read);
        const at::Tensor pictures = jittered(*read, options_.jitter, random_).to(plan_.device);
        optimizer_->zero_grad();
        const std::optional<at::Generator> dropout =
            plan_.device.is_cpu() ? std::optional<at::Generator>(random_) : std::nullopt;
        const at::Tensor loss =
            task_.loss(network_->forward(pictures, dropout).to(at::kCPU), positions);
        loss.backward();
        optimizer_->step();
        return loss.item<double>();
    }

    // [N, 3, 64, 64] float32 in 0..1.
    Result<at::Tensor> picturesAt(const std::vector<std::size_t>& positions) const {
        const at::Tensor bytes = at::empty(
            {static_cast<std::int64_t>(positions.size()), 3, kReadSide, kReadSide}, at::kByte);
        if (auto status = readPictures(dataset_, positions, bytes); !status) return passOn(status);
        return bytes.to(at::kFloat).div_(255.0);
    }

    const PackedDataset& dataset_;
    const ReaderTask& task_;
    ReaderTrainOptions options_;
    ComputePlan plan_;
    at::Generator random_;
    FaceNetwork network_;
    FaceNetwork average_;
    std::vector<std::size_t> order_;
    std::mt19937_64 shuffle_;
    std::unique_ptr<torch::optim::AdamW> optimizer_;
    std::int64_t steps_an_epoch_ = 0;
};

}  // namespace

Result<FaceNetwork> trainFaceNetwork(const PackedDataset& dataset, const ReaderTask& task,
                                     const ReaderTrainOptions& options, const std::stop_token& stop,
                                     const ReaderObserver& observer) {
    if (auto status = options.check(); !status) return passOn(status);
    if (dataset.imageSize() != kReadSide) {
        return fail(ErrorCode::InvalidArgument, "{}: pictures of {} pixels, not {}",
                    dataset.path().string(), dataset.imageSize(), kReadSide);
    }
    if (task.training.size() < static_cast<std::size_t>(options.batch)) {
        return fail(ErrorCode::InvalidArgument,
                    "{} pictures to learn from are fewer than a batch of {}", task.training.size(),
                    options.batch);
    }
    const auto plan = planCompute(DeviceChoice::Auto, options.precision);
    if (!plan) return passOn(plan);
    try {
        auto network = ReaderRun(dataset, task, options, *plan).carryOut(stop, observer);
        releaseCachedMemory();
        return network;
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "training failed: {}", error.what());
    }
}

}  // namespace faceloom
