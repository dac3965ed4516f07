#include "core/train/training_session.h"

#include "core/base/log.h"
#include "core/base/thread_priority.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace faceloom {

bool isActive(SessionState state) {
    return state == SessionState::Preparing || state == SessionState::Running ||
           state == SessionState::Paused || state == SessionState::Holding ||
           state == SessionState::Stopping;
}
bool canStart(SessionState state) {
    return !isActive(state);
}
bool canPause(SessionState state) {
    return state == SessionState::Running;
}
bool canResume(SessionState state) {
    return state == SessionState::Paused;
}
bool canStop(SessionState state) {
    return isActive(state) && state != SessionState::Stopping;
}

struct TrainingSession::Shared : TrainObserver {
    mutable std::mutex mutex;
    std::condition_variable_any changed;
    SessionNews news;  // its state is the session's
    RunCarrier carrier;
    SessionState after_hold = SessionState::Running;
    bool begun = false;   // the run tells the log of its end; only for the thread below
    std::jthread thread;  // last: joined before the rest goes

    void run(const std::stop_token& stop, const RunRequest& request, const DataSource& source) {
        yieldToInteractiveThreads();
        begun = false;
        Result<RunReport> result = [&]() -> Result<RunReport> {
            try {
                return prepareAndTrain(stop, request, source);
            } catch (const std::exception& error) {
                return fail(ErrorCode::Internal, "training failed: {}", error.what());
            } catch (...) {
                return fail(ErrorCode::Internal, "training failed for an unknown reason");
            }
        }();
        if (!result && !begun) tellNotBegun(result.error());
        const std::lock_guard lock(mutex);
        news.hold.reset();
        if (result) {
            news.state =
                result->end == RunEnd::Stopped ? SessionState::Stopped : SessionState::Finished;
            news.report = *result;
        } else if (result.error().code == ErrorCode::Cancelled) {
            news.state = SessionState::Stopped;
        } else {
            news.state = SessionState::Failed;
            news.error = result.error();
        }
        changed.notify_all();
    }

    static void tellNotBegun(const Error& error) {
        const bool cancelled = error.code == ErrorCode::Cancelled;
        writeLog(cancelled ? LogLevel::Info : LogLevel::Error,
                 "the run does not begin: " + error.message);
    }

    Result<RunReport> prepareAndTrain(const std::stop_token& stop, const RunRequest& request,
                                      const DataSource& source) {
        const auto on_progress = [this](std::size_t done, std::size_t total) {
            const std::lock_guard lock(mutex);
            news.prepared = done;
            news.prepare_total = total;
        };
        auto dataset = source(stop, on_progress, [this](const std::string& text) {
            logInfo("{}", text);
            onMessage(text);
        });
        if (!dataset) return passOn(dataset);
        {
            const std::lock_guard lock(mutex);
            if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while preparing");
            news.state = SessionState::Running;
            news.prepared = 0;
            news.prepare_total = 0;
        }
        begun = true;
        return carrier(*dataset, request, stop, *this);
    }

    void onHistory(const std::vector<StepMetrics>& history) override {
        const std::lock_guard lock(mutex);
        news.history_replaced = true;
        news.metrics = history;
    }
    void onStep(const StepMetrics& metrics, const RunProgress& progress) override {
        const std::lock_guard lock(mutex);
        news.metrics.push_back(metrics);
        news.progress = progress;
    }
    void onPreview(const Preview& preview) override {
        const std::lock_guard lock(mutex);
        news.preview = preview;
    }
    void onCheckpoint(std::int64_t, const std::filesystem::path& generator) override {
        const std::lock_guard lock(mutex);
        news.generator = generator;
    }
    void onMessage(const std::string& text) override {
        const std::lock_guard lock(mutex);
        news.messages.push_back(text);
    }
    void onAlarm(const Alarm& alarm) override {
        const std::lock_guard lock(mutex);
        news.alarms.push_back(alarm);
    }
    void onMeasures(const RunMeasures& measures) override {
        const std::lock_guard lock(mutex);
        news.measures = measures;
    }
    void onHold(const RunHold& hold) override {
        const std::lock_guard lock(mutex);
        news.hold = hold;
        if (news.state != SessionState::Running && news.state != SessionState::Paused) return;
        after_hold = news.state;
        news.state = SessionState::Holding;
    }
    void onHoldOver() override {
        const std::lock_guard lock(mutex);
        news.hold.reset();
        if (news.state == SessionState::Holding) news.state = after_hold;
    }
    void atStepBorder(const std::stop_token& stop) override {
        std::unique_lock lock(mutex);
        changed.wait(lock, stop, [this] { return news.state != SessionState::Paused; });
    }
};

TrainingSession::TrainingSession(RunCarrier carrier) : shared_(std::make_unique<Shared>()) {
    shared_->carrier = std::move(carrier);
}

TrainingSession::~TrainingSession() {
    stop();
}

bool TrainingSession::start(RunRequest request, DataSource source) {
    std::jthread ended;  // the run before this one, joined without the lock
    {
        const std::lock_guard lock(shared_->mutex);
        if (!canStart(shared_->news.state)) return false;
        ended = std::move(shared_->thread);
        shared_->news = SessionNews{};
        shared_->news.state = SessionState::Preparing;
    }
    if (ended.joinable()) ended.join();
    const std::lock_guard lock(shared_->mutex);
    shared_->thread = std::jthread([shared = shared_.get(), request = std::move(request),
                                    source = std::move(source)](const std::stop_token& stop) {
        shared->run(stop, request, source);
    });
    // A stop asked for between the two locks found no thread to tell.
    if (shared_->news.state == SessionState::Stopping) shared_->thread.request_stop();
    return true;
}

bool TrainingSession::pause() {
    const std::lock_guard lock(shared_->mutex);
    if (!canPause(shared_->news.state)) return false;
    shared_->news.state = SessionState::Paused;
    logInfo("paused");
    return true;
}

bool TrainingSession::resume() {
    const std::lock_guard lock(shared_->mutex);
    if (!canResume(shared_->news.state)) return false;
    shared_->news.state = SessionState::Running;
    shared_->changed.notify_all();
    logInfo("resumed after the pause");
    return true;
}

bool TrainingSession::stop() {
    std::stop_source source;
    {
        const std::lock_guard lock(shared_->mutex);
        if (!canStop(shared_->news.state)) return false;
        shared_->news.state = SessionState::Stopping;
        source = shared_->thread.get_stop_source();
    }
    // Not under the lock: a waiting step border wakes inside this call and takes it.
    source.request_stop();
    return true;
}

SessionState TrainingSession::state() const {
    const std::lock_guard lock(shared_->mutex);
    return shared_->news.state;
}

SessionNews TrainingSession::drain() {
    const std::lock_guard lock(shared_->mutex);
    SessionNews drained = std::move(shared_->news);
    SessionNews kept;
    kept.state = drained.state;
    kept.progress = drained.progress;
    kept.prepared = drained.prepared;
    kept.prepare_total = drained.prepare_total;
    kept.hold = drained.hold;
    shared_->news = std::move(kept);
    return drained;
}

void TrainingSession::wait() {
    std::unique_lock lock(shared_->mutex);
    shared_->changed.wait(lock, [this] { return !isActive(shared_->news.state); });
}

}  // namespace faceloom
