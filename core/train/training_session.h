// A training run on a thread of its own: start, pause, resume, stop, and a mailbox of what it
// tells.
#pragma once

#include "core/base/result.h"
#include "core/data/packed_dataset.h"
#include "core/train/trainer.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace faceloom {

enum class SessionState {
    Idle,       // never started
    Preparing,  // decoding pictures
    Running,
    Paused,
    Holding,   // what has to be written cannot be: it waits, and goes on by itself when it can
    Stopping,  // asked to stop, the step under way is being carried out
    Finished,  // ended: all steps done
    Stopped,   // ended: as asked
    Failed,    // ended: with an error
};

[[nodiscard]] bool isActive(SessionState state);   // from Preparing to Stopping
[[nodiscard]] bool canStart(SessionState state);   // not active
[[nodiscard]] bool canPause(SessionState state);   // Running
[[nodiscard]] bool canResume(SessionState state);  // Paused
[[nodiscard]] bool canStop(SessionState state);    // Preparing, Running, Paused, Holding

// What happened since the last drain. Metrics are never lost; of previews the newest wins.
struct SessionNews {
    SessionState state = SessionState::Idle;
    RunProgress progress;
    std::size_t prepared =
        0;  // pictures decoded so far, of prepare_total; 0 of 0 when not preparing
    std::size_t prepare_total = 0;
    bool history_replaced = false;  // `metrics` begin with a resumed run's whole history
    std::vector<StepMetrics> metrics;
    std::optional<Preview> preview;
    std::optional<std::filesystem::path> generator;  // newly written
    std::vector<std::string> messages;
    std::vector<Alarm> alarms;
    std::optional<RunMeasures> measures;  // the newest
    std::optional<RunHold> hold;          // with Holding, as long as it lasts
    std::optional<Error> error;           // with Failed, once
    std::optional<RunReport> report;      // with Finished and Stopped, once
};

// Gets the pictures ready on the session's thread; calls `progress(done, total)`.
using DataSource = std::function<Result<PackedDataset>(
    const std::stop_token& stop, const std::function<void(std::size_t, std::size_t)>& progress,
    const std::function<void(const std::string&)>& message)>;

// How a run is carried out: runTraining, or what adds to it.
using RunCarrier =
    std::function<Result<RunReport>(const PackedDataset& dataset, const RunRequest& request,
                                    const std::stop_token& stop, TrainObserver& observer)>;

// All functions may be called from any thread, and none blocks but the destructor, which stops the
// run and waits.
class TrainingSession {
public:
    explicit TrainingSession(RunCarrier carrier = runTraining);
    ~TrainingSession();
    TrainingSession(const TrainingSession&) = delete;
    TrainingSession& operator=(const TrainingSession&) = delete;

    // False, and nothing happens, unless canStart(state()).
    bool start(RunRequest request, DataSource source);
    bool pause();   // false unless canPause
    bool resume();  // false unless canResume
    bool stop();    // false unless canStop; also wakes a paused run
    [[nodiscard]] SessionState state() const;
    [[nodiscard]] SessionNews drain();
    // Waits until the run has ended; for the shell and tests.
    void wait();

private:
    struct Shared;
    std::unique_ptr<Shared> shared_;
};

}  // namespace faceloom
