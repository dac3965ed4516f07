#include "app/main_window_sweep.h"

#include "app/main_window.h"
#include "core/sweep/sweep_folder.h"
#include "ui/base/message_bar.h"
#include "ui/base/native_path.h"
#include "ui/sweep/sweep_controller.h"
#include "ui/sweep/sweep_pane.h"
#include "ui/training/picture_source_box.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_options_box.h"
#include "ui/training/training_pane.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>

namespace faceloom {

WindowSweep::WindowSweep(QMainWindow* window, TrainingController* training,
                         TrainingPane* training_pane)
    : QObject(window),
      window_(window),
      training_(training),
      training_pane_(training_pane),
      sweep_(new SweepController(this)),
      pane_(new SweepPane(sweep_,
                          {[training_pane] { return training_pane->pictureSource()->pictures(); },
                           [training_pane] { return training_pane->optionsBox()->options(); }})) {
    PictureSourceBox* source = training_pane_->pictureSource();
    connect(source, &PictureSourceBox::picturesChanged, pane_, &SweepPane::picturesChanged);
    connect(source, &PictureSourceBox::imageSizeKnown, pane_, &SweepPane::setFixedImageSize);
    connect(pane_, &SweepPane::picturesWanted, this,
            [this] { showDock(QStringLiteral("trainingDock")); });
    connect(pane_, &SweepPane::exploreRequested, this, &WindowSweep::exploreRequested);
    connect(training_, &TrainingController::stateChanged, this, &WindowSweep::keepApart);
    connect(sweep_, &SweepController::phaseChanged, this, [this] {
        keepApart();
        if (sweep_->phase() == SweepController::Phase::Preparing)
            showDock(QStringLiteral("sweepDock"));  // also when a key began it
        if (!active()) emit ended();
    });
}

bool WindowSweep::active() const {
    return sweep_->active();
}

void WindowSweep::connectTo(MessageBar* messages) {
    connect(pane_, &SweepPane::messageRaised, messages, &MessageBar::showMessage);
}

void WindowSweep::addTo(QMenu* menu) {
    menu->addSeparator();
    QMenu* sweep = menu->addMenu(tr("S&weep"));
    sweep->addActions(pane_->commands());
}

void WindowSweep::stop() {
    sweep_->stop();
}

bool WindowSweep::open(const QString& folder) {
    if (!SweepFolder(nativePath(folder)).hasSweep()) return false;
    pane_->openSweep(folder);
    showDock(QStringLiteral("sweepDock"));
    return true;
}

// Both want all of the processor, and a run's memory twice may be too much.
void WindowSweep::keepApart() {
    pane_->setHeldUp(training_->active() ? tr("A run goes on in the pane Training. Stop it, or let "
                                              "it end, then start the sweep.")
                                         : QString());
    training_pane_->setHeldUp(active() ? tr("A sweep goes on (pane Sweep). Stop it, or let it end, "
                                            "then train.")
                                       : QString());
}

void WindowSweep::showDock(const QString& name) {
    auto* dock = window_->findChild<QDockWidget*>(name);
    if (dock == nullptr) return;
    dock->show();
    dock->raise();
}

void MainWindow::connectSweep() {
    sweep_->connectTo(messages_);
    connect(sweep_, &WindowSweep::exploreRequested, this, &MainWindow::openModel);
    connect(sweep_->pane(), &SweepPane::messageRaised, this, [this](const QString&, bool is_error) {
        if (is_error) closing_ = false;  // what went wrong can be read
    });
    connect(sweep_, &WindowSweep::ended, this, [this] {
        if (closing_ && !training_->active()) close();
    });
}

}  // namespace faceloom
