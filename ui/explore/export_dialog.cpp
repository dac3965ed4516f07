#include "ui/explore/export_dialog.h"

#include "core/base/png_file.h"
#include "ui/base/image_convert.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <exception>

namespace faceloom {
namespace {

constexpr int kComfortableSide = 128;  // pixels of a face, about, before the user says otherwise
constexpr int kLargestPreview = 1200;  // pixels; a larger sheet is shown reduced

QString picturesFolder() {
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    return !pictures.isEmpty() && QDir(pictures).exists() ? pictures : QDir::homePath();
}

// A sheet too large for the memory shows as no preview; saving it says why.
QImage drawOrNothing(const std::vector<SheetTile>& tiles, const SheetStyle& style) {
    try {
        return toQImage(drawSheet(tiles, style));
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace

ExportDialog::ExportDialog(ExportSheets sheets, ExportKind kind, QWidget* parent)
    : QDialog(parent),
      sheets_(std::move(sheets)),
      previewer_([this](std::uint64_t id, const Job& job) {
          QImage image = drawOrNothing(job.tiles, job.style);
          const QSize size = image.size();
          if (size.width() > kLargestPreview || size.height() > kLargestPreview) {
              image = image.scaled(kLargestPreview, kLargestPreview, Qt::KeepAspectRatio,
                                   Qt::SmoothTransformation);
          }
          to_gui_.post([this, id, image, size] { showPreview(id, image, size); });
      }),
      saver_([this](std::uint64_t, const Job& job) {
          Status written;
          try {
              const RgbImage sheet = drawSheet(job.tiles, job.style);
              written = job.provenance.model.sha256.empty()
                            ? writePng(job.save_to, sheet)
                            : writePngWith(job.save_to, sheet, job.provenance);
          } catch (const std::exception& error) {
              written = fail(ErrorCode::Internal, "{} could not be saved: {}", job.save_to.string(),
                             error.what());
          }
          to_gui_.post([this, path = job.save_to, written] { finishSaving(path, written); });
      }) {
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export as PNG"));
    auto* layout = new QVBoxLayout(this);
    preview_ = new QLabel;
    preview_->setObjectName(QStringLiteral("exportPreview"));
    preview_->setAccessibleName(tr("Preview of the picture"));
    preview_->setToolTip(tr("The picture as it will be saved."));
    preview_->setAlignment(Qt::AlignCenter);
    preview_->setMinimumSize(420, 260);
    preview_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    preview_->setFrameShape(QFrame::StyledPanel);
    layout->addWidget(preview_, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    save_ = buttons->addButton(QDialogButtonBox::Save);
    save_->setText(tr("Save"));
    save_->setIcon({});
    save_->setObjectName(QStringLiteral("exportSave"));
    save_->setAccessibleName(tr("Save the picture"));
    save_->setToolTip(tr("Write the PNG file. Dropped on the window, it brings its faces back."));
    save_->setDefault(true);
    options_ = new QWidget;
    auto* form = new QFormLayout(options_);
    form->setContentsMargins({});
    buildOptions(form);
    buildFile(form);
    layout->addWidget(options_);
    layout->addWidget(buttons);
    cancel_ = buttons->button(QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    connect(save_, &QPushButton::clicked, this, &ExportDialog::save);
    what_->setCurrentIndex(static_cast<int>(kind));
    suggestName();
    askForPreview();
    save_->setFocus();
    resize(620, 640);
}

void ExportDialog::buildOptions(QFormLayout* form) {
    what_ = new QComboBox;
    what_->setObjectName(QStringLiteral("exportWhat"));
    what_->setAccessibleName(tr("What to save"));
    what_->setToolTip(tr("What the picture shows."));
    const std::array<QString, kExportKinds> names = {tr("All 36 faces"), tr("The arithmetic row"),
                                                     tr("The strip of the path"), tr("One face"),
                                                     tr("A photograph and its nearest face")};
    for (int kind = 0; kind < kExportKinds; ++kind) {
        const auto index = static_cast<std::size_t>(kind);
        const bool empty = sheets_.at(index).tiles.empty();
        what_->addItem(empty ? tr("%1 (nothing there yet)").arg(names.at(index)) : names.at(index));
        qobject_cast<QStandardItemModel*>(what_->model())->item(kind)->setEnabled(!empty);
    }
    captions_ = new QCheckBox(tr("With numbers and captions"));
    captions_->setObjectName(QStringLiteral("exportCaptions"));
    captions_->setAccessibleName(captions_->text());
    captions_->setToolTip(
        tr("Write numbers, names and signs beside the faces. Without, the faces lie "
           "side by side, pixel for pixel."));
    captions_->setChecked(true);
    scale_ = new QSpinBox;
    scale_->setObjectName(QStringLiteral("exportScale"));
    scale_->setAccessibleName(tr("Enlargement"));
    scale_->setToolTip(tr("Each pixel of a face becomes a square of so many pixels."));
    scale_->setRange(1, 8);
    const auto& faces = sheets_.front().tiles;
    const int side = faces.empty() ? 64 : faces.front().image.width;
    scale_->setValue(kComfortableSide / side);
    scale_->setSuffix(QStringLiteral("×"));
    size_ = new QLabel;
    size_->setObjectName(QStringLiteral("exportSize"));
    auto* enlargement = new QHBoxLayout;
    enlargement->addWidget(scale_);
    enlargement->addWidget(size_, 1);
    form->addRow(tr("What"), what_);
    form->addRow(QString(), captions_);
    form->addRow(tr("Enlarge"), enlargement);
    connect(what_, &QComboBox::currentIndexChanged, this, [this] {
        suggestName();
        askForPreview();
    });
    connect(captions_, &QCheckBox::toggled, this, &ExportDialog::askForPreview);
    connect(scale_, &QSpinBox::valueChanged, this, &ExportDialog::askForPreview);
}

void ExportDialog::buildFile(QFormLayout* form) {
    path_ = new QLineEdit;
    path_->setObjectName(QStringLiteral("exportPath"));
    path_->setAccessibleName(tr("File to write"));
    path_->setToolTip(tr("Where the PNG is saved."));
    auto* button = new QPushButton(tr("Browse…"));
    button->setObjectName(QStringLiteral("exportBrowse"));
    button->setAccessibleName(tr("Choose the file"));
    button->setToolTip(tr("Choose folder and name."));
    button->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(path_, 1);
    row->addWidget(button);
    form->addRow(tr("File"), row);
    connect(button, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(path_, &QLineEdit::textChanged, this, [this] {
        save_->setText(QFileInfo(fileName()).isFile() ? tr("Replace") : tr("Save"));
    });
}

const ExportSheet& ExportDialog::sheet() const {
    return sheets_.at(static_cast<std::size_t>(what_->currentIndex()));
}

ExportDialog::Job ExportDialog::job() const {
    Job result;
    result.tiles = sheet().tiles;
    result.style.columns = sheet().columns;
    result.style.scale = scale_->value();
    result.style.captions = captions_->isChecked();
    return result;
}

void ExportDialog::suggestName() {
    const QString folder =
        path_->text().isEmpty() ? picturesFolder() : QFileInfo(path_->text()).absolutePath();
    path_->setText(QDir(folder).filePath(sheet().file_name));
}

void ExportDialog::askForPreview() {
    const bool empty = sheet().tiles.empty();
    save_->setEnabled(!empty);
    if (!empty) {
        newest_preview_ = previewer_.submit(job());
        return;
    }
    ++newest_preview_;
    preview_image_ = {};
    preview_->setText(tr("There is nothing to save here yet."));
    size_->clear();
}

void ExportDialog::showPreview(std::uint64_t id, const QImage& image, QSize size) {
    if (id < newest_preview_) return;
    preview_image_ = image;
    size_->setText(tr("%1 × %2 pixels").arg(size.width()).arg(size.height()));
    fitPreview();
}

void ExportDialog::fitPreview() {
    if (preview_image_.isNull()) return;
    const qreal ratio = devicePixelRatioF();
    const QSize room = (QSizeF(preview_->contentsRect().size()) * ratio).toSize();
    QPixmap pixmap = QPixmap::fromImage(
        preview_image_.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    preview_->setPixmap(pixmap);
}

void ExportDialog::resizeEvent(QResizeEvent* event) {
    QDialog::resizeEvent(event);
    fitPreview();
}

void ExportDialog::browse() {
    auto* dialog =
        new QFileDialog(this, tr("Save the picture as"), path_->text(), tr("PNG pictures (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::fileSelected, path_, &QLineEdit::setText);
    dialog->open();
}

QString ExportDialog::fileName() const {
    const QString name = path_->text().trimmed();
    const bool whole = name.isEmpty() || name.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive);
    return whole ? name : name + QStringLiteral(".png");
}

void ExportDialog::setSaving(bool saving) {
    saving_ = saving;
    options_->setEnabled(!saving);
    save_->setEnabled(!saving);
    cancel_->setEnabled(!saving);
}

// It would wait for the picture all the same, and nobody would hear how that ended.
void ExportDialog::reject() {
    if (!saving_) QDialog::reject();
}

void ExportDialog::save() {
    const QString name = fileName();
    if (name.isEmpty()) {
        path_->setFocus();
        return;
    }
    Job request = job();
    request.provenance = sheet().provenance;
    request.save_to = std::filesystem::path(QFile::encodeName(name).toStdString());
    // When it is saved the dialog goes, and would take a file dialog away under the user's hand.
    setSaving(true);
    saver_.submit(std::move(request));
}

void ExportDialog::finishSaving(const std::filesystem::path& path, const Status& written) {
    setSaving(false);
    if (!written) {
        emit messageRaised(QString::fromStdString(written.error().message), true);
        size_->setText(QString::fromStdString(written.error().message));
        return;
    }
    const QString shown = QFile::decodeName(path.string().c_str());
    emit messageRaised(tr("Saved %1").arg(shown), false);
    emit saved(shown);
    accept();
}

}  // namespace faceloom
