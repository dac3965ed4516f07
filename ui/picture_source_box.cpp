#include "ui/picture_source_box.h"

#include "ui/crop_editor.h"
#include "ui/icons.h"
#include "ui/recent_paths.h"
#include "ui/training_widgets.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QToolButton>

namespace faceloom {
namespace {

constexpr int kResultSide = 96;  // the 64 × 64 result as it is shown, logical pixels
const auto kDetectorFolderKey = QStringLiteral("training/mtcnnFolder");

std::filesystem::path toPath(const QString& text) {
    return text.toStdString();
}

}  // namespace

PictureSourceBox::PictureSourceBox(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("pictureSourceBox"));
    title_ = new QLabel;
    title_->setObjectName(QStringLiteral("pictureSourceTitle"));
    title_->setWordWrap(true);
    detail_ = quietLabel();
    detail_->setObjectName(QStringLiteral("pictureSourceDetail"));
    buttons_part_ = new QWidget;
    buttons_part_->setLayout(createButtons());
    sample_part_ = new QWidget;
    sample_part_->setLayout(createSample());
    finding_part_ = new QWidget;
    finding_part_->setLayout(createFaceFinding());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(buttons_part_);
    layout->addWidget(title_);
    layout->addWidget(detail_);
    layout->addWidget(sample_part_);
    layout->addWidget(finding_part_);
    connect(&loader_, &SampleLoader::loaded, this, &PictureSourceBox::showSample);
    connect(&loader_, &SampleLoader::failed, this, &PictureSourceBox::showFailure);
    showSource({}, tr("Choose a folder of face photographs, or try the built-in sketch faces."));
    updateControls();
}

QLayout* PictureSourceBox::createButtons() {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    const auto add = [this, row](const QString& text, const char* name, const QString& tip) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setObjectName(QLatin1String(name));
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        row->addWidget(button);
        return button;
    };
    auto* folder = add(tr("Folder…"), "chooseFolder", tr("Choose a folder of face photographs."));
    folder->setIcon(symbolIcon(Symbol::Pictures));
    folder->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* file = add(tr("File…"), "choosePackedFile",
                     tr("Choose a file of pictures that was prepared before."));
    auto* sketch = add(tr("Sketch faces"), "useSketchFaces",
                       tr("Use faces that the program draws itself: nothing to download."));
    auto* recent = new QToolButton;
    recent->setObjectName(QStringLiteral("recentPictures"));
    recent->setText(tr("Recent"));
    recent->setToolTip(tr("Pictures that were chosen before."));
    recent->setAccessibleName(tr("Recent pictures"));
    recent->setArrowType(Qt::DownArrow);
    // Popped up by hand: a menu of the button's own would draw a second arrow.
    recent_ = new QMenu(recent);
    connect(recent, &QToolButton::clicked, recent_,
            [this, recent] { recent_->popup(recent->mapToGlobal(recent->rect().bottomLeft())); });
    row->addWidget(recent);
    connect(folder, &QToolButton::clicked, this, &PictureSourceBox::chooseFolder);
    connect(file, &QToolButton::clicked, this, &PictureSourceBox::choosePackedFile);
    connect(sketch, &QToolButton::clicked, this, &PictureSourceBox::useSketchFaces);
    connect(recent_, &QMenu::aboutToShow, this, &PictureSourceBox::fillRecent);
    return row;
}

