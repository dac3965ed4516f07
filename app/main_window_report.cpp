#include "app/main_window_report.h"

#include "core/report/report_page.h"
#include "ui/base/icons.h"
#include "ui/base/message_bar.h"
#include "ui/base/native_path.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/latent_controller.h"
#include "ui/reading/reading_controller.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QMainWindow>
#include <QMenu>
#include <QProgressDialog>
#include <QStandardPaths>
#include <QUrl>

namespace faceloom {

namespace {

QString suggestedPath(const ModelInfo& model) {
    const auto run = runFolderOf(model);
    const auto name = run.empty() ? model.path.stem() : run.filename();
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(QDir(documents).exists() ? documents : QDir::homePath())
        .filePath(QFile::decodeName(name.string().c_str()) + QStringLiteral(".html"));
}

}  // namespace

WindowReport::WindowReport(QMainWindow* window, FaceSets* sets, LatentController* latents,
                           ReadingController* readings, MessageBar* messages)
    : QObject(window),
      window_(window),
      sets_(sets),
      latents_(latents),
      readings_(readings),
      messages_(messages),
      action_(new QAction(symbolIcon(Symbol::Report), tr("Write a &report…"), this)),
      worker_([this](const QString& what) {
          finish({}, fail(ErrorCode::Internal, "{}", what.toStdString()), {});
      }) {
    action_->setObjectName(QStringLiteral("reportAction"));
    action_->setIconText(tr("Report"));
    action_->setShortcut(tr("Ctrl+Shift+R"));
    action_->setToolTip(
        tr("Write a page about the open model and its run: faces, arithmetic, ages, "
           "measures, losses, options."));
    action_->setStatusTip(action_->toolTip());
    action_->setEnabled(false);
    connect(action_, &QAction::triggered, this, &WindowReport::choose);
    connect(latents_, &LatentController::modelOpened, this, [this] { action_->setEnabled(true); });
}

void WindowReport::addTo(QMenu* file_menu) {
    file_menu->addAction(action_);
}

void WindowReport::choose() {
    const ModelInfo* model = latents_->modelInfo();
    if (model == nullptr) return;
    auto* dialog = new QFileDialog(window_, tr("Write a report"), suggestedPath(*model),
                                   tr("Web pages (*.html)"));
    dialog->setObjectName(QStringLiteral("reportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("html"));
    dialog->selectFile(suggestedPath(*model));
    connect(dialog, &QFileDialog::fileSelected, this, &WindowReport::write);
    dialog->open();
}

void WindowReport::write(const QString& path) {
    const ModelInfo* model = latents_->modelInfo();
    if (model == nullptr) return;
    const GridSeed grid = sets_->grid();
    const ReportRequest request{.model = model->path,
                                .seed = grid.seed,
                                .truncation = grid.truncation,
                                .readers = readings_->readers()};
    showProgress();
    worker_.start([this, request, path](const std::stop_token& stop) {
        const auto progress = [this, &stop](int done, int total) {
            worker_.post(stop, [this, done, total] {
                if (!progress_) return;
                progress_->setMaximum(total + 1);  // and the writing
                progress_->setValue(done);
            });
        };
        const auto report = gatherReport(request, stop, progress);
        const Status written =
            report ? writeReport(nativePath(path), *report) : Status(passOn(report));
        worker_.post(stop, [this, path, written,
                            missing = report ? report->missing : std::vector<std::string>()] {
            finish(path, written, missing);
        });
    });
}

void WindowReport::showProgress() {
    delete progress_;
    progress_ = new QProgressDialog(tr("Writing the report…"), tr("Cancel"), 0, 0, window_);
    progress_->setObjectName(QStringLiteral("reportProgress"));
    progress_->setWindowTitle(tr("Report"));
    progress_->setAutoReset(false);
    progress_->setMinimumDuration(500);
    connect(progress_, &QProgressDialog::canceled, this, [this] {
        worker_.cancel();
        progress_->deleteLater();
    });
}

void WindowReport::finish(const QString& path, const Status& written,
                          const std::vector<std::string>& missing) {
    delete progress_;
    if (!written) {
        messages_->showMessage(QString::fromStdString(written.error().message), true);
        return;
    }
    QString text = tr("The report is in %1.").arg(QDir::toNativeSeparators(path));
    if (!missing.empty()) {
        text += QLatin1Char(' ') +
                tr("Left out: %1").arg(QString::fromStdString(fmt::format("{}", missing.front())));
    }
    messages_->showOffer(
        text,
        {{tr("Look at it"), [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); }}});
}

}  // namespace faceloom
