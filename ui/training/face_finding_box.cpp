#include "ui/training/face_finding_box.h"

#include "ui/training/training_widgets.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QSettings>
#include <QToolButton>

namespace faceloom {
namespace {

const auto kFolderKey = QStringLiteral("training/mtcnnFolder");

}  // namespace

FaceFindingBox::FaceFindingBox(QWidget* parent) : QWidget(parent), finding_(new QComboBox) {
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
    folder_row_ = createFolderRow();
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Cut out:"), finding_);
    form->addRow(folder_row_);
    connect(finding_, &QComboBox::currentIndexChanged, this, &FaceFindingBox::settle);
    folder_row_->setVisible(false);
}

QWidget* FaceFindingBox::createFolderRow() {
    folder_ = new QLineEdit(QSettings().value(kFolderKey).toString());
    folder_->setObjectName(QStringLiteral("mtcnnFolder"));
    folder_->setPlaceholderText(tr("folder with det1, det2 and det3"));
    folder_->setToolTip(
        tr("The folder with MTCNN's three networks: det1, det2 and det3, each a .prototxt and a "
           ".caffemodel file."));
    folder_->setAccessibleName(tr("Folder of the MTCNN networks"));
    auto* browse =
        browseButton("chooseMtcnnFolder", tr("Choose the folder of the MTCNN networks."));
    auto* part = new QWidget;
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(folder_, 1);
    row->addWidget(browse);
    connect(folder_, &QLineEdit::editingFinished, this, &FaceFindingBox::settle);
    connect(browse, &QToolButton::clicked, this, &FaceFindingBox::chooseFolder);
    return part;
}

FaceFindingBox::Finding FaceFindingBox::finding() const {
    return static_cast<Finding>(finding_->currentIndex());
}

void FaceFindingBox::apply(PrepareOptions& options) const {
    if (usesRectangle()) return;
    const bool haar = finding() == Finding::Haar;
    options.detect = haar ? DetectorKind::Haar : DetectorKind::Mtcnn;
    if (!haar) options.detector_folder = folder_->text().toStdString();
}

void FaceFindingBox::chooseFolder() {
    auto* dialog =
        folderDialog(this, "mtcnnFolderDialog", tr("Choose the folder of the MTCNN networks"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        folder_->setText(path);
        settle();
    });
    dialog->open();
}

void FaceFindingBox::settle() {
    QSettings().setValue(kFolderKey, folder_->text());
    folder_row_->setVisible(finding() == Finding::Mtcnn);
    emit changed();
}

}  // namespace faceloom
