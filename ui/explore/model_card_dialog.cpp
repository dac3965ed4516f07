#include "ui/explore/model_card_dialog.h"

#include "core/gan/model_card.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace faceloom {

void showModelCard(const ModelInfo& info, QWidget* parent) {
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("modelCardDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QCoreApplication::translate("ModelCard", "About this model"));
    auto* layout = new QVBoxLayout(dialog);
    auto* text = new QTextBrowser;
    text->setObjectName(QStringLiteral("modelCardText"));
    text->setOpenExternalLinks(true);
    text->setMarkdown(QString::fromStdString(modelCard(info)));
    layout->addWidget(text);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    layout->addWidget(buttons);
    dialog->resize(720, 640);
    dialog->show();
}

}  // namespace faceloom
