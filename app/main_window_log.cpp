#include "app/main_window_log.h"

#include "core/base/log.h"
#include "ui/base/message_bar.h"
#include "ui/explore/latent_controller.h"
#include "ui/log/error_report.h"
#include "ui/log/log_pane.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_pane.h"

#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QMainWindow>
#include <QMenu>
#include <QScopedValueRollback>
#include <QStatusBar>

namespace faceloom {

WindowLog::WindowLog(QMainWindow* window, TrainingController* training, LatentController* latents)
    : QObject(window), window_(window), training_(training), latents_(latents), pane_(new LogPane) {
    connect(pane_, &LogPane::reportRequested, this, &WindowLog::copyReport);
    connect(latents_, &LatentController::modelOpened, this, &WindowLog::logOpened);
    connect(training_, &TrainingController::stateChanged, this, [this] {
        pane_->setRunFolder(QFile::decodeName(training_->runFolder().string().c_str()));
    });
    connect(training_, &TrainingController::alarmRaised, this,
            [this](const Alarm& alarm) { alarm_ = QString::fromStdString(alarm.text); });
}

void WindowLog::connectTo(MessageBar* messages, TrainingPane* training_pane) {
    messages_ = messages;
    connect(messages_, &MessageBar::reportRequested, this, &WindowLog::copyReport);
    connect(messages_, &MessageBar::messageShown, this, [this](const QString& text, bool is_error) {
        if (!logged_already_ && text != alarm_)
            writeLog(is_error ? LogLevel::Error : LogLevel::Info, text.toStdString());
    });
    connect(training_pane, &TrainingPane::picturesOpened, this,
            [](const QString& path) { logInfo("pictures {}", path.toStdString()); });
}

void WindowLog::addTo(QMenu* menu) {
    QAction* report = menu->addAction(tr("Copy an &error report"));
    report->setObjectName(QStringLiteral("copyReportAction"));
    report->setShortcut(tr("Ctrl+Alt+R"));
    report->setToolTip(
        tr("Copy what to send along with a question: versions, machine, model, run "
           "and the last lines of the log."));
    report->setStatusTip(report->toolTip());
    connect(report, &QAction::triggered, this, &WindowLog::copyReport);
}

void WindowLog::showRunMessage(const QString& text, bool is_error) {
    const QScopedValueRollback already(logged_already_, true);
    messages_->showMessage(text, is_error);
}

void WindowLog::copyReport() {
    QGuiApplication::clipboard()->setText(
        errorReport({latents_->modelInfo(), training_->runFolder(), training_->runOptions()}));
    constexpr int kShownMs = 8000;
    window_->statusBar()->showMessage(
        tr("An error report is on the clipboard; paste it where you ask."), kShownMs);
}

// A run's own generator is opened anew with each checkpoint.
void WindowLog::logOpened(const ModelInfo& info) const {
    const bool of_run = training_->active() && info.path.parent_path() == training_->runFolder();
    writeLog(of_run ? LogLevel::Debug : LogLevel::Info,
             fmt::format("model {} opened: latents of {} numbers, SHA-256 {}", info.path.string(),
                         info.network.latent_size, info.sha256));
}

}  // namespace faceloom
