// The window's model: which one is opened, kept or followed, and what names it.
#include "app/main_window.h"
#include "core/base/shipped_models.h"
#include "core/train/run_folder.h"
#include "ui/base/elided_label.h"
#include "ui/base/native_path.h"
#include "ui/base/recent_paths.h"
#include "ui/directions/directions_pane.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/latent_controller.h"
#include "ui/explore/result_history.h"
#include "ui/explore/welcome_page.h"
#include "ui/path/path_pane.h"

#include <QAction>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <filesystem>
#include <system_error>

namespace faceloom {
namespace {

QString folderOf(const QString& model) {
    const QFileInfo info(model);
    return info.isDir() ? info.canonicalFilePath() : info.canonicalPath();
}

}  // namespace

void MainWindow::keepModel(const QString& path) {
    opened_by_user_ = folderOf(path);
    opened_before_ = opened_by_user_;
}

void MainWindow::openModel(const QString& path) {
    opened_by_user_ = folderOf(path);
    recentModels().add(path);
    latents_->openModel(nativePath(path));
}

void MainWindow::showModel(const ModelInfo& info) {
    if (centre_->currentWidget() == welcome_) {
        centre_->setCurrentIndex(1);
        grid_->focusCurrent();
    }
    path_pane_->setLatentSize(info.network.latent_size);
    history_->setLatentSize(info.network.latent_size);
    directions_pane_->setLatentSize(info.network.latent_size);
    const QString path = QFile::decodeName(info.path.string().c_str());
    const RunFolder folder(runFolderOf(info));
    const QString run = QFileInfo(QFile::decodeName(folder.root().c_str())).fileName();
    const QString file = QFileInfo(path).fileName();
    const QString trained_on = QString::fromStdString(info.trained_on);
    // It was trained in several runs, and knows the last one's steps alone.
    std::error_code elsewhere;
    const QString label =
        std::filesystem::equivalent(info.path, shippedGenerator(), elsewhere)
            ? tr("%1, which comes with Faceloom, trained on %2").arg(file, trained_on)
            : tr("%1/%2, %3 steps on %4").arg(run, file, QLocale().toString(info.step), trained_on);
    constexpr qsizetype kLongestLine = 2000, kLongestTip = 300;  // characters
    model_label_->setText(shortLine(label, kLongestLine));
    model_label_->setToolTip(shortLine(path, kLongestTip) + QLatin1Char('\n') +
                             shortLine(label, kLongestTip));
    showModelsName();
    new_faces_->setEnabled(true);
    export_->setEnabled(true);
    copy_->setEnabled(true);
    card_->setEnabled(true);
}

void MainWindow::showModelsName() {
    const ModelInfo* info = latents_->modelInfo();
    if (info == nullptr) return;
    const RunFolder folder(runFolderOf(*info));
    const auto named = [](const std::filesystem::path& path) {
        return QFileInfo(QFile::decodeName(path.c_str()));
    };
    const QString name = named(folder.descriptionFile()).exists()
                             ? named(folder.root()).fileName()
                             : named(info->path).completeBaseName();
    setWindowTitle(tr("%1 – Faceloom").arg(name));
}

void MainWindow::followRun(const QString& generator) {
    if (opened_by_user_.isEmpty() || opened_by_user_ == folderOf(generator)) {
        latents_->openModel(nativePath(generator));
    }
}

}  // namespace faceloom
