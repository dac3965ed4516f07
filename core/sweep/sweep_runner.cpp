#include "core/sweep/sweep_runner.h"

#include "core/base/log.h"
#include "core/base/one_line.h"
#include "core/sweep/sweep_state.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

namespace faceloom {

namespace {

using Clock = std::chrono::steady_clock;

class Sweep {
public:
    Sweep(const SweepRequest& request, const TrialWork& work, const std::stop_token& stop,
          SweepObserver& observer)
        : request_(request),
          work_(work),
          stop_(stop),
          observer_(observer),
          trials_(request.plan.trials()) {}

    SweepReport carryOut() {
        for (const Trial& trial : trials_) {
            if (request_.retry_failed) forgetProblem(request_.folder, trial);
            states_.push_back(readTrial(request_.folder, trial));
        }
        const std::stop_callback on_stop(stop_, [this] {
            const std::lock_guard lock(mutex_);
            own_stop_.request_stop();
            changed_.notify_all();
        });
        std::unique_lock lock(mutex_);
        for (;;) {
            removeEnded(lock);
            while (!own_stop_.stop_requested() && static_cast<int>(active_.size()) < atOnce()) {
                const auto task = nextTask();
                if (!task) break;
                begin(*task);
            }
            if (active_.empty()) break;
            changed_.wait(lock, [this] { return anyEnded() || wantsStop(); });
            if (wantsStop()) own_stop_.request_stop();
            changed_.wait(lock, [this] { return anyEnded(); });
        }
        return report();
    }

private:
    struct Active {
        SweepTask task;
        Clock::time_point since;
        std::int64_t steps_before = 0;
        bool ended = false;
        std::jthread thread;
    };

    [[nodiscard]] int atOnce() const { return std::max(1, request_.at_once); }
    [[nodiscard]] bool wantsStop() const { return stop_.stop_requested() || budget_spent_; }
    [[nodiscard]] bool anyEnded() const { return std::ranges::any_of(active_, &Active::ended); }

    // What the schedule asks for, nobody does yet, and the budget has room for.
    std::optional<SweepTask> nextTask() {
        if (secondsSpent() >= secondsAllowed()) {
            budget_spent_ = true;
            return std::nullopt;
        }
        for (const SweepTask& task : scheduleOf(request_.plan, trials_, states_).next) {
            const bool taken = std::ranges::any_of(
                active_, [&](const Active& one) { return one.task.trial == task.trial; });
            if (taken) continue;
            const std::int64_t more =
                std::max<std::int64_t>(task.steps - states_[task.trial].steps, 0);
            if (request_.plan.budget_steps > 0 &&
                stepsSpent() + more > request_.plan.budget_steps) {
                budget_spent_ = active_.empty();
                return std::nullopt;
            }
            return task;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::int64_t stepsSpent() const {
        std::int64_t spent = 0;
        for (const TrialState& state : states_)
            spent += state.steps;
        for (const Active& one : active_)
            spent += std::max<std::int64_t>(one.task.steps - one.steps_before, 0);
        return spent;
    }
    [[nodiscard]] double secondsAllowed() const {
        constexpr double kHour = 3600;
        return request_.plan.budget_hours > 0 ? kHour * request_.plan.budget_hours
                                              : std::numeric_limits<double>::infinity();
    }
    [[nodiscard]] double secondsSpent() const {
        double spent = 0;
        for (const TrialState& state : states_)
            spent += state.seconds;
        for (const Active& one : active_)
            spent += std::chrono::duration<double>(Clock::now() - one.since).count();
        return spent;
    }

    void begin(const SweepTask& task) {
        observer_.onTrialStarted(trials_[task.trial], task.steps);
        Active& one = active_.emplace_back();
        one.task = task;
        one.since = Clock::now();
        one.steps_before = states_[task.trial].steps;
        one.thread = std::jthread([this, &one] { carryOut(one); });
    }

    void carryOut(Active& one) {
        const Trial& trial = trials_[one.task.trial];
        const auto tell = [this, &trial](const TrialProgress& progress) {
            const std::lock_guard lock(mutex_);
            observer_.onTrialProgress(trial, progress);
            if (secondsSpent() < secondsAllowed() || budget_spent_) return;
            budget_spent_ = true;
            changed_.notify_all();
        };
        Status status;
        try {
            status = work_(trial, one.task.steps, own_stop_.get_token(), tell);
        } catch (const std::exception& error) {
            status = fail(ErrorCode::Internal, "the run failed: {}", error.what());
        }
        TrialState state = readTrial(request_.folder, trial);
        if (status && !state.failed() && state.measuredAt(one.task.steps) == nullptr)
            status = fail(ErrorCode::Internal, "the run ended without a measure");
        const std::lock_guard lock(mutex_);
        if (!status && status.error().code != ErrorCode::Cancelled) {
            state.problem = firstLineOf(status.error().message);
            logWarning("{}: {}", trial.name, state.problem);
            if (const auto written = writeProblem(request_.folder, trial, state.problem); !written)
                logWarning("{}", written.error().message);
        }
        states_[one.task.trial] = std::move(state);
        observer_.onTrialEnded(trial, status);
        one.ended = true;
        changed_.notify_all();
    }

    void removeEnded(std::unique_lock<std::mutex>& lock) {
        for (auto one = active_.begin(); one != active_.end();) {
            if (!one->ended) {
                ++one;
                continue;
            }
            lock.unlock();
            one->thread.join();
            lock.lock();
            one = active_.erase(one);
        }
    }

    [[nodiscard]] SweepReport report() const {
        SweepReport report;
        report.complete = scheduleOf(request_.plan, trials_, states_).next.empty();
        report.stopped = stop_.stop_requested() && !report.complete;
        report.budget_spent = budget_spent_ && !report.complete;
        report.failed = static_cast<std::size_t>(
            std::ranges::count_if(states_, [](const TrialState& state) { return state.failed(); }));
        return report;
    }

    const SweepRequest& request_;
    const TrialWork& work_;
    std::stop_token stop_;
    std::stop_source own_stop_;
    SweepObserver& observer_;
    std::vector<Trial> trials_;
    std::mutex mutex_;  // of what follows, and of calls to the observer
    std::condition_variable changed_;
    std::vector<TrialState> states_;
    bool budget_spent_ = false;
    std::list<Active> active_;  // last: its threads end before the rest goes
};

}  // namespace

Result<SweepReport> runSweep(const SweepRequest& request, const TrialWork& work,
                             const std::stop_token& stop, SweepObserver& observer) {
    if (auto status = request.plan.check(); !status) return passOn(status);
    const auto lock = request.folder.claim(request.plan);
    if (!lock) return passOn(lock);
    logInfo("sweep in {}: {} runs", request.folder.root().string(), request.plan.trials().size());
    return Sweep(request, work, stop, observer).carryOut();
}

}  // namespace faceloom
