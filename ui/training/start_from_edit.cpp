#include "ui/training/start_from_edit.h"

#include "core/base/shipped_models.h"
#include "ui/base/option_rows.h"
#include "ui/training/training_widgets.h"

#include <QBoxLayout>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QToolButton>

namespace faceloom {

StartFromEdit::StartFromEdit(QWidget* parent) : QWidget(parent) {
    line_ = namedOption(
        new QLineEdit, "startFrom",
        tr("A model whose weights training begins with, such as the one that comes with Faceloom: "
           "much sooner there than from random ones. Of a saved point of a run with the same "
           "networks, the discriminator and the optimizers are taken as well."));
    line_->setPlaceholderText(tr("random weights"));
    line_->setClearButtonEnabled(true);
    line_->setAccessibleName(tr("Start from"));
    setToolTip(line_->toolTip());
    auto* browse = browseButton("chooseStartFrom", tr("Choose the model to begin with."));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(line_, 1);
    layout->addWidget(browse);
    connect(browse, &QToolButton::clicked, this, &StartFromEdit::choose);
}

std::string StartFromEdit::path() const {
    const QString text = line_->text();
    if (text == given_text_) return given_;
    return QFile::encodeName(text.trimmed()).toStdString();
}

void StartFromEdit::setPath(const std::string& path) {
    given_ = path;
    line_->setText(QFile::decodeName(path.c_str()));
    given_text_ = line_->text();
}

void StartFromEdit::choose() {
    auto* dialog = new QFileDialog(this, tr("Choose the model to begin with"),
                                   QFile::decodeName(shippedModelsFolder().c_str()),
                                   tr("Models (*.safetensors)"));
    dialog->setObjectName(QStringLiteral("startFromDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, line_, &QLineEdit::setText);
    dialog->open();
}

}  // namespace faceloom
