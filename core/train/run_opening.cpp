#include "core/train/run_opening.h"

#include "core/train/checkpoint.h"
#include "core/train/first_weights.h"
#include "core/train/loss_file.h"
#include "core/train/roll_back.h"
#include "core/train/same_run.h"

#include <utility>

namespace faceloom {

namespace {

using MakeState = std::function<std::unique_ptr<GanStep>()>;

class Opening {
public:
    Opening(RunRecorder& recorder, const RunDescription& run, const MakeState& make_state,
            TrainObserver& observer)
        : recorder_(recorder),
          folder_(recorder.folder()),
          run_(run),
          make_state_(make_state),
          observer_(observer) {
        found_.state = make_state_();
    }

    Result<RunOpening> carryOut(const RunRequest& request) {
        if (!folder_.hasRun()) {
            if (auto status = takeFirst(); !status) return passOn(status);
        }
        if (auto status = recorder_.takeOver(); !status) return passOn(status);
        if (folder_.hasRun() && !request.resume) {
            return fail(ErrorCode::InvalidArgument,
                        "{}: there is a run in this folder; resume it or choose another folder",
                        folder_.root().string());
        }
        if (folder_.hasRun()) {
            if (auto status = goOn(request); !status) return passOn(status);
        }
        if (request.resume && !found_.resumed) {
            observer_.onMessage(fmt::format("{}: nothing to resume from; starting afresh",
                                            folder_.root().string()));
        }
        return std::move(found_);
    }

private:
    Status goOn(const RunRequest& request) {
        const auto before = folder_.readDescription();
        if (!before) return passOn(before);
        if (auto status = checkSameRun(*before, run_); !status) return status;
        found_.started_with = before->started_with;
        if (request.from_step) {
            if (auto status = rollBackTo(*request.from_step); !status) return status;
        }
        return resume();
    }

    // The weights of an earlier model.
    Status takeFirst() {
        const auto first =
            takeFirstWeights(run_.options.start_from, run_.options.network, *found_.state);
        if (!first) return passOn(first);
        found_.started_with = first->taken;
        if (!first->message.empty()) observer_.onMessage(first->message);
        return {};
    }

    // Nothing is moved unless training can go on from there.
    Status rollBackTo(std::int64_t step) {
        if (const auto plan = planRollBack(folder_, step); !plan) return passOn(plan);
        if (const auto read = readCheckpoint(folder_.checkpointFile(step), *found_.state); !read)
            return passOn(read);
        const auto back = rollBack(folder_, step);
        if (!back) return passOn(back);
        if (back->nothing()) return {};
        observer_.onMessage(fmt::format("what came after step {} is now in {}: {}", step,
                                        back->moved_to.string(), describe(*back)));
        return {};
    }

    // From the newest checkpoint that can be read.
    Status resume() {
        const auto steps = folder_.checkpointSteps();
        for (auto newest = steps.rbegin(); newest != steps.rend(); ++newest) {
            const auto step = readCheckpoint(folder_.checkpointFile(*newest), *found_.state);
            if (step) {
                found_.step = *step;
                found_.resumed = true;
                return takeHistory();
            }
            observer_.onMessage(step.error().message + "; trying the one before");
            found_.state = make_state_();
        }
        std::error_code ignored;
        const bool trained = std::filesystem::exists(folder_.generatorFile(), ignored);
        if (steps.empty() && !trained) return takeFirst();
        // Afresh, it would write over a generator that may be the fruit of weeks.
        if (steps.empty()) {
            return fail(ErrorCode::BrokenFile,
                        "{}: its checkpoints are gone, its trained generator is there; the run "
                        "stays as it is: begin another one in another folder",
                        folder_.root().string());
        }
        return fail(ErrorCode::BrokenFile,
                    "{}: none of its {} checkpoints can be read; the run stays as it is: begin "
                    "another one in another folder",
                    folder_.root().string(), steps.size());
    }

    Status takeHistory() {
        const std::int64_t step = found_.step;
        auto losses = salvageLosses(folder_.lossFile(), step);
        if (!losses) return passOn(losses);
        found_.history = std::move(*losses);
        if (const auto rows = static_cast<std::int64_t>(found_.history.size()); rows < step) {
            observer_.onMessage(fmt::format("{}: the losses of {} of {} steps cannot be read",
                                            folder_.lossFile().string(), step - rows, step));
        }
        observer_.onHistory(found_.history);
        observer_.onMessage(fmt::format("resuming after step {}", step));
        return {};
    }

    RunRecorder& recorder_;
    const RunFolder& folder_;
    const RunDescription& run_;
    const MakeState& make_state_;
    TrainObserver& observer_;
    RunOpening found_;
};

}  // namespace

Result<RunOpening> openRun(RunRecorder& recorder, const RunRequest& request,
                           const RunDescription& run, const MakeState& make_state,
                           TrainObserver& observer) {
    return Opening(recorder, run, make_state, observer).carryOut(request);
}

}  // namespace faceloom
