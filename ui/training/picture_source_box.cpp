#include "ui/training/picture_source_box.h"

#include "ui/base/recent_paths.h"
#include "ui/training/crop_editor.h"
#include "ui/training/face_finding_box.h"
#include "ui/training/picture_chooser.h"
#include "ui/training/training_widgets.h"

#include <QBoxLayout>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

namespace faceloom {
namespace {

constexpr int kResultSide = 96;  // the 64 × 64 result as it is shown, logical pixels

}  // namespace

PictureSourceBox::PictureSourceBox(QWidget* parent)
    : QWidget(parent), chooser_(new PictureChooser), finding_(new FaceFindingBox) {
    setObjectName(QStringLiteral("pictureSourceBox"));
    title_ = new QLabel;
    title_->setObjectName(QStringLiteral("pictureSourceTitle"));
    title_->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    title_->setFont(bold);
    detail_ = quietLabel();
    detail_->setObjectName(QStringLiteral("pictureSourceDetail"));
    sample_part_ = new QWidget;
    sample_part_->setLayout(createSample());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(chooser_);
    layout->addWidget(title_);
    layout->addWidget(detail_);
    layout->addWidget(sample_part_);
    layout->addWidget(finding_);
    connect(chooser_, &PictureChooser::chosen, this, &PictureSourceBox::choose);
    connect(finding_, &FaceFindingBox::changed, this, &PictureSourceBox::findingChanged);
    connect(&loader_, &SampleLoader::loaded, this, &PictureSourceBox::showSample);
    connect(&loader_, &SampleLoader::failed, this, &PictureSourceBox::showFailure);
    showSource({}, tr("Choose a folder of face photographs, or try the built-in sketch faces."));
    updateControls();
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

std::optional<TrainingPictures> PictureSourceBox::pictures() const {
    if (!chosen_) return std::nullopt;
    TrainingPictures pictures = *chosen_;
    if (auto* folder = std::get_if<PrepareOptions>(&pictures)) {
        folder->image_size = image_size_;
        if (finding_->usesRectangle()) folder->crop = edited_crop_;
        finding_->apply(*folder);
    } else if (auto* sketch = std::get_if<SketchPictures>(&pictures)) {
        sketch->image_size = image_size_;
    }
    return pictures;
}

void PictureSourceBox::openFolder(const QString& path) {
    choose(picturesInFolder(path));
}

void PictureSourceBox::openPackedFile(const QString& path) {
    choose(picturesInFile(path));
}

void PictureSourceBox::useSketchFaces() {
    choose(SketchPictures{});
}

void PictureSourceBox::choose(const TrainingPictures& pictures) {
    chosen_ = pictures;
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
    editor_->setCrop({});
    updateControls();
    ask();
    emit picturesChanged();
}

void PictureSourceBox::showSample(const Sample& sample) {
    if (!chosen_) return;  // an earlier one could not be read
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
    title_->setText(title);
    title_->setVisible(!title.isEmpty());
    detail_->setText(detail);
}

void PictureSourceBox::updateControls() {
    const bool folder = chosen_ && std::holds_alternative<PrepareOptions>(*chosen_);
    chooser_->setEnabled(!locked_);
    sample_part_->setVisible(chosen_.has_value());
    finding_->setVisible(folder);
    finding_->setEnabled(!locked_);
    editor_->setEditable(folder && !locked_ && finding_->usesRectangle());
    reset_->setVisible(folder && finding_->usesRectangle());
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

void PictureSourceBox::rememberChosen() {
    const QString path = pathOf(*chosen_);
    if (path.isEmpty()) return;
    recentPictures().add(path);
    emit pathOpened(path);
}

}  // namespace faceloom
