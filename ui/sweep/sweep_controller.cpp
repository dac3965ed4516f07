#include "ui/sweep/sweep_controller.h"

#include "core/base/atomic_file.h"
#include "core/base/png_file.h"
#include "core/base/thread_priority.h"
#include "core/gan/compute_runtime.h"
#include "core/sweep/sweep_faces.h"
#include "core/sweep/trial_process.h"
#include "core/sweep/trial_run.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace faceloom {
namespace {

using Clock = std::chrono::steady_clock;

// A run's steps may come by the hundred a second.
constexpr std::chrono::milliseconds kProgressInterval{100};

Result<SweepView> readView(const std::filesystem::path& path) {
    const SweepFolder folder(path);
    auto plan = folder.readPlan();
    if (!plan) return passOn(plan);
    SweepView view{path, std::move(*plan), {}, {}, {}, false};
    view.trials = view.plan.trials();
    for (const Trial& trial : view.trials)
        view.states.push_back(readTrial(folder, trial));
    view.outcome = outcomeOf(view.plan, view.trials, view.states);
    view.complete = scheduleOf(view.plan, view.trials, view.states).next.empty();
    return view;
}

// table.csv and faces.png, as the command line leaves them.
Status writeOutcome(const std::filesystem::path& path) {
    const auto view = readView(path);
    if (!view) return passOn(view);
    const SweepFolder folder(path);
    if (auto status = writeTextAtomically(folder.tableFile(), toCsv(view->plan, view->outcome));
        !status) {
        return status;
    }
    const auto faces = drawSweepFaces(folder, view->trials, view->outcome);
    if (!faces) return passOn(faces);
    return faces->empty() ? Status{} : writePng(folder.facesFile(), *faces);
}

TrainingPictures ofSize(TrainingPictures pictures, int side) {
    if (auto* folder = std::get_if<PrepareOptions>(&pictures)) folder->image_size = side;
    if (auto* sketch = std::get_if<SketchPictures>(&pictures)) sketch->image_size = side;
    return pictures;
}

}  // namespace

class SweepController::Observer : public SweepObserver {
public:
    explicit Observer(SweepController* owner) : owner_(owner) {}

    void onTrialStarted(const Trial& trial, std::int64_t target) override {
        post(trial, TrialProgress{0, target, 0, false});
    }
    void onTrialProgress(const Trial& trial, const TrialProgress& progress) override {
        auto& last = told_[trial.name];
        const auto now = Clock::now();
        if (!progress.measuring && now - last < kProgressInterval) return;
        last = now;
        post(trial, progress);
    }
    void onTrialEnded(const Trial& trial, const Status& status) override {
        const bool failed = !status && status.error().code != ErrorCode::Cancelled;
        const std::string text =
            failed ? fmt::format("{}: {}", trial.name, status.error().message) : std::string();
        owner_->to_gui_.post([owner = owner_, name = trial.name, text] {
            owner->under_way_.erase(name);
            if (!text.empty()) emit owner->messageRaised(QString::fromStdString(text), true);
            owner->read();
        });
    }

private:
    void post(const Trial& trial, const TrialProgress& progress) {
        owner_->to_gui_.post([owner = owner_, name = trial.name, progress] {
            TrialProgress& shown = owner->under_way_[name];
            const std::int64_t step = progress.measuring ? shown.step : progress.step;
            shown = progress;
            shown.step = step;
            emit owner->progressed();
        });
    }

    SweepController* owner_;
    std::map<std::string, Clock::time_point> told_;
};

SweepController::SweepController(QObject* parent)
    : QObject(parent),
      program_(commandLineProgram()),
      reader_([](const std::filesystem::path& folder) { return readView(folder); },
              [this](const Result<SweepView>& view) { take(view); }) {}

SweepController::~SweepController() = default;

void SweepController::setPhase(Phase phase) {
    if (phase == phase_) return;
    phase_ = phase;
    emit phaseChanged();
}

void SweepController::start(const std::filesystem::path& folder, const SweepPlan& plan,
                            const std::optional<TrainingPictures>& pictures, int at_once) {
    if (active()) return;
    view_ = {};
    begin({folder, plan, pictures, program_, at_once, false});
}

void SweepController::goOn(const SweepPlan& plan, int at_once, bool retry) {
    if (active() || view_.folder.empty()) return;
    if (const auto status = checkSameSweep(view_.plan, plan); !status) {
        emit messageRaised(QString::fromStdString(status.error().message), true);
        return;
    }
    begin({view_.folder, plan, std::nullopt, program_, at_once, retry});
}

void SweepController::begin(Job job) {
    paused_ = false;
    problem_.clear();
    under_way_.clear();
    folder_ = job.folder;
    setPhase(Phase::Preparing);
    if (thread_.joinable()) thread_.join();  // it has ended
    thread_ = std::jthread([this, job = std::move(job)](const std::stop_token& stop) mutable {
        yieldToInteractiveThreads();
        const auto report = carryOut(job, stop);
        to_gui_.post([this, report] { finish(report); });
    });
}

