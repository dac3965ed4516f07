// How the main window's pane for directions is connected.
#include "app/main_window.h"
#include "ui/base/message_bar.h"
#include "ui/directions/direction_edit.h"
#include "ui/directions/direction_finder.h"
#include "ui/directions/directions_pane.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/latent_controller.h"
#include "ui/explore/result_history.h"
#include "ui/reading/reading_controller.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>

namespace faceloom {

void MainWindow::connectDirections() {
    connect(directions_pane_, &DirectionsPane::resultWanted, latents_,
            &LatentController::requestEdit);
    connect(latents_, &LatentController::editRendered, this, [this](const QImage& face) {
        directions_pane_->showResult(face);
        readings_->setFaces(ReadingPlace::Edit, {face});
    });
    connect(readings_, &ReadingController::readingsChanged, this,
            [this](ReadingPlace place, const std::vector<FaceReading>& read) {
                if (place == ReadingPlace::Edit && !read.empty())
                    directions_pane_->showReading(read.front());
            });
    connect(readings_, &ReadingController::readersChanged, this,
            [this] { directions_pane_->setReadersOpen(readings_->readers().has_value()); });
    directions_pane_->setPictureSource(
        [this](const Latent& latent) { return latents_->pictures().of(latent); });
    connect(&latents_->pictures(), &LatentPictures::arrived, directions_pane_,
            &DirectionsPane::showPictures);
    connect(latents_, &LatentController::facesRendered, directions_pane_,
            &DirectionsPane::showPictures);
    connect(directions_pane_, &DirectionsPane::findRequested, this, [this] {
        if (latents_->studio()) finder_->find(*latents_->studio(), readings_->readers());
    });
    connect(directions_pane_, &DirectionsPane::measureRequested, this,
            [this](const Latent& vector) {
                if (latents_->studio() && readings_->readers())
                    finder_->measure(*latents_->studio(), *readings_->readers(), vector);
            });
    connect(directions_pane_, &DirectionsPane::cancelRequested, finder_, &DirectionFinder::cancel);
    connect(finder_, &DirectionFinder::busyChanged, directions_pane_, &DirectionsPane::setBusy);
    connect(finder_, &DirectionFinder::progressed, directions_pane_, &DirectionsPane::setProgress);
    connect(finder_, &DirectionFinder::found, directions_, &DirectionEdit::replaceFound);
    connect(finder_, &DirectionFinder::measured, directions_pane_, &DirectionsPane::showEffect);
    connect(finder_, &DirectionFinder::failed, messages_,
            [this](const QString& message) { messages_->showMessage(message, true); });
    // Another model's directions are of no use.
    connect(latents_, &LatentController::modelOpened, finder_, &DirectionFinder::cancel);
    connect(directions_pane_, &DirectionsPane::pickRequested, this, [this] {
        grid_->startPicking(tr("Click the face to edit."));
        disconnect(grid_, &FaceGrid::facePicked, this, nullptr);
        connect(grid_, &FaceGrid::facePicked, this, &MainWindow::editFace);
    });
    connect(directions_pane_, &DirectionsPane::keepRequested, history_, &ResultHistory::keep);
    connect(directions_pane_, &DirectionsPane::messageRaised, messages_, &MessageBar::showMessage);
    connect(grid_, &FaceGrid::editRequested, this, &MainWindow::editFace);
}

void MainWindow::buildDirectionsMenu(QMenu* menu) {
    QAction* edit = addAction(menu, "editFaceAction", {}, tr("E&dit this face"), tr("Ctrl+D"),
                              tr("Change the face the keyboard is at: its smile, its age, its "
                                 "hair."));
    connect(edit, &QAction::triggered, this, [this] { editFace(grid_->currentFace()); });
}

void MainWindow::editFace(int number) {
    if (const auto face = latents_->face(number)) directions_->setFace(*face);
    findChild<QDockWidget*>(QStringLiteral("directionsDock"))->raise();
}

}  // namespace faceloom
