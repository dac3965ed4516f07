// What the main window shows and how: its panes, their layout, faces enlarged, first steps.
#include "app/main_window.h"
#include "app/main_window_layout.h"
#include "app/main_window_quiz.h"
#include "core/base/log.h"
#include "ui/base/message_bar.h"
#include "ui/base/pane_action.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/face_zoom.h"
#include "ui/explore/first_steps.h"
#include "ui/explore/latent_controller.h"
#include "ui/reading/reading_controller.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QToolBar>

namespace faceloom {

void MainWindow::buildViewMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    int pane = 0;  // Alt+1 to Alt+9, and Alt+0 for the tenth; the next with Shift as well
    for (QDockWidget* dock : docks_) {
        const auto digit = static_cast<Qt::Key>(Qt::Key_0 + ++pane % 10);
        menu->addAction(
            paneAction(dock, pane > 10 ? Qt::ALT | Qt::SHIFT | digit : Qt::ALT | digit));
    }
    QAction* reset = addAction(menu, "resetLayoutAction", {}, tr("&Usual layout"), tr("Ctrl+Alt+L"),
                               tr("Put all panes back to where they are at first."));
    connect(reset, &QAction::triggered, this, [this] { layout_->putBack(); });
    menu->addSeparator();
    QAction* zoom = addAction(menu, "zoomFaceAction", {}, tr("&Enlarge face"), Qt::Key_Z,
                              tr("Show the face under the pointer, or the one the keyboard is at, "
                                 "in a window of its own."));
    connect(zoom, &QAction::triggered, this, &MainWindow::zoomFace);
    connect(grid_, &FaceGrid::zoomRequested, this,
            [this](int number) { showZoomed(grid_->tile(number)); });
    QAction* pixels = addAction(menu, "wholePixelsAction", {}, tr("&Whole pixels"), tr("Ctrl+P"),
                                tr("Enlarge each pixel of the grid's faces to a sharp square."));
    pixels->setCheckable(true);
    connect(pixels, &QAction::toggled, grid_, &FaceGrid::setWholePixels);
    connect(grid_, &FaceGrid::wholePixelsChanged, pixels, &QAction::setChecked);
}

void MainWindow::connectQuiz() {
    quiz_->connectTo(messages_);
    connect(quiz_, &WindowQuiz::otherModelWanted, this, &MainWindow::chooseModel);
    connect(quiz_, &WindowQuiz::zoomRequested, this, &MainWindow::showZoomed);
}

void MainWindow::zoomFace() {
    if (FaceTile* tile = FaceZoom::tileMeant(*this)) showZoomed(tile);
}

void MainWindow::showZoomed(FaceTile* tile) {
    if (zoom_ == nullptr) zoom_ = new FaceZoom(this);
    zoom_->setTile(tile);
    zoom_->show();
    zoom_->raise();
    zoom_->activateWindow();
}

void MainWindow::connectFirstSteps() {
    connect(sets_, &FaceSets::picksChanged, this, [this] {
        bool any = false;
        for (int set = 0; set < sets_->count(); ++set)
            any = any || !sets_->set(set).members.empty();
        first_steps_->showPicked(any);
    });
    connect(latents_, &LatentController::arithmeticRendered, this, [this] {
        if (latents_->arithmeticResult()) first_steps_->showResult();
    });
    connect(suggest_, &QAction::enabledChanged, first_steps_, &FirstSteps::setSuggesting);
    connect(first_steps_, &FirstSteps::suggestRequested, suggest_, &QAction::trigger);
}

void MainWindow::restoreView() {
    layout_ = new WindowLayout(this);
    if (!layout_->restore()) {
        const QString text =
            tr("The window's layout could not be shown the last time; the panes "
               "are where they are at first.");
        logWarning("{}", text.toStdString());
        messages_->showMessage(text, false);
    }
    const QSettings settings;
    grid_->setWholePixels(settings.value(QStringLiteral("window/whole_pixels")).toBool());
    ages_->setChecked(settings.value(QStringLiteral("window/ages")).toBool());
    expressions_->setChecked(settings.value(QStringLiteral("window/expressions")).toBool());
}

void MainWindow::showAsLeft() {
    const QSize screen_size = screen()->availableSize();
    if (!layout_->sizeRestored() && screen_size.boundedTo(kUsualSize) != kUsualSize)
        showMaximized();
    else
        show();
}

// The faces need the height of a low window more than the tool bar does.
void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    const bool low = height() < kUsualSize.height() * 9 / 10;
    tool_bar_->setToolButtonStyle(low ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonTextUnderIcon);
}

void MainWindow::saveView() const {
    layout_->save();
    QSettings settings;
    settings.setValue(QStringLiteral("window/whole_pixels"), grid_->wholePixels());
    settings.setValue(QStringLiteral("window/ages"), ages_->isChecked());
    settings.setValue(QStringLiteral("window/expressions"), expressions_->isChecked());
}

}  // namespace faceloom
