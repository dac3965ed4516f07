#include "ui/training/training_controller.h"

#include "core/evaluation/measured_training.h"

#include <QLocale>
#include <chrono>
#include <utility>

namespace faceloom {
namespace {

// Often enough that a click's answer is seen at once, seldom enough to cost nothing.
constexpr std::chrono::milliseconds kDrainInterval{30};

}  // namespace

TrainingController::TrainingController(QObject* parent)
    : QObject(parent), session_(runMeasuredTraining) {
    timer_.setInterval(kDrainInterval);
    connect(&timer_, &QTimer::timeout, this, &TrainingController::drain);
}

void TrainingController::start(const RunRequest& request, const TrainingPictures& pictures) {
    if (!session_.start(request, makeDataSource(pictures))) return;
    progress_ = {};
    hold_.reset();
    run_folder_ = request.run_folder;
    run_options_ = request.options;
    emit historyReplaced({});
    emit measured({});
    timer_.start();
    drain();
}

void TrainingController::pause() {
    if (session_.pause()) drain();
}

void TrainingController::resume() {
    if (session_.resume()) drain();
}

void TrainingController::stop() {
    if (session_.stop()) drain();
}

void TrainingController::drain() {
    const SessionNews news = session_.drain();
    const bool state_changed = std::exchange(state_, news.state) != news.state;
    if (state_ == SessionState::Preparing) emit preparing(news.prepared, news.prepare_total);
    if (news.history_replaced) {
        emit historyReplaced(news.metrics);
    } else if (!news.metrics.empty()) {
        emit metricsAppended(news.metrics);
    }
    if (!news.metrics.empty() && news.progress.step > 0) {
        progress_ = news.progress;
        emit progressed(progress_);
    }
    if (news.preview) emit previewArrived(*news.preview);
    for (const std::string& message : news.messages) {
        emit messageRaised(QString::fromStdString(message), false);
    }
    for (const Alarm& alarm : news.alarms)
        emit alarmRaised(alarm);
    if (news.measures) emit measured(*news.measures);
    if (news.generator) emit generatorWritten(QString::fromStdString(news.generator->string()));
    tellHold(news.hold);
    // Once everything that led to it has been told.
    if (!active()) timer_.stop();
    if (state_changed) emit stateChanged(state_);
    tellEnd(news);
}

void TrainingController::tellHold(const std::optional<RunHold>& hold) {
    if (hold == hold_) return;
    hold_ = hold;
    if (hold) {
        emit held(*hold);
        emit messageRaised(tr("%1. Training waits until this can be written.")
                               .arg(QString::fromStdString(hold->reason)),
                           true);
    } else if (state_ == SessionState::Running || state_ == SessionState::Paused) {
        emit messageRaised(tr("The run is being saved again; nothing was lost."), false);
    }
}

void TrainingController::tellEnd(const SessionNews& news) {
    if (news.error) emit messageRaised(QString::fromStdString(news.error->message), true);
    if (!news.report) return;
    if (news.report->end == RunEnd::AlreadyFinished) {
        emit messageRaised(
            tr("This run is complete: %1 steps are done. Ask for more to go on.")
                .arg(QLocale().toString(static_cast<qlonglong>(news.report->steps_done))),
            false);
    }
    emit finished(*news.report);
}

}  // namespace faceloom
