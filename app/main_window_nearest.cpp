// How the main window compares a face with the pictures its model was trained on.
#include "app/main_window.h"
#include "core/base/shipped_models.h"
#include "core/data/packed_dataset.h"
#include "core/train/run_folder.h"
#include "ui/base/native_path.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/face_tile.h"
#include "ui/explore/face_zoom.h"
#include "ui/explore/latent_controller.h"
#include "ui/photograph/nearest_controller.h"
#include "ui/photograph/nearest_dialog.h"

#include <QAction>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>
#include <filesystem>
#include <optional>
#include <utility>

namespace faceloom {
namespace {

QString key() {
    return QStringLiteral("nearest/pictures");
}

// What a run in this folder was trained on, where it is still there.
std::optional<std::filesystem::path> runsPictures(const ModelInfo& model) {
    const auto run = RunFolder(runFolderOf(model)).readDescription();
    if (!run || !PackedDataset::looksLikeOne(run->data_path)) return std::nullopt;
    return run->data_path;
}

TrainingPictures picturesAt(const QString& path) {
    if (QFileInfo(path).isFile()) return PackedFile{nativePath(path)};
    PrepareOptions options;
    options.images = nativePath(path);
    return options;
}

}  // namespace

void MainWindow::buildNearestMenu(QMenu* menu) {
    QAction* action =
        addAction(menu, "nearestPicturesAction", {}, tr("Copied or in&vented?…"), tr("Ctrl+L"),
                  tr("Compare the face under the pointer, or the one the keyboard is "
                     "at, with the pictures its model was trained on."));
    nearest_ = new NearestController(shippedAttributeReader(), nearestPicturesCache(), this);
    connect(action, &QAction::triggered, this, [this] {
        const FaceTile* tile = FaceZoom::tileMeant(*this);
        if (tile == nullptr) tile = grid_->tile(grid_->currentFace());
        showNearest(tile->face());
    });
    connect(grid_, &FaceGrid::nearestRequested, this,
            [this](int number) { showNearest(grid_->tile(number)->face()); });
    connect(
        latents_, &LatentController::modelOpened, this,
        [this, models = std::optional<std::filesystem::path>()](const ModelInfo& model) mutable {
            nearest_->setImageSize(model.network.imageSize());
            // A run's newer generator leaves those that were chosen instead.
            const auto before = std::exchange(models, runsPictures(model));
            if (models && models != before) nearest_->setPictures(PackedFile{*models});
        });
}

void MainWindow::showNearest(const QImage& face) {
    if (face.isNull()) return;
    const QString last = QSettings().value(key()).toString();
    if (!nearest_->hasPictures() && QFileInfo::exists(last))
        nearest_->setPictures(picturesAt(last));
    if (nearest_dialog_ == nullptr) {
        nearest_dialog_ = new NearestDialog(nearest_, this);
        connect(nearest_dialog_, &NearestDialog::picturesChosen, this, [this](const QString& path) {
            QSettings().setValue(key(), path);
            nearest_->setPictures(picturesAt(path));
        });
    }
    nearest_->ask(face);
    nearest_dialog_->show();
    nearest_dialog_->raise();
    nearest_dialog_->activateWindow();
}

}  // namespace faceloom
