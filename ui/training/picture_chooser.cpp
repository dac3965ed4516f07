#include "ui/training/picture_chooser.h"

#include "ui/base/icons.h"
#include "ui/base/recent_paths.h"
#include "ui/training/training_widgets.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QToolButton>

namespace faceloom {

TrainingPictures picturesInFolder(const QString& path) {
    PrepareOptions options;
    options.images = path.toStdString();
    return options;
}

TrainingPictures picturesInFile(const QString& path) {
    return PackedFile{path.toStdString()};
}

QString pathOf(const TrainingPictures& pictures) {
    if (const auto* folder = std::get_if<PrepareOptions>(&pictures))
        return QString::fromStdString(folder->images.string());
    if (const auto* file = std::get_if<PackedFile>(&pictures))
        return QString::fromStdString(file->path.string());
    return {};
}

PictureChooser::PictureChooser(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    auto* folder =
        addButton(row, tr("Folder…"), "chooseFolder", tr("Choose a folder of face photographs."));
    folder->setIcon(symbolIcon(Symbol::Pictures));
    folder->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* file = addButton(row, tr("File…"), "choosePackedFile",
                           tr("Choose a file of pictures that was prepared before."));
    auto* sketch = addButton(row, tr("Sketch faces"), "useSketchFaces",
                             tr("Use faces that the program draws itself: nothing to download."));
    row->addWidget(createRecentButton());
    connect(folder, &QToolButton::clicked, this, &PictureChooser::chooseFolder);
    connect(file, &QToolButton::clicked, this, &PictureChooser::chooseFile);
    connect(sketch, &QToolButton::clicked, this, [this] { emit chosen(SketchPictures{}); });
}

QToolButton* PictureChooser::addButton(QBoxLayout* row, const QString& text, const char* name,
                                       const QString& tip) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    row->addWidget(button);
    return button;
}

QToolButton* PictureChooser::createRecentButton() {
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("recentPictures"));
    button->setText(tr("Recent"));
    button->setToolTip(tr("Pictures that were chosen before."));
    button->setAccessibleName(tr("Recent pictures"));
    button->setArrowType(Qt::DownArrow);
    // Popped up by hand: a menu of the button's own would draw a second arrow.
    recent_ = new QMenu(button);
    connect(button, &QToolButton::clicked, recent_,
            [this, button] { recent_->popup(button->mapToGlobal(button->rect().bottomLeft())); });
    connect(recent_, &QMenu::aboutToShow, this, &PictureChooser::fillRecent);
    return button;
}

void PictureChooser::chooseFolder() {
    auto* dialog =
        folderDialog(this, "pictureFolderDialog", tr("Choose a folder of face photographs"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { emit chosen(picturesInFolder(path)); });
    dialog->open();
}

void PictureChooser::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Choose a prepared file of pictures"));
    dialog->setObjectName(QStringLiteral("packedFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Prepared pictures (*.safetensors)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { emit chosen(picturesInFile(path)); });
    dialog->open();
}

void PictureChooser::fillRecent() {
    recent_->clear();
    for (const QString& path : recentPictures().paths()) {
        recent_->addAction(QDir::toNativeSeparators(path), this, [this, path] {
            const bool folder = QFileInfo(path).isDir();
            emit chosen(folder ? picturesInFolder(path) : picturesInFile(path));
        });
    }
    if (recent_->isEmpty()) recent_->addAction(tr("Nothing was chosen before"))->setEnabled(false);
}

}  // namespace faceloom