QLayout* PictureSourceBox::createSample() {
    editor_ = new CropEditor;
    editor_->setMinimumHeight(170);
    result_label_ = new QLabel;
    result_label_->setObjectName(QStringLiteral("cropResult"));
    result_label_->setAccessibleName(tr("What training will see of this picture"));
    result_label_->setToolTip(tr("What training will see of this picture."));
    result_label_->setFixedSize(kResultSide, kResultSide);
    result_caption_ = quietLabel();
    result_caption_->setAlignment(Qt::AlignHCenter);
    crop_label_ = quietLabel();
    crop_label_->setObjectName(QStringLiteral("cropText"));
    next_ = new QToolButton;
    next_->setObjectName(QStringLiteral("nextSample"));
    next_->setText(tr("Next picture"));
    next_->setToolTip(tr("Look at another of the pictures."));
    next_->setAccessibleName(tr("Next picture"));
    next_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    reset_ = new QToolButton;
    reset_->setObjectName(QStringLiteral("resetCrop"));
    reset_->setText(tr("Reset"));
    reset_->setToolTip(tr("Put the rectangle back to where it was suggested."));
    reset_->setAccessibleName(tr("Reset the rectangle"));
    reset_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(editor_, &CropEditor::cropChanged, this, &PictureSourceBox::cropEdited);
    connect(next_, &QToolButton::clicked, this, [this] {
        ++sample_index_;
        ask();
    });
    connect(reset_, &QToolButton::clicked, this, [this] {
        edited_crop_.reset();
        ask();
        emit picturesChanged();
    });

    auto* side = new QVBoxLayout;
    side->setContentsMargins(0, CropEditor::kBorder, 0, CropEditor::kBorder);
    side->addWidget(result_label_);
    side->addWidget(result_caption_);
    side->addStretch();
    side->addWidget(next_);
    side->addWidget(reset_);
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(editor_, 0, 0);
    grid->addLayout(side, 0, 1);
    grid->addWidget(crop_label_, 1, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    return grid;
}

QLayout* PictureSourceBox::createFaceFinding() {
    finding_ = new QComboBox;
    finding_->setObjectName(QStringLiteral("faceFinding"));
    finding_->addItem(tr("the same rectangle in each picture"));
    finding_->addItem(tr("find each face, quickly (Haar)"));
    finding_->addItem(tr("find each face, carefully (MTCNN)"));
    finding_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    finding_->setMinimumContentsLength(16);
    finding_->setToolTip(
        tr("Cut the same rectangle out of each picture, or look for the face in each "
           "one. Pictures in which no face is found are left out."));
    finding_->setAccessibleName(tr("How the face is cut out"));
    detector_folder_ = new QLineEdit(QSettings().value(kDetectorFolderKey).toString());
    detector_folder_->setObjectName(QStringLiteral("mtcnnFolder"));
    detector_folder_->setPlaceholderText(tr("folder with det1, det2 and det3"));
    detector_folder_->setToolTip(
        tr("The folder with MTCNN's three networks: det1, det2 and det3, each a .prototxt and a "
           ".caffemodel file."));
    detector_folder_->setAccessibleName(tr("Folder of the MTCNN networks"));
    auto* browse =
        browseButton("chooseMtcnnFolder", tr("Choose the folder of the MTCNN networks."));
    detector_folder_part_ = new QWidget;
    auto* folder_row = new QHBoxLayout(detector_folder_part_);
    folder_row->setContentsMargins(0, 0, 0, 0);
    folder_row->addWidget(detector_folder_, 1);
    folder_row->addWidget(browse);
    connect(finding_, &QComboBox::currentIndexChanged, this, &PictureSourceBox::findingChanged);
    connect(detector_folder_, &QLineEdit::editingFinished, this, &PictureSourceBox::findingChanged);
    connect(browse, &QToolButton::clicked, this, &PictureSourceBox::chooseDetectorFolder);

    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Cut out:"), finding_);
    form->addRow(detector_folder_part_);
    return form;
}

PictureSourceBox::FaceFinding PictureSourceBox::finding() const {
    return static_cast<FaceFinding>(finding_->currentIndex());
}

std::optional<TrainingPictures> PictureSourceBox::pictures() const {
    if (!chosen_) return std::nullopt;
    TrainingPictures pictures = *chosen_;
    if (auto* folder = std::get_if<PrepareOptions>(&pictures)) {
        folder->image_size = image_size_;
        if (finding() == FaceFinding::Rectangle) {
            folder->crop = edited_crop_;
        } else {
            const bool haar = finding() == FaceFinding::Haar;
            folder->detect = haar ? DetectorKind::Haar : DetectorKind::Mtcnn;
            if (!haar) folder->detector_folder = toPath(detector_folder_->text());
        }
    } else if (auto* sketch = std::get_if<SketchPictures>(&pictures)) {
        sketch->image_size = image_size_;
    }
    return pictures;
}

void PictureSourceBox::openFolder(const QString& path) {
    PrepareOptions options;
    options.images = toPath(path);
    choose(std::move(options));
}

void PictureSourceBox::openPackedFile(const QString& path) {
    choose(PackedFile{toPath(path)});
}

void PictureSourceBox::useSketchFaces() {
    choose(SketchPictures{});
}

void PictureSourceBox::choose(TrainingPictures pictures) {
    chosen_ = std::move(pictures);
    edited_crop_.reset();
    sample_index_ = 0;
    count_ = 0;
    showSource(nameOf(*chosen_), tr("Looking at the pictures…"));
    editor_->setPicture({}, {});
    editor_->setHint({});
    result_ = {};
    updateControls();
    ask();
    emit picturesChanged();
}

void PictureSourceBox::setImageSize(int side) {
    if (side == image_size_) return;
    image_size_ = side;
    ask();
}

void PictureSourceBox::setLocked(bool locked) {
    locked_ = locked;
    updateControls();
}

void PictureSourceBox::ask(bool moving) {
    if (const auto now = pictures()) loader_.request({*now, sample_index_}, moving);
}

void PictureSourceBox::cropEdited(const QRect& crop) {
    const QSize size = editor_->pictureSize();
    edited_crop_ = CropRect{static_cast<double>(crop.x()),
                            static_cast<double>(crop.y()),
                            static_cast<double>(crop.width()),
                            static_cast<double>(crop.height()),
                            size.width(),
                            size.height()};
    updateControls();
    ask(true);
    emit picturesChanged();
}

void PictureSourceBox::findingChanged() {
    QSettings().setValue(kDetectorFolderKey, detector_folder_->text());
    editor_->setCrop({});
    updateControls();
    ask();
    emit picturesChanged();
}

void PictureSourceBox::showSample(const Sample& sample) {
    const bool from_folder = std::holds_alternative<PrepareOptions>(*chosen_);
    if (count_ == 0) rememberChosen();
    count_ = sample.count;
    QString detail = tr("%1 pictures").arg(locale().toString(static_cast<qulonglong>(count_)));
    if (sample.is_celeba) detail += tr(" · recognised as CelebA");
    if (std::holds_alternative<SketchPictures>(*chosen_)) detail += tr(" · drawn by the program");
    if (std::holds_alternative<PackedFile>(*chosen_)) {
        detail += tr(" · ready to use, %1 × %1 pixels").arg(sample.image_size);
        emit imageSizeKnown(sample.image_size);
    }
    showSource(nameOf(*chosen_), detail);

    if (editor_->pictureSize() != sample.size || !edited_crop_ || sample.shown.isNull()) {
        editor_->setPicture(sample.shown, sample.size);
        editor_->setCrop(sample.crop);
    } else {
        // Where the user has dragged the rectangle to since this was asked for stays.
        editor_->setPicture(sample.shown, sample.size);
    }
    editor_->setHint(sample.problem);
    result_ = sample.result;
    if (!sample.problem.isEmpty()) {
        crop_label_->setText(sample.concerns_all
                                 ? sample.problem
                                 : tr("%1 This picture would be left out.").arg(sample.problem));
    } else {
        const QRect rect = editor_->crop();
        crop_label_->setText(from_folder ? tr("%1: %2 × %3 pixels from %4, %5 of %6 × %7")
                                               .arg(sample.name)
                                               .arg(rect.width())
                                               .arg(rect.height())
                                               .arg(rect.x())
                                               .arg(rect.y())
                                               .arg(sample.size.width())
                                               .arg(sample.size.height())
                                         : sample.name);
    }
    result_caption_->setText(tr("%1 × %1 pixels").arg(sample.image_size));
    updateControls();
    updateResult();
}

void PictureSourceBox::showFailure(const QString& message) {
    chosen_.reset();
    edited_crop_.reset();
    count_ = 0;
    showSource({}, message);
    updateControls();
    emit messageRaised(message, true);
    emit picturesChanged();
}

void PictureSourceBox::showSource(const QString& title, const QString& detail) {
    title_->setText(title.isEmpty() ? QString()
                                    : QStringLiteral("<b>%1</b>").arg(title.toHtmlEscaped()));
    title_->setVisible(!title.isEmpty());
    detail_->setText(detail);
}

void PictureSourceBox::updateControls() {
    const bool folder = chosen_ && std::holds_alternative<PrepareOptions>(*chosen_);
    buttons_part_->setEnabled(!locked_);
    sample_part_->setVisible(chosen_.has_value());
    finding_part_->setVisible(folder);
    detector_folder_part_->setVisible(finding() == FaceFinding::Mtcnn);
    finding_part_->setEnabled(!locked_);
    editor_->setEditable(folder && !locked_ && finding() == FaceFinding::Rectangle);
    reset_->setVisible(folder && finding() == FaceFinding::Rectangle);
    reset_->setEnabled(edited_crop_.has_value() && !locked_);
    next_->setEnabled(count_ > 1);
}

void PictureSourceBox::updateResult() {
    result_caption_->setVisible(!result_.isNull());
    if (result_.isNull()) {
        result_label_->clear();
        return;
    }
    const double ratio = devicePixelRatioF();
    const QSize size = (QSizeF(kResultSide, kResultSide) * ratio).toSize();
    QPixmap pixmap =
        QPixmap::fromImage(result_.scaled(size, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    result_label_->setPixmap(pixmap);
}

void PictureSourceBox::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) updateResult();
}

void PictureSourceBox::chooseFolder() {
    auto* dialog =
        folderDialog(this, "pictureFolderDialog", tr("Choose a folder of face photographs"));
    connect(dialog, &QFileDialog::fileSelected, this, &PictureSourceBox::openFolder);
    dialog->open();
}

void PictureSourceBox::choosePackedFile() {
    auto* dialog = new QFileDialog(this, tr("Choose a prepared file of pictures"));
    dialog->setObjectName(QStringLiteral("packedFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Prepared pictures (*.safetensors)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &PictureSourceBox::openPackedFile);
    dialog->open();
}

void PictureSourceBox::chooseDetectorFolder() {
    auto* dialog =
        folderDialog(this, "mtcnnFolderDialog", tr("Choose the folder of the MTCNN networks"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        detector_folder_->setText(path);
        findingChanged();
    });
    dialog->open();
}

void PictureSourceBox::rememberChosen() {
    QString path;
    if (const auto* folder = std::get_if<PrepareOptions>(&*chosen_)) {
        path = QString::fromStdString(folder->images.string());
    } else if (const auto* file = std::get_if<PackedFile>(&*chosen_)) {
        path = QString::fromStdString(file->path.string());
    } else {
        return;
    }
    recentPictures().add(path);
    emit pathOpened(path);
}

void PictureSourceBox::fillRecent() {
    recent_->clear();
    for (const QString& path : recentPictures().paths()) {
        recent_->addAction(QDir::toNativeSeparators(path), this, [this, path] {
            if (QFileInfo(path).isDir())
                openFolder(path);
            else
                openPackedFile(path);
        });
    }
    if (recent_->isEmpty()) recent_->addAction(tr("Nothing was chosen before"))->setEnabled(false);
}

}  // namespace faceloom
