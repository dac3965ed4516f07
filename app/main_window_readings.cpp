// What the main window does with readings: ages, expressions, suggestions, age networks, cards.
#include "app/main_window.h"
#include "core/base/shipped_models.h"
#include "core/gan/model_card.h"
#include "ui/base/icons.h"
#include "ui/base/message_bar.h"
#include "ui/base/native_path.h"
#include "ui/explore/arithmetic_pane.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/latent_controller.h"
#include "ui/explore/model_card_dialog.h"
#include "ui/explore/sets_pane.h"
#include "ui/path/path_pane.h"
#include "ui/reading/agenet_download.h"
#include "ui/reading/reading_controller.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QProgressDialog>

namespace faceloom {
namespace {

QString displayPath(const std::filesystem::path& path) {
    return QFile::decodeName(path.string().c_str());
}

}  // namespace

void MainWindow::connectReadings() {
    connect(latents_, &LatentController::facesRendered, this,
            [this](const auto& faces) { readings_->setFaces(ReadingPlace::Grid, faces); });
    connect(latents_, &LatentController::arithmeticRendered, this,
            [this] { readings_->setFaces(ReadingPlace::Row, arithmetic_pane_->row()); });
    connect(latents_, &LatentController::stripRendered, this,
            [this] { readings_->setFaces(ReadingPlace::Strip, path_pane_->strip()); });
    connect(readings_, &ReadingController::readingsChanged, this,
            [this](ReadingPlace place, const std::vector<FaceReading>& read) {
                if (place == ReadingPlace::Row) arithmetic_pane_->showReadings(read);
                if (place == ReadingPlace::Strip) path_pane_->showReadings(read);
                if (place != ReadingPlace::Grid) return;
                grid_->setReadings(read);
                sets_pane_->setReadings(read);
            });
    connect(latents_, &LatentController::modelOpened, sets_pane_, &SetsPane::awaitReadings);
    connect(readings_, &ReadingController::readersChanged, this, [this] {
        ages_->setEnabled(readings_->readsAges());
        expressions_->setEnabled(readings_->readsAttributes());
        grid_->setAgesRead(readings_->readsAges());
    });
    connect(readings_, &ReadingController::messageRaised, messages_, &MessageBar::showMessage);
    connect(sets_pane_, &SetsPane::suggestingChanged, suggest_, &QAction::setEnabled);
}

void MainWindow::buildReadingsMenu(QMenu* menu) {
    menu->addSeparator();
    ages_ = addAction(menu, "agesAction", symbolIcon(Symbol::Ages), tr("&Ages on faces"), Qt::Key_A,
                      tr("Show the age each face reads as, and how sure that is."));
    ages_->setIconText(tr("Ages"));
    expressions_ = addAction(menu, "expressionsAction", {}, tr("&Expressions on faces"), Qt::Key_R,
                             tr("Show what each face reads as, and how sure that is: ☺ smiling, "
                                "♀ a woman, ♂ a man."));
    for (QAction* action : {ages_, expressions_}) {
        action->setCheckable(true);
        action->setEnabled(false);
        connect(action, &QAction::toggled, this, &MainWindow::showReadings);
    }
    suggest_ = addAction(menu, "suggestAction", symbolIcon(Symbol::Suggest),
                         tr("&Suggest faces for all sets"), tr("Ctrl+G"),
                         tr("Fill each set with the faces of the grid that fit it best."));
    suggest_->setEnabled(false);
    connect(suggest_, &QAction::triggered, sets_pane_, &SetsPane::suggestAll);
    QMenu* networks = menu->addMenu(tr("Age net&work"));
    networks->setObjectName(QStringLiteral("ageNetworkMenu"));
    connect(networks, &QMenu::aboutToShow, this,
            [this, networks] { fillAgeNetworkMenu(networks); });
}

void MainWindow::showReadings() {
    const ShownReadings shown{ages_->isChecked(), expressions_->isChecked()};
    grid_->setShownReadings(shown);
    arithmetic_pane_->setShownReadings(shown);
    path_pane_->setShownReadings(shown);
}

void MainWindow::fillAgeNetworkMenu(QMenu* menu) {
    menu->clear();
    const auto open = readings_->ageModel();
    QAction* now = menu->addAction(open.empty() ? tr("No age network open")
                                                : tr("Now open: %1").arg(displayPath(open)));
    now->setEnabled(false);
    menu->addSeparator();
    menu->addAction(tr("The one that comes with Faceloom"), this, [this] {
        const auto files = AgeModelFiles::in(shippedAgeModel());
        if (files)
            readings_->openAgeModel(*files);
        else
            messages_->showMessage(QString::fromStdString(files.error().message), true);
    });
    const auto fetched = AgeModelFiles::in(userAgeNetFolder());
    menu->addAction(fetched ? tr("AgeNet of Levi and Hassner")
                            : tr("Fetch AgeNet of Levi and Hassner (46 MB)…"),
                    this, &MainWindow::openAgeNet);
    menu->addAction(tr("Choose a file…"), this, &MainWindow::chooseAgeModel);
}

void MainWindow::openAgeNet() {
    if (const auto fetched = AgeModelFiles::in(userAgeNetFolder())) {
        readings_->openAgeModel(*fetched);
        return;
    }
    if (findChild<AgeNetDownload*>() != nullptr) return;  // it is being fetched
    auto* download =
        new AgeNetDownload(ageNetAddress(), ageNetItems(), displayPath(userAgeNetFolder()), this);
    auto* progress = new QProgressDialog(tr("Fetching AgeNet from %1…").arg(ageNetAddress().host()),
                                         tr("Cancel"), 0, 0, this);
    progress->setObjectName(QStringLiteral("ageNetProgress"));
    progress->setWindowTitle(tr("Age network"));
    progress->setAttribute(Qt::WA_DeleteOnClose);
    progress->setAutoClose(false);
    progress->setAutoReset(false);
    constexpr qint64 kUnit = 1024;
    connect(download, &AgeNetDownload::progressed, progress,
            [progress](qint64 received, qint64 total) {
                progress->setMaximum(total > 0 ? int(total / kUnit) : 0);
                progress->setValue(int(received / kUnit));
            });
    connect(progress, &QProgressDialog::canceled, download, [download, progress] {
        download->cancel();
        download->deleteLater();
        progress->deleteLater();  // it only hides by itself
    });
    const auto end = [this, download, progress] {
        progress->disconnect(download);
        progress->close();
        download->deleteLater();
    };
    connect(download, &AgeNetDownload::finished, this, [this, end] {
        end();
        if (const auto files = AgeModelFiles::in(userAgeNetFolder()))
            readings_->openAgeModel(*files);
    });
    connect(download, &AgeNetDownload::failed, this, [this, end](const QString& message) {
        end();
        messages_->showMessage(message, true);
    });
    progress->show();
    download->start();
}

void MainWindow::chooseAgeModel() {
    auto* dialog = new QFileDialog(this, tr("Open an age network"), {},
                                   tr("Caffe weights (*.caffemodel);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openAgeModel);
    dialog->open();
}

void MainWindow::openAgeModel(const QString& caffemodel) {
    const auto files = AgeModelFiles::with(nativePath(caffemodel));
    if (files)
        readings_->openAgeModel(*files);
    else
        messages_->showMessage(QString::fromStdString(files.error().message), true);
}

void MainWindow::showCard() {
    if (const ModelInfo* info = latents_->modelInfo()) showModelCard(*info, this);
}

void MainWindow::openShipped(bool generator) {
    readings_->openShipped();
    std::error_code ignored;
    if (generator && std::filesystem::exists(shippedGenerator(), ignored))
        latents_->openModel(shippedGenerator());
}

}  // namespace faceloom
