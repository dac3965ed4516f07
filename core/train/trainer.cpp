#include "core/train/trainer.h"

#include "core/base/png_file.h"
#include "core/gan/caching_allocator.h"
#include "core/gan/compute_runtime.h"
#include "core/gan/model_file.h"
#include "core/gan/tensor_file.h"
#include "core/train/batch_source.h"
#include "core/train/patient_writer.h"
#include "core/train/preview_renderer.h"
#include "core/train/run_log.h"
#include "core/train/run_opening.h"
#include "core/train/run_recorder.h"
#include "core/train/run_watch.h"
#include "core/train/step_runner.h"

#include <chrono>
#include <cmath>

#include <torch/torch.h>

namespace faceloom {

namespace {

using Clock = std::chrono::steady_clock;

bool allFinite(const torch::nn::Module& module) {
    for (const auto& [name, tensor] : stateOf(module)) {
        if (!at::isfinite(tensor).all().item<bool>()) return false;
    }
    return true;
}

class Run {
public:
    Run(const PackedDataset& dataset, std::string data_sha256, const RunRequest& request,
        const ComputePlan& plan, const std::stop_token& stop, TrainObserver& observer)
        : options_(withBatch(request.options, plan.device)),
          request_(request),
          plan_(plan),
          stop_(stop),
          observer_(observer),
          dataset_(dataset),
          data_sha256_(std::move(data_sha256)),
          batches_(dataset, options_.batch, options_.seed, options_.mirror, options_.network.output,
                   options_.hold_out),
          recorder_(RunFolder(request.run_folder), options_.keep_space_mb),
          writer_(
              request.run_folder, [this] { return recorder_.restore(); }, observer, stop),
          total_steps_(options_.steps > 0 ? options_.steps : batches_.stepsFor(options_.epochs)),
          watch_(options_, total_steps_) {}

    Result<RunReport> carryOut() {
        if (auto status = open(); !status) return passOn(status);
        if (resumed_ && step_ >= total_steps_) return report(RunEnd::AlreadyFinished);
        if (auto status = recorder_.begin(description(), history_); !status) return passOn(status);
        observer_.onStart({recorder_.folder().root(), step_, total_steps_, plan_.device.str(),
                           std::string(plan_.type ? "bf16" : "float32")});
        if (!resumed_) {
            if (auto status = preview(); !status) return passOn(status);
        }
        under_way_ = true;
        return loop();
    }

private:
    static TrainOptions withBatch(TrainOptions options, at::Device device) {
        options.batch = options.batchOn(device.is_cuda());
        return options;
    }

    RunDescription description() const {
        return {options_,     started_with_,    request_.data_name, dataset_.path(),
                data_sha256_, dataset_.count(), FACELOOM_VERSION};
    }

    // The folder is this run's from here on.
    Status open() {
        const auto make_state = [this] {
            return std::make_unique<GanStep>(options_, plan_.device, plan_.type);
        };
        auto opening = openRun(recorder_, request_, description(), make_state, observer_);
        if (!opening) return passOn(opening);
        state_ = std::move(opening->state);
        started_with_ = std::move(opening->started_with);
        history_ = std::move(opening->history);
        resumed_ = opening->resumed;
        step_ = opening->step;
        if (!resumed_) return {};
        last_checkpoint_ = step_;
        watchEarlier();
        return renewGenerator();
    }

    // The pictures of the newest checkpoints tell how much the faces differed.
    void watchEarlier() {
        watch_.takeEarlier(history_);
        constexpr std::size_t kMost = 50;
        const RunFolder& folder = recorder_.folder();
        auto steps = folder.checkpointSteps();
        std::erase_if(steps, [this](std::int64_t step) { return step > step_; });
        if (steps.size() > kMost) steps.erase(steps.begin(), steps.end() - kMost);
        for (const std::int64_t step : steps) {
            const auto sheet = readPng(folder.sampleFile(step), kLargestPreviewSheet);
            if (!sheet) continue;
            if (auto faces = facesOnSheet(*sheet)) watch_.takeEarlier({step, std::move(*faces)});
        }
    }

    // A run that was killed between a checkpoint and its generator has an older one.
    Status renewGenerator() {
        const auto info = readModelInfo(recorder_.folder().generatorFile());
        if (info && info->step == step_) return {};
        return recorder_.recordGenerator(settledCopy(state_->shownGenerator()), modelInfo());
    }

    // Once the run is under way, a write that fails is waited for; what is lost if that is ended is
    // said.
    Status keep(const PatientWriter::Work& work) {
        if (!under_way_) return work();
        const auto status = writer_.carryOut(work);
        last_recorded_ += writer_.takeTimeHeld();  // waiting is not a slow step
        if (status) return {};
        return fail(status.error().code, "{}; the run has ended after step {}; {}",
                    status.error().message, step_,
                    last_checkpoint_ < 0 ? std::string("nothing of it had been saved")
                                         : fmt::format("what came after the checkpoint of step {} "
                                                       "is lost",
                                                       last_checkpoint_));
    }