Result<SweepReport> SweepController::carryOut(Job& job, const std::stop_token& stop) {
    try {
        if (auto status = prepare(job, stop); !status) return passOn(status);
        const SweepFolder folder(job.folder);
        const bool here = job.program.empty();
        const int at_once = here ? 1 : std::max(1, job.at_once);
        const int threads = job.plan.base.threads > 0 ? job.plan.base.threads
                                                      : std::max(1, computeThreads() / at_once);
        const TrialWork work =
            here ? trialHere(folder, job.plan, 0) : trialInProcess(folder, job.program, threads);
        to_gui_.post([this] {
            if (phase_ == Phase::Preparing) setPhase(Phase::Running);
            read();
        });
        Observer observer(this);
        auto report = runSweep({folder, job.plan, at_once, job.retry}, work, stop, observer);
        if (report) {
            if (auto status = writeOutcome(job.folder); !status) return passOn(status);
        }
        return report;
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "the sweep failed: {}", error.what());
    }
}

// The plan goes into its folder once all is ready, so that the folder is a sweep from then on.
Status SweepController::prepare(Job& job, const std::stop_token& stop) {
    if (auto status = job.plan.check(); !status) return status;
    const auto progress = [this](std::size_t done, std::size_t total) {
        to_gui_.post([this, done, total] { emit preparing(done, total); });
    };
    const auto message = [this](const std::string& text) {
        to_gui_.post([this, text] { emit messageRaised(QString::fromStdString(text), false); });
    };
    if (job.pictures) {
        job.plan.pictures.clear();
        job.plan.data_name = nameOf(*job.pictures).toStdString();
        for (const int side : job.plan.imageSizes()) {
            const auto dataset =
                makeDataSource(ofSize(*job.pictures, side))(stop, progress, message);
            if (!dataset) return passOn(dataset);
            const auto there = std::ranges::find(job.plan.pictures, dataset->imageSize(),
                                                 &SweepPictures::image_size);
            if (there == job.plan.pictures.end())
                job.plan.pictures.push_back({dataset->imageSize(), dataset->path()});
        }
    }
    if (auto status = checkPictures(job.plan); !status) return status;
    const auto claimed = SweepFolder(job.folder).claim(job.plan);
    return claimed ? Status() : passOn(claimed);
}

void SweepController::pause() {
    if (!active()) return;
    if (phase_ == Phase::Running || !view_.folder.empty()) paused_ = true;
    stop();
}

void SweepController::stop() {
    if (!active()) {
        if (std::exchange(paused_, false)) emit phaseChanged();
        return;
    }
    thread_.request_stop();
    setPhase(Phase::Stopping);
}

void SweepController::open(const std::filesystem::path& folder) {
    if (active()) return;
    paused_ = false;
    folder_ = folder;
    view_ = {};
    problem_.clear();
    emit changed();
    read();
}

void SweepController::finish(const Result<SweepReport>& report) {
    under_way_.clear();
    if (!report && report.error().code != ErrorCode::Cancelled) {
        paused_ = false;
        emit messageRaised(QString::fromStdString(report.error().message), true);
    } else if (report && report->complete) {
        paused_ = false;
        emit messageRaised(report->failed > 0 ? tr("The sweep is done; %n run(s) failed.", "",
                                                   static_cast<int>(report->failed))
                                              : tr("The sweep is done."),
                           false);
    } else if (report && report->budget_spent) {
        paused_ = false;
        emit messageRaised(tr("The sweep's budget is spent; some runs are not at their end."),
                           false);
    }
    setPhase(Phase::Idle);
    read();
}

void SweepController::read() {
    if (!folder_.empty()) reader_.ask(folder_);
}

void SweepController::take(const Result<SweepView>& view) {
    if (view) {
        problem_.clear();
        view_ = *view;
    } else if (!active()) {
        problem_ = QString::fromStdString(view.error().message);
        view_ = {};
    }
    emit changed();
}

double SweepController::shareDone() const {
    if (view_.trials.empty()) return 0;
    if (view_.complete) return 1;
    double done = 0;
    for (std::size_t i = 0; i < view_.trials.size(); ++i) {
        const auto now = under_way_.find(view_.trials[i].name);
        const std::int64_t steps = now == under_way_.end()
                                       ? view_.states[i].steps
                                       : std::max(now->second.step, view_.states[i].steps);
        done += static_cast<double>(steps);
    }
    const auto total = static_cast<double>(view_.plan.totalSteps());
    return total > 0 ? std::min(done / total, 1.0) : 0;
}

double SweepController::secondsLeft() const {
    double images_a_second = 0;
    for (const auto& [name, progress] : under_way_)
        images_a_second += progress.images_per_second;
    const int batch = view_.plan.base.batch;
    if (images_a_second <= 0 || batch <= 0) return -1;
    const double steps_left = (1 - shareDone()) * static_cast<double>(view_.plan.totalSteps());
    return steps_left * batch / images_a_second;
}

}  // namespace faceloom
