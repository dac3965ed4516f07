// How the main window's panes for faces, sets, results and interpolation are connected.
#include "app/main_window.h"
#include "app/main_window_sessions.h"
#include "ui/arithmetic_pane.h"
#include "ui/export_sheets.h"
#include "ui/face_grid.h"
#include "ui/face_sets.h"
#include "ui/history_pane.h"
#include "ui/interpolation_pane.h"
#include "ui/latent_controller.h"
#include "ui/message_bar.h"
#include "ui/movie_dialog.h"
#include "ui/recent_paths.h"
#include "ui/result_history.h"
#include "ui/sets_pane.h"
#include "ui/training_pane.h"
#include "ui/welcome_page.h"

#include <QDockWidget>

namespace faceloom {

void MainWindow::connectExploring() {
    grid_->setFaceSource([this](int number) { return latents_->face(number); });
    connect(latents_, &LatentController::facesRendered, this,
            [this](const std::vector<QImage>& faces) {
                grid_->setFaces(faces);
                sets_pane_->setFaces(faces);
            });
    connect(latents_, &LatentController::arithmeticChanged, arithmetic_pane_,
            &ArithmeticPane::showState);
    connect(latents_, &LatentController::arithmeticRendered, this,
            [this](const ArithmeticPictures& pictures) {
                arithmetic_pane_->showPictures(pictures);
                sets_pane_->setAverages(pictures.means);
            });
    connect(latents_, &LatentController::modelOpened, this, &MainWindow::showModel);
    connect(latents_, &LatentController::openingFailed, this,
            [](const QString& path) { recentModels().remove(path); });
    connect(latents_, &LatentController::messageRaised, messages_, &MessageBar::showMessage);
    sets_pane_->setPictureSource(
        [this](const Latent& latent) { return latents_->pictures().of(latent); });
    connect(&latents_->pictures(), &LatentPictures::arrived, sets_pane_, &SetsPane::showPictures);
    connect(grid_, &FaceGrid::exportFaceRequested, this,
            [this](int number) { exportAs(ExportKind::Face, number); });
    connect(grid_, &FaceGrid::copyRequested, this, &MainWindow::copyFace);
    connect(welcome_, &WelcomePage::openModelRequested, this, &MainWindow::chooseModel);
    connect(welcome_, &WelcomePage::openRunRequested, this, &MainWindow::chooseRun);
    connect(welcome_, &WelcomePage::openPicturesRequested, this, &MainWindow::choosePictures);
    connect(welcome_, &WelcomePage::sketchFacesRequested, this, [this] {
        training_pane_->useSketchFaces();
        training_pane_->train();
    });
}

void MainWindow::connectInterpolation() {
    connect(latents_, &LatentController::stripRendered, interpolation_pane_,
            &InterpolationPane::showStrip);
    connect(latents_, &LatentController::positionRendered, interpolation_pane_,
            &InterpolationPane::showPosition);
    connect(interpolation_pane_, &InterpolationPane::stripWanted, latents_,
            &LatentController::requestStrip);
    connect(interpolation_pane_, &InterpolationPane::positionWanted, latents_,
            &LatentController::requestPosition);
    connect(interpolation_pane_, &InterpolationPane::messageRaised, messages_,
            &MessageBar::showMessage);
    connect(interpolation_pane_, &InterpolationPane::movieRequested, this, [this] {
        const auto path = interpolation_pane_->path();
        if (!path || !latents_->hasModel()) return;
        auto* dialog = new MovieDialog(*latents_->studio(), *path, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &MovieDialog::messageRaised, messages_, &MessageBar::showMessage);
        dialog->open();
    });
    connect(interpolation_pane_, &InterpolationPane::pickRequested, this,
            [this](InterpolationEnd end) {
                const bool from = end == InterpolationEnd::From;
                grid_->startPicking(from ? tr("Click the face to start from.")
                                         : tr("Click the face to end at."));
                disconnect(grid_, &FaceGrid::facePicked, this, nullptr);
                connect(grid_, &FaceGrid::facePicked, this,
                        [this, from](int number) { setEnd(from, number); });
            });
    connect(grid_, &FaceGrid::interpolateFromRequested, this,
            [this](int number) { setEnd(true, number); });
    connect(grid_, &FaceGrid::interpolateToRequested, this,
            [this](int number) { setEnd(false, number); });
    const auto take_result = [this](InterpolationEnd end) {
        if (const auto result = latents_->arithmeticResult())
            interpolation_pane_->setEnd(end, *result);
    };
    connect(arithmetic_pane_, &ArithmeticPane::interpolateFromRequested, this,
            [take_result] { take_result(InterpolationEnd::From); });
    connect(arithmetic_pane_, &ArithmeticPane::interpolateToRequested, this,
            [take_result] { take_result(InterpolationEnd::To); });
}

void MainWindow::connectHistory() {
    connect(latents_, &LatentController::arithmeticRendered, this, [this] {
        if (const auto result = latents_->arithmeticResult())
            history_->add(result->latent, sets_->description());
    });
    history_pane_->setPictureSource(
        [this](const Latent& latent) { return latents_->pictures().of(latent); });
    connect(&latents_->pictures(), &LatentPictures::arrived, history_pane_,
            &HistoryPane::showPictures);
    connect(latents_, &LatentController::facesRendered, history_pane_, &HistoryPane::showPictures);
    connect(grid_, &FaceGrid::keepRequested, this, [this](int number) {
        if (const auto face = latents_->face(number)) history_->keep(*face);
    });
    connect(history_pane_, &HistoryPane::interpolateFromRequested, this,
            [this](const PickedFace& face) { setEnd(true, face); });
    connect(history_pane_, &HistoryPane::interpolateToRequested, this,
            [this](const PickedFace& face) { setEnd(false, face); });
}

void MainWindow::connectSessions() {
    // A single face that comes out of a picture is shown where it went to.
    connect(sessions_, &WindowSessions::pictureRestored, this, [this](const Provenance& picture) {
        if (picture.faces.size() != 1) return;
        findChild<QDockWidget*>(QStringLiteral("historyDock"))->raise();
        history_pane_->choose(picture.faces.front().latent);
    });
}

void MainWindow::keepSessionsIn(const QString& folder) {
    sessions_->keepIn(folder);
}

void MainWindow::describe(ExportSources& sources) const {
    sources.shared = sessions_->provenance();
    sources.grid_latents = sets_->gridLatents();
    const ArithmeticState& sum = latents_->arithmetic();
    for (const ArithmeticTerm& term : sum.terms) {
        const auto& mean = sum.means.at(static_cast<std::size_t>(term.set));
        if (mean)
            sources.arithmetic_latents.push_back(
                {sets_->set(term.set).letter.toStdString(), *mean, {}});
    }
    if (sum.result) sources.arithmetic_latents.push_back({"result", *sum.result, {}});
    sources.strip_latents = latents_->stripLatents();
}

void MainWindow::setEnd(bool from, const PickedFace& face) {
    interpolation_pane_->setEnd(from ? InterpolationEnd::From : InterpolationEnd::To, face);
    findChild<QDockWidget*>(QStringLiteral("interpolationDock"))->raise();
}

void MainWindow::setEnd(bool from, int number) {
    if (const auto face = latents_->face(number)) setEnd(from, *face);
}

}  // namespace faceloom
