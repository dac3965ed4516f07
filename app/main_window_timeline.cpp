#include "app/main_window_timeline.h"

#include "app/main_window.h"
#include "core/train/run_folder.h"
#include "ui/base/message_bar.h"
#include "ui/base/native_path.h"
#include "ui/timeline/timeline_controller.h"
#include "ui/timeline/timeline_pane.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_pane.h"

#include <QAction>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <algorithm>
#include <iterator>
#include <utility>

namespace faceloom {
namespace {

QString shownPath(const std::filesystem::path& path) {
    return QFile::decodeName(path.c_str());
}

QString number(std::int64_t value) {
    return QLocale().toString(static_cast<qlonglong>(value));
}

// The dialog is opened without stopping the program.
template <class Chosen>
void chooseFile(QMainWindow* window, const char* name, const QString& title, const QString& file,
                const QString& filter, Chosen chosen) {
    auto* dialog = new QFileDialog(window, title, {}, filter);
    dialog->setObjectName(QLatin1String(name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(file).suffix());
    dialog->selectFile(file);
    QObject::connect(dialog, &QFileDialog::fileSelected, window, chosen);
    dialog->open();
}

}  // namespace

WindowTimeline::WindowTimeline(QMainWindow* window, TrainingController* training,
                               TrainingPane* training_pane)
    : QObject(window),
      window_(window),
      training_(training),
      training_pane_(training_pane),
      timeline_(new TimelineController(this)),
      pane_(new TimelinePane(timeline_)) {
    connect(training_, &TrainingController::stateChanged, this, &WindowTimeline::follow);
    connect(training_, &TrainingController::previewArrived, timeline_,
            &TimelineController::showLive);
    connect(training_, &TrainingController::generatorWritten, this, [this] {
        if (runsHere()) timeline_->open(timeline_->folder());
    });
    connect(training_pane_, &TrainingPane::runShown, this,
            [this](const QString& folder) { timeline_->open(nativePath(folder)); });
    connect(pane_, &TimelinePane::exploreRequested, this, &WindowTimeline::explore);
    connect(pane_, &TimelinePane::exportModelRequested, this, &WindowTimeline::exportModel);
    connect(pane_, &TimelinePane::exportFacesRequested, this, &WindowTimeline::exportFaces);
    connect(pane_, &TimelinePane::branchRequested, this, &WindowTimeline::branch);
    connect(pane_, &TimelinePane::rollBackRequested, this,
            [this] { timeline_->planRollBack(pane_->point()->step); });
    connect(timeline_, &TimelineController::rollBackPlanned, this, &WindowTimeline::ask);
    connect(timeline_, &TimelineController::rolledBack, this, &WindowTimeline::takeRollBack);
}

void WindowTimeline::connectTo(MessageBar* messages) {
    messages_ = messages;
    connect(timeline_, &TimelineController::messageRaised, messages, &MessageBar::showMessage);
    connect(training_, &TrainingController::alarmRaised, this, &WindowTimeline::showAlarm);
}

void WindowTimeline::addTo(QMenu* menu) {
    menu->addSeparator();
    QMenu* timeline = menu->addMenu(tr("Ti&meline"));
    timeline->addActions(pane_->commands());
}

bool WindowTimeline::runsIn(const std::filesystem::path& run) const {
    return training_->active() && training_->runFolder() == run;
}

bool WindowTimeline::runsHere() const {
    return runsIn(timeline_->folder());
}

void WindowTimeline::follow() {
    timeline_->setRunning(training_->runFolder(), training_->active());
    if (training_->active() || !roll_back_to_) return;
    const RunPoint wanted = *std::exchange(roll_back_to_, std::nullopt);
    const RunPoint point = found(wanted).value_or(wanted);  // not there: the roll back says so
    timeline_->rollBack(point.run, point.step);
}

void WindowTimeline::explore() {
    emit exploreRequested(shownPath(pane_->point()->file));
}

// Another run may be shown by the time that a name is given.
void WindowTimeline::exportModel() {
    const TimelinePoint point = *pane_->point();
    chooseFile(window_, "timelineModelDialog",
               tr("Save the model of step %1").arg(number(point.step)),
               QStringLiteral("generator-%1.safetensors").arg(point.step),
               tr("Models (*.safetensors)"), [this, from = point.file](const QString& path) {
                   timeline_->exportModel(from, nativePath(path));
               });
}

void WindowTimeline::exportFaces() {
    const TimelinePoint point = *pane_->point();
    const std::uint64_t seed = timeline_->timeline().run.options.seed;
    chooseFile(window_, "timelineFacesDialog",
               tr("Save the faces of step %1").arg(number(point.step)),
               QStringLiteral("faces-%1.png").arg(point.step), tr("Pictures (*.png)"),
               [this, from = point.file, seed](const QString& path) {
                   timeline_->exportFaces(from, seed, nativePath(path));
               });
}

void WindowTimeline::ask(const std::filesystem::path& run, const RollBack& plan) {
    if (plan.nothing() && !runsIn(run)) {
        messages_->showMessage(tr("Nothing comes after step %1.").arg(number(plan.step)), false);
        return;
    }
    const QString where =
        plan.nothing() ? shownPath(run / "rolled-back") : shownPath(plan.moved_to);
    QString text = tr("What came after step %1 moves to %2: %3. Nothing is deleted.")
                       .arg(number(plan.step), where, QString::fromStdString(describe(plan)));
    if (plan.checkpoints > 0) {
        text += QStringLiteral(" ") +
                tr("That folder is a run of its own, which can be opened or gone on with.");
    }
    if (runsIn(run))
        text = tr("The run that goes on is stopped first.") + QStringLiteral(" ") + text;
    auto* box = new QMessageBox(
        QMessageBox::Question, tr("Roll back to step %1?").arg(number(plan.step)),
        tr("Roll back to step %1?").arg(number(plan.step)), QMessageBox::Cancel, window_);
    box->setObjectName(QStringLiteral("rollBackBox"));
    box->setInformativeText(text);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* yes = box->addButton(tr("Roll back"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("rollBackYes"));
    yes->setToolTip(tr("Put aside what came later."));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this,
            [this, yes, point = RunPoint{run, plan.step}](QAbstractButton* button) {
                if (button == yes) rollBackWhenStopped(point);
            });
    box->open();
}

std::optional<WindowTimeline::RunPoint> WindowTimeline::found(RunPoint point) {
    const auto steps = RunFolder(point.run).checkpointSteps();
    if (!point.before) {
        if (!std::ranges::binary_search(steps, point.step)) return std::nullopt;
        return point;
    }
    const auto after = std::ranges::lower_bound(steps, *point.before);
    if (after == steps.begin()) return std::nullopt;
    point.step = *std::prev(after);
    return point;
}

void WindowTimeline::rollBackWhenStopped(const RunPoint& wanted) {
    const auto point = found(wanted);
    if (!point) {
        messages_->showMessage(tr("There is no checkpoint of step %1 any more; the run stays as it "
                                  "is. The timeline shows those that are kept.")
                                   .arg(number(wanted.step)),
                               true);
        return;
    }
    if (!runsIn(point->run)) {
        timeline_->rollBack(point->run, point->step);
        return;
    }
    roll_back_to_ = wanted;
    training_->stop();
}

// What helps is beside it: back to the newest point from before it began, or at least an end.
void WindowTimeline::showAlarm(const Alarm& alarm) {
    std::vector<MessageBar::Answer> answers;
    if (alarm.kind != AlarmKind::NothingLearned) {
        // Not the timeline's: another run may be looked at meanwhile.
        if (const auto good = found({training_->runFolder(), 0, alarm.since})) {
            answers.emplace_back(tr("Roll back to step %1").arg(number(good->step)),
                                 [this, point = *good] { rollBackWhenStopped(point); });
        }
    }
    if (training_->active()) {
        answers.emplace_back(tr("Stop"), [this, run = training_->runFolder()] {
            if (!runsIn(run)) return;
            training_->stop();
            emit trainingPaneWanted();
        });
    }
    const QString text = QString::fromStdString(alarm.text);
    if (answers.empty())
        messages_->showMessage(text, true);
    else
        messages_->showOffer(text, std::move(answers));
}

void WindowTimeline::takeRollBack(const std::filesystem::path& run, const RollBack& done) {
    messages_->showMessage(
        done.nothing() ? tr("The run is at step %1.").arg(number(done.step))
                       : tr("The run is at step %1 again; Continue goes on from there. What came "
                            "later is in %2.")
                             .arg(number(done.step), shownPath(done.moved_to)),
        false);
    training_pane_->openRun(shownPath(run));
    if (!done.nothing()) emit generatorChanged(shownPath(RunFolder(run).generatorFile()));
}

void WindowTimeline::branch() {
    if (!training_pane_->branchFrom(timeline_->timeline().run, pane_->point()->file)) return;
    messages_->showMessage(tr("A new run that begins as this one was after step %1: change its "
                              "options, then press Train.")
                               .arg(number(pane_->point()->step)),
                           false);
    emit trainingPaneWanted();
}

void MainWindow::connectTimeline() {
    timeline_->connectTo(messages_);
    connect(timeline_, &WindowTimeline::exploreRequested, this, &MainWindow::openModel);
    connect(timeline_, &WindowTimeline::generatorChanged, this, &MainWindow::followRun);
    connect(timeline_, &WindowTimeline::trainingPaneWanted, this, [this] {
        auto* dock = findChild<QDockWidget*>(QStringLiteral("trainingDock"));
        dock->show();
        dock->raise();
    });
}

}  // namespace faceloom
