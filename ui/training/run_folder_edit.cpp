#include "ui/training/run_folder_edit.h"

#include "ui/base/option_rows.h"
#include "ui/training/training_widgets.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QLineEdit>
#include <QToolButton>

namespace faceloom {

RunFolderEdit::RunFolderEdit(QWidget* parent) : QWidget(parent) {
    line_ = namedOption(
        new QLineEdit, "runFolder",
        tr("Where the run is kept: its model, losses, previews and checkpoints. Left empty, each "
           "run gets a new folder."));
    line_->setPlaceholderText(tr("a new folder in Documents/Faceloom"));
    line_->setClearButtonEnabled(true);
    line_->setAccessibleName(tr("Save to"));
    setToolTip(line_->toolTip());
    auto* browse = browseButton("chooseRunFolder", tr("Choose the folder to keep the run in."));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(line_, 1);
    layout->addWidget(browse);
    connect(browse, &QToolButton::clicked, this, &RunFolderEdit::choose);
    connect(line_, &QLineEdit::editingFinished, this, &RunFolderEdit::commit);
    connect(line_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) setFolder({});
    });
}

QString RunFolderEdit::folder() const {
    return line_->text().trimmed();
}

void RunFolderEdit::setFolder(const QString& folder) {
    if (folder == announced_) return;
    announced_ = folder;
    line_->setText(folder);
    emit folderChanged(folder);
}

void RunFolderEdit::commit() {
    setFolder(folder());
}

void RunFolderEdit::choose() {
    auto* dialog =
        folderDialog(this, "runFolderDialog", tr("Choose the folder to keep the run in"));
    connect(dialog, &QFileDialog::fileSelected, this, &RunFolderEdit::setFolder);
    dialog->open();
}

}  // namespace faceloom
