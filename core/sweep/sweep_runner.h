// Carries out what a sweep still lacks, one run after another or several at a time. Each run's
// failure is its own: the others go on. No Torch here.
#pragma once

#include "core/base/result.h"
#include "core/sweep/sweep_folder.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace faceloom {

struct TrialProgress {
    std::int64_t step = 0;  // done
    std::int64_t target = 0;
    double images_per_second = 0;
    bool measuring = false;  // trained; its faces are being compared with pictures
};

// What a sweep calls back, on threads of its own, one call at a time. Defaults do nothing.
class SweepObserver {
public:
    virtual ~SweepObserver() = default;
    virtual void onTrialStarted(const Trial&, std::int64_t /*target*/) {}
    virtual void onTrialProgress(const Trial&, const TrialProgress&) {}
    // Measured; or stopped (Cancelled), to be gone on with; or failed, and why.
    virtual void onTrialEnded(const Trial&, const Status&) {}
};

// Trains a run to so many steps and measures it there, going on from what its folder holds. Tells
// its progress; returns soon after the token is triggered, Cancelled.
using TrialWork =
    std::function<Status(const Trial& trial, std::int64_t target, const std::stop_token& stop,
                         const std::function<void(const TrialProgress&)>& tell)>;

struct SweepReport {
    bool complete = false;  // nothing is left to do
    bool stopped = false;   // by the token
    bool budget_spent = false;
    std::size_t failed = 0;  // runs
};

struct SweepRequest {
    SweepFolder folder;
    SweepPlan plan;
    int at_once = 1;            // runs
    bool retry_failed = false;  // those that failed earlier
};

// Until all is done, the budget is spent, or the token is triggered. A run under way when the hours
// are spent is stopped and saved; one that the steps no longer suffice for is not begun. The folder
// is locked meanwhile (RunLock). Errors: InvalidArgument (the plan), Unavailable (another process
// has the sweep), WriteFailed.
[[nodiscard]] Result<SweepReport> runSweep(const SweepRequest& request, const TrialWork& work,
                                           const std::stop_token& stop, SweepObserver& observer);

}  // namespace faceloom