    Result<RunReport> loop() {
        runner_ = makeStepRunner(plan_, *state_, batches_);
        recorded_ = step_;
        while (step_ < total_steps_) {
            const auto border = Clock::now();
            observer_.atStepBorder(stop_);
            last_recorded_ += Clock::now() - border;  // a pause is not a slow step
            if (stop_.stop_requested()) return endWith(RunEnd::Stopped);
            if (observer_.wantsEnd()) return endWith(RunEnd::Flat);
            if (auto status = oneStep(); !status) return passOn(status);
        }
        return endWith(RunEnd::Finished);
    }

    Result<RunReport> endWith(RunEnd end) {
        if (auto status = lastPreview(); !status) return passOn(status);
        if (auto status = checkpoint(); !status) return passOn(status);
        RunReport ended = report(end);
        observer_.onEnd(ended, stop_);
        return ended;
    }

    // So that what is shown is what was saved.
    Status lastPreview() { return last_preview_ == step_ ? Status{} : preview(); }

    Status oneStep() {
        if (recorded_ == step_)
            last_recorded_ = Clock::now();  // nothing under way: a pause is over
        state_->setPlan({options_.rateShare(step_, total_steps_), options_.generatorLearns(step_)});
        if (auto status = runner_->submit(step_); !status) return endWithout(status.error());
        ++step_;
        if (auto status = record(runner_->collect()); !status) return status;
        if (options_.preview_every > 0 && step_ % options_.preview_every == 0) {
            if (auto status = preview(); !status) return status;
        }
        // In a folder that was made anew there is none.
        const bool replaced = recorder_.takeFolderReplaced();
        if (replaced) last_checkpoint_ = -1;
        if (replaced || (options_.checkpoint_every > 0 && step_ % options_.checkpoint_every == 0))
            return checkpoint();
        return {};
    }

    // Without the pictures of the next step: what was learnt until now is kept.
    Status endWithout(const Error& pictures) {
        if (auto status = checkpoint(); !status) return status;
        return fail(
            pictures.code,
            "{}; the run has ended after step {}, whose checkpoint is kept: it goes on once "
            "the pictures are there again",
            pictures.message, step_);
    }

    // Until the state is that after all steps submitted.
    Status catchUp() { return runner_ ? record(runner_->finish()) : Status{}; }

    Status record(const std::vector<StepMetrics>& ended) {
        if (ended.empty()) return {};
        const auto now = Clock::now();
        const double seconds =
            std::max(std::chrono::duration<double>(now - last_recorded_).count(), 1e-9) /
            static_cast<double>(ended.size());
        last_recorded_ = now;
        for (StepMetrics metrics : ended) {
            metrics.epoch = batches_.epochOf(recorded_) + 1;
            metrics.step = ++recorded_;
            metrics.images_per_second = options_.batch / seconds;
            if (auto status = checkFinite(metrics); !status) return status;
            if (auto status = keep([&] { return recorder_.recordStep(metrics); }); !status)
                return status;
            observer_.onStep(metrics, progressAfter(metrics, seconds));
            tell(watch_.onStep(metrics));
        }
        return {};
    }

    void tell(const std::optional<Alarm>& alarm) {
        if (alarm) observer_.onAlarm(*alarm);
    }

    tl::unexpected<Error> nonFinite(std::int64_t step, const std::string& text) const {
        observer_.onAlarm({AlarmKind::NonFinite, step, step, text});
        return fail(ErrorCode::NonFinite, "{}", text);
    }

    Status checkFinite(const StepMetrics& metrics) const {
        for (const double loss : {metrics.d_loss_real, metrics.d_loss_fake, metrics.g_loss}) {
            if (std::isfinite(loss)) continue;
            return nonFinite(metrics.step,
                             fmt::format("a loss is not finite at step {} (D real {}, D fake {}, G "
                                         "{}); training has stopped; {}",
                                         metrics.step, metrics.d_loss_real, metrics.d_loss_fake,
                                         metrics.g_loss, keptCheckpoint()));
        }
        return {};
    }

    std::string keptCheckpoint() const {
        const auto kept = recorder_.folder().checkpointSteps();
        return kept.empty() ? std::string("no checkpoint had been written")
                            : fmt::format("the checkpoint of step {} stays", kept.back());
    }

