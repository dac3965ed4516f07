#include "app/main_window_photographs.h"

#include "app/main_window.h"
#include "app/main_window_sessions.h"
#include "core/base/png_text.h"
#include "core/latent/provenance.h"
#include "ui/base/image_convert.h"
#include "ui/base/message_bar.h"
#include "ui/base/native_path.h"
#include "ui/directions/direction_edit.h"
#include "ui/explore/export_sheets.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/latent_controller.h"
#include "ui/explore/result_history.h"
#include "ui/path/path_pane.h"
#include "ui/photograph/photograph_controller.h"
#include "ui/photograph/photograph_pane.h"

#include <QAction>
#include <QClipboard>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QMimeDatabase>
#include <QStandardPaths>
#include <QUrl>

namespace faceloom {

WindowPhotographs::WindowPhotographs(QMainWindow* window, const ExplorerModels& models,
                                     LatentController* latents)
    : QObject(window),
      window_(window),
      models_(models),
      photographs_(new PhotographController(this)),
      pane_(new PhotographPane(photographs_, models.sets)),
      looker_(
          [](const QString& path) -> Result<Looked> {
              const auto text = readPngText(nativePath(path), kProvenanceKeyword);
              return Looked{path, text && *text};
          },
          [this](const Result<Looked>& looked) {
              if (looked && looked->carries_faces)
                  emit carriesFaces(looked->path);
              else if (looked)
                  show(looked->path);
          }) {
    connect(latents, &LatentController::modelOpened, photographs_, &PhotographController::setModel);
    connect(photographs_, &PhotographController::found, models_.history, &ResultHistory::addFound);
    connect(pane_, &PhotographPane::openRequested, this, &WindowPhotographs::choose);
    connect(pane_, &PhotographPane::pictureDropped, this,
            [this](const QImage& picture) { open(picture, tr("dropped picture")); });
    connect(pane_, &PhotographPane::editRequested, models_.directions, &DirectionEdit::setFace);
    connect(pane_, &PhotographPane::keepRequested, models_.history, &ResultHistory::keep);
    pane_->setPictureSource(
        [latents](const Latent& latent) { return latents->pictures().of(latent); });
    connect(&latents->pictures(), &LatentPictures::arrived, pane_, &PhotographPane::showPictures);
}

void WindowPhotographs::connectTo(MessageBar* messages) {
    messages_ = messages;
    connect(photographs_, &PhotographController::messageRaised, messages, &MessageBar::showMessage);
}

void WindowPhotographs::addTo(QMenu* menu) {
    QAction* action = menu->addAction(tr("Open p&hotograph…"));
    action->setObjectName(QStringLiteral("openPhotographAction"));
    action->setShortcut(tr("Ctrl+Shift+I"));
    action->setToolTip(
        tr("Find the face in a photograph, and the face of the model nearest to it."));
    action->setStatusTip(action->toolTip());
    connect(action, &QAction::triggered, this, &WindowPhotographs::choose);
}

void WindowPhotographs::addPasteTo(QMenu* menu) {
    QAction* action = menu->addAction(tr("&Paste photograph"));
    action->setObjectName(QStringLiteral("pastePhotographAction"));
    action->setShortcut(QKeySequence::Paste);
    action->setToolTip(tr("Take the picture on the clipboard as a photograph."));
    action->setStatusTip(action->toolTip());
    connect(action, &QAction::triggered, this, &WindowPhotographs::paste);
}

void WindowPhotographs::choose() {
    auto* dialog =
        new QFileDialog(window_, tr("Open a photograph"),
                        QStandardPaths::writableLocation(QStandardPaths::PicturesLocation),
                        tr("Pictures (*.jpg *.jpeg *.png *.bmp *.webp);;All files (*)"));
    dialog->setObjectName(QStringLiteral("openPhotographDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    // Whatever it is: the choice says that it is a photograph.
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        looker_.cancel();
        show(path);
    });
    dialog->open();
}

void WindowPhotographs::paste() {
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    const auto urls = data != nullptr ? data->urls() : QList<QUrl>();
    if (urls.size() == 1 && urls.front().isLocalFile() && open(urls.front().toLocalFile())) return;
    if (data != nullptr && holdsPicture(data))
        open(QGuiApplication::clipboard()->image(), tr("pasted picture"));
    else
        messages_->showMessage(tr("There is no picture on the clipboard."), false);
}

bool WindowPhotographs::isPicture(const QString& path) {
    return QMimeDatabase()
               .mimeTypeForFile(path, QMimeDatabase::MatchExtension)
               .name()
               .startsWith(QLatin1String("image/")) ||
           looksLikePng(nativePath(path));
}

bool WindowPhotographs::open(const QString& path) {
    if (!isPicture(path)) return false;
    looker_.ask(path);
    return true;
}

void WindowPhotographs::open(const QImage& picture, const QString& name) {
    looker_.cancel();
    photographs_->open(picture, name);
    emit paneWanted();
}

void WindowPhotographs::show(const QString& path) {
    photographs_->open(path);
    emit paneWanted();
}

bool WindowPhotographs::holdsPicture(const QMimeData* data) {
    return data->hasImage() && !holdsPickedFace(data);
}

void WindowPhotographs::stop() {
    photographs_->cancel();
}

void WindowPhotographs::describe(ExportSources& sources) const {
    const PhotographState& state = photographs_->state();
    if (!state.result || state.other_model) return;
    sources.photograph_name = QFileInfo(state.name).completeBaseName();
    sources.photograph = {{fromQImage(state.result->target), "photograph", {}},
                          {fromQImage(state.result->picture), "nearest face", {}}};
    if (const auto face = photographs_->result())
        sources.photograph_latents = {{face->label.toStdString(), face->latent, {}}};
}

void MainWindow::openFirst(const QString& path) {
    openShipped(path.isEmpty() || WindowPhotographs::isPicture(path));
    if (!path.isEmpty()) openPath(path);
}

void MainWindow::connectPhotographs() {
    PhotographPane* pane = photographs_->pane();
    const auto show = [this](const char* dock) {
        auto* shown = findChild<QDockWidget*>(QLatin1String(dock));
        shown->show();
        shown->raise();
    };
    photographs_->connectTo(messages_);
    connect(photographs_, &WindowPhotographs::paneWanted, this, [show, pane] {
        show("photographDock");
        pane->setFocus();
    });
    connect(photographs_, &WindowPhotographs::carriesFaces, sessions_, &WindowSessions::open);
    connect(pane, &PhotographPane::pathDropped, this, &MainWindow::openPath);
    connect(pane, &PhotographPane::editRequested, this, [show] { show("directionsDock"); });
    connect(pane, &PhotographPane::exportRequested, this,
            [this] { exportAs(ExportKind::Photograph, grid_->currentFace()); });
    const auto to_path = [this, pane](void (PhotographPane::*requested)(const PickedFace&),
                                      PathSpot spot) {
        connect(pane, requested, this,
                [this, spot](const PickedFace& face) { putOnPath(spot, face); });
    };
    to_path(&PhotographPane::interpolateFromRequested, PathSpot::Start);
    to_path(&PhotographPane::interpolateToRequested, PathSpot::End);
    to_path(&PhotographPane::addToPathRequested, PathSpot::Next);
}

}  // namespace faceloom
