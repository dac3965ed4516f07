// How the main window's panes for faces, sets, results and the path are connected.
#include "app/main_window.h"
#include "app/main_window_sessions.h"
#include "ui/base/message_bar.h"
#include "ui/base/recent_paths.h"
#include "ui/directions/direction_edit.h"
#include "ui/explore/arithmetic_pane.h"
#include "ui/explore/export_sheets.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/history_pane.h"
#include "ui/explore/latent_controller.h"
#include "ui/explore/result_history.h"
#include "ui/explore/sets_pane.h"
#include "ui/explore/welcome_page.h"
#include "ui/path/movie_dialog.h"
#include "ui/path/path_edit.h"
#include "ui/path/path_pane.h"
#include "ui/training/training_pane.h"

#include <QDockWidget>
#include <QFile>

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
    connect(latents_, &LatentController::modelOpened, this, [this] {
        if (!latents_->opening()) opened_before_ = opened_by_user_;
    });
    connect(latents_, &LatentController::openingFailed, this, [this](const QString& path) {
        recentModels().remove(path);
        if (!latents_->opening()) opened_by_user_ = opened_before_;
    });
    connect(latents_, &LatentController::messageRaised, messages_, &MessageBar::showMessage);
    // After the panes have taken the pictures.
    const auto soon = Qt::QueuedConnection;
    connect(latents_, &LatentController::facesRendered, this, &MainWindow::exportWhenDrawn, soon);
    connect(latents_, &LatentController::stripRendered, this, &MainWindow::exportWhenDrawn, soon);
    connect(latents_, &LatentController::arithmeticRendered, this, &MainWindow::exportWhenDrawn,
            soon);
    const auto refuse = [this](const QString& why) { messages_->showMessage(why, true); };
    connect(sets_, &FaceSets::faceRefused, this, refuse);
    connect(history_, &ResultHistory::faceRefused, this, refuse);
    connect(directions_, &DirectionEdit::faceRefused, this, refuse);
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

void MainWindow::connectPath() {
    connect(latents_, &LatentController::stripRendered, path_pane_, &PathPane::showStrip);
    connect(latents_, &LatentController::positionRendered, path_pane_, &PathPane::showPosition);
    connect(path_pane_, &PathPane::stripWanted, latents_, &LatentController::requestStrip);
    connect(path_pane_, &PathPane::positionWanted, latents_, &LatentController::requestPosition);
    connect(path_pane_, &PathPane::messageRaised, messages_, &MessageBar::showMessage);
    path_pane_->setPictureSource(
        [this](const Latent& latent) { return latents_->pictures().of(latent); });
    connect(&latents_->pictures(), &LatentPictures::arrived, path_pane_, &PathPane::showPictures);
    connect(latents_, &LatentController::facesRendered, path_pane_, &PathPane::showPictures);
    connect(path_pane_, &PathPane::movieRequested, this, [this] {
        if (!path_->playable() || !latents_->hasModel()) return;
        auto* dialog =
            new MovieDialog(*latents_->studio(), pathOf(*path_), sessions_->provenance(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &MovieDialog::messageRaised, messages_, &MessageBar::showMessage);
        dialog->open();
    });
    connect(path_pane_, &PathPane::pickRequested, this, [this](PathSpot spot) {
        grid_->startPicking(spot == PathSpot::Start ? tr("Click the face to start from.")
                            : spot == PathSpot::End ? tr("Click the face to end at.")
                                                    : tr("Click the face to go on to."));
        disconnect(grid_, &FaceGrid::facePicked, this, nullptr);
        connect(grid_, &FaceGrid::facePicked, this,
                [this, spot](int number) { putOnPath(spot, number); });
    });
    const auto from_grid = [this](void (FaceGrid::*requested)(int), PathSpot spot) {
        connect(grid_, requested, this, [this, spot](int number) { putOnPath(spot, number); });
    };
    from_grid(&FaceGrid::interpolateFromRequested, PathSpot::Start);
    from_grid(&FaceGrid::interpolateToRequested, PathSpot::End);
    from_grid(&FaceGrid::addToPathRequested, PathSpot::Next);
    const auto from_result = [this](void (ArithmeticPane::*requested)(), PathSpot spot) {
        connect(arithmetic_pane_, requested, this, [this, spot] {
            if (const auto result = latents_->arithmeticResult()) putOnPath(spot, *result);
        });
    };
    from_result(&ArithmeticPane::interpolateFromRequested, PathSpot::Start);
    from_result(&ArithmeticPane::interpolateToRequested, PathSpot::End);
    const auto from_history = [this](void (HistoryPane::*requested)(const PickedFace&),
                                     PathSpot spot) {
        connect(history_pane_, requested, this,
                [this, spot](const PickedFace& face) { putOnPath(spot, face); });
    };
    from_history(&HistoryPane::interpolateFromRequested, PathSpot::Start);
    from_history(&HistoryPane::interpolateToRequested, PathSpot::End);
    from_history(&HistoryPane::addToPathRequested, PathSpot::Next);
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
}

void MainWindow::connectSessions() {
    // A run that goes on does not take the model of a session away.
    for (const auto came : {&WindowSessions::opened, &WindowSessions::saved}) {
        connect(sessions_, came, this,
                [this] { keepModel(QFile::decodeName(latents_->modelInfo()->path.c_str())); });
    }
    connect(sessions_, &WindowSessions::nameGone, this, &MainWindow::showModelsName);
    // A single face that comes out of a picture is shown where it went to.
    connect(sessions_, &WindowSessions::pictureRestored, this, [this](const Provenance& picture) {
        if (picture.path) findChild<QDockWidget*>(QStringLiteral("pathDock"))->raise();
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
    if (path_->playable()) sources.strip_path = pathOf(*path_);
}

void MainWindow::putOnPath(PathSpot spot, const PickedFace& face) {
    path_pane_->put(spot, face);
    findChild<QDockWidget*>(QStringLiteral("pathDock"))->raise();
}

void MainWindow::putOnPath(PathSpot spot, int number) {
    if (const auto face = latents_->face(number)) putOnPath(spot, *face);
}

}  // namespace faceloom