    RunProgress progressAfter(const StepMetrics& metrics, double seconds) {
        constexpr double kKept = 0.9;
        seconds_a_step_ =
            seconds_a_step_ == 0 ? seconds : kKept * seconds_a_step_ + (1 - kKept) * seconds;
        RunProgress progress;
        progress.step = metrics.step;
        progress.total_steps = total_steps_;
        progress.epoch = metrics.epoch;
        progress.total_epochs = batches_.epochOf(total_steps_ - 1) + 1;
        progress.images_per_second = options_.batch / seconds_a_step_;
        progress.seconds_left = static_cast<double>(total_steps_ - metrics.step) * seconds_a_step_;
        return progress;
    }

    Status preview() {
        if (auto status = catchUp(); !status) return status;
        return preview(settledCopy(state_->shownGenerator()));
    }

    Status preview(Generator settled) {
        const Preview preview{step_, drawPreview(settled, options_.seed)};
        if (auto status = keep([&] { return recorder_.recordPreview(preview); }); !status)
            return status;
        last_preview_ = step_;
        observer_.onPreview(preview);
        tell(watch_.onPreview(preview));
        return {};
    }

    Status checkpoint() {
        if (auto status = catchUp(); !status) return status;
        if (last_checkpoint_ == step_) return {};
        const Generator settled = settledCopy(state_->shownGenerator());
        // A step's losses are computed before its update: the update itself may be what overflowed.
        if (!allFinite(*settled) || !allFinite(*state_->generator) ||
            !allFinite(*state_->discriminator)) {
            return nonFinite(step_,
                             fmt::format("a weight is not finite after step {}; training has "
                                         "stopped; {}",
                                         step_, keptCheckpoint()));
        }
        // Every checkpoint has its picture.
        if (last_preview_ != step_) {
            if (auto status = preview(settled); !status) return status;
        }
        const auto write = [&] {
            return recorder_.recordCheckpoint(*state_, settled, modelInfo(),
                                              observer_.stepsInUse());
        };
        if (auto status = keep(write); !status) return status;
        last_checkpoint_ = step_;
        observer_.onCheckpoint(step_, recorder_.folder().generatorFile());
        return {};
    }

    ModelInfo modelInfo() const {
        ModelInfo info;
        info.step = step_;
        info.epoch =
            static_cast<double>(step_) * options_.batch / static_cast<double>(batches_.pictures());
        info.trained_on = request_.data_name;
        return info;
    }

    RunReport report(RunEnd end) const {
        return {end, step_, recorder_.folder().root(), recorder_.folder().generatorFile(), {}};
    }

    TrainOptions options_;
    RunRequest request_;
    ComputePlan plan_;
    std::stop_token stop_;
    TrainObserver& observer_;
    PackedDataset dataset_;
    std::string data_sha256_;
    BatchSource batches_;
    RunRecorder recorder_;
    PatientWriter writer_;
    std::unique_ptr<GanStep> state_;
    std::unique_ptr<StepRunner> runner_;
    std::int64_t total_steps_;
    RunWatch watch_;
    std::int64_t step_ = 0;      // submitted
    std::int64_t recorded_ = 0;  // of those, whose metrics are known
    Clock::time_point last_recorded_;
    std::int64_t last_preview_ = -1;
    std::int64_t last_checkpoint_ = -1;
    double seconds_a_step_ = 0;
    bool resumed_ = false;
    bool under_way_ = false;
    std::string started_with_;
    std::vector<StepMetrics> history_;
};

Status checkRequest(const PackedDataset& dataset, const RunRequest& request) {
    if (auto status = request.options.check(); !status) return status;
    if (dataset.count() == 0) {
        return fail(ErrorCode::InvalidArgument, "{}: no picture to train on",
                    dataset.path().string());
    }
    if (dataset.imageSize() != request.options.network.imageSize()) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: pictures of {} pixels for networks of {} pixels", dataset.path().string(),
                    dataset.imageSize(), request.options.network.imageSize());
    }
    return {};
}

Result<RunReport> checkAndRun(const PackedDataset& dataset, const RunRequest& request,
                              const std::stop_token& stop, TrainObserver& observer) {
    if (auto status = checkRequest(dataset, request); !status) return passOn(status);
    const auto plan = planCompute(request.options.device, request.options.precision);
    if (!plan) return passOn(plan);
    auto data_sha256 = dataset.picturesSha256();
    if (!data_sha256) return passOn(data_sha256);
    useComputeThreads(request.options.threads);  // also after a run that was to use fewer
    try {
        auto report =
            Run(dataset, std::move(*data_sha256), request, *plan, stop, observer).carryOut();
        releaseCachedMemory();
        return report;
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "training failed: {}", error.what());
    }
}

}  // namespace

Result<RunReport> runTraining(const PackedDataset& dataset, const RunRequest& request,
                              const std::stop_token& stop, TrainObserver& observer) {
    RunLog log(request, observer);
    auto report = checkAndRun(dataset, request, stop, log);
    log.end(report);
    return report;
}

}  // namespace faceloom
