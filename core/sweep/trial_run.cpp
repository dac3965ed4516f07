#include "core/sweep/trial_run.h"

#include "core/data/hold_out.h"
#include "core/sweep/sweep_state.h"
#include "core/sweep/trial_measure.h"
#include "core/train/run_folder.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <memory>

namespace faceloom {

namespace {

// Ends the run at a step before its last, so that its learning rates and its data order are those
// of the whole run.
class Halt : public TrainObserver {
public:
    Halt(std::int64_t target, const std::function<void(const TrialProgress&)>& tell)
        : target_(target), tell_(tell) {}

    [[nodiscard]] std::stop_source& source() { return source_; }
    void onStart(const RunStart& start) override { step_ = start.step; }
    void onStep(const StepMetrics&, const RunProgress& progress) override {
        tell_({progress.step, target_, progress.images_per_second, false});
    }
    // Called once before each step.
    void atStepBorder(const std::stop_token&) override {
        if (step_++ >= target_) source_.request_stop();
    }

private:
    std::int64_t target_;
    const std::function<void(const TrialProgress&)>& tell_;
    std::int64_t step_ = 0;
    std::stop_source source_;
};

Result<PackedDataset> picturesFor(const SweepPlan& plan, int image_size) {
    const auto found = std::ranges::find(plan.pictures, image_size, &SweepPictures::image_size);
    if (found == plan.pictures.end()) {
        return fail(ErrorCode::InvalidArgument, "there are no pictures of {} pixels for it",
                    image_size);
    }
    return PackedDataset::open(found->file);
}

Status train(const RunFolder& folder, const PackedDataset& dataset, const SweepPlan& plan,
             const TrainOptions& options, std::int64_t target, const std::stop_token& stop,
             const std::function<void(const TrialProgress&)>& tell) {
    RunRequest request;
    request.options = options;
    request.run_folder = folder.root();
    request.data_name = plan.data_name;
    request.resume = folder.hasRun();
    Halt halt(target, tell);
    const std::stop_callback on_stop(stop, [&halt] { halt.source().request_stop(); });
    const auto report = runTraining(dataset, request, halt.source().get_token(), halt);
    if (!report) return passOn(report);
    if (report->steps_done < target) return fail(ErrorCode::Cancelled, "stopped");
    return {};
}

Status carryOut(const SweepFolder& sweep, const SweepPlan& plan, int threads,
                TrialMeasuring& measuring, const Trial& trial, std::int64_t target,
                const std::stop_token& stop,
                const std::function<void(const TrialProgress&)>& tell) {
    auto options = withSetting(plan.base, trial.values);
    if (!options) return passOn(options);
    options->seed = trial.seed;
    if (threads > 0) options->threads = threads;
    const auto dataset = picturesFor(plan, options->network.imageSize());
    if (!dataset) return passOn(dataset);
    const RunFolder folder(sweep.runFolder(trial));
    const auto steps = folder.checkpointSteps();
    if (std::ranges::find(steps, target) == steps.end()) {
        if (auto status = train(folder, *dataset, plan, *options, target, stop, tell); !status)
            return status;
    }
    tell({target, target, 0, true});
    const auto measure = measuring.measure(folder.checkpointFile(target), *dataset, stop);
    if (!measure) return passOn(measure);
    return addMeasure(folder.measuresFile(), *measure);
}

}  // namespace

TrialWork trialHere(const SweepFolder& folder, const SweepPlan& plan, int threads) {
    const auto measuring = std::make_shared<TrialMeasuring>(
        static_cast<std::size_t>(plan.base.hold_out), static_cast<std::size_t>(plan.faces));
    return [folder, plan, threads, measuring](
               const Trial& trial, std::int64_t target, const std::stop_token& stop,
               const std::function<void(const TrialProgress&)>& tell) {
        return carryOut(folder, plan, threads, *measuring, trial, target, stop, tell);
    };
}

Status checkPictures(const SweepPlan& plan) {
    constexpr std::size_t kLeast = 20;  // of a kernel distance
    if (plan.pictures.empty())
        return fail(ErrorCode::InvalidArgument,
                    "no setting can be trained, or there are no pictures");
    for (const SweepPictures& pictures : plan.pictures) {
        const auto dataset = PackedDataset::open(pictures.file);
        if (!dataset) return passOn(dataset);
        const auto held_out =
            heldOutCount(dataset->count(), static_cast<std::size_t>(plan.base.hold_out));
        if (held_out < kLeast) {
            return fail(ErrorCode::InvalidArgument,
                        "{}: of {} pictures {} can be held out (a tenth, {} asked for); {} are "
                        "needed to measure with",
                        pictures.file.string(), dataset->count(), held_out, plan.base.hold_out,
                        kLeast);
        }
    }
    return {};
}

}  // namespace faceloom
