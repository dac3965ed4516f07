#include "ui/explore/model_card_dialog.h"

#include "core/gan/model_card.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QImage>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace faceloom {
namespace {

// A README.md from elsewhere may name any file as a picture, a style or a page: a device without an
// end, a pipe nobody writes to.
class CardBrowser : public QTextBrowser {
public:
    using QTextBrowser::QTextBrowser;

    // Opens nothing. Something that is not null, or the document would look for the file itself.
    QVariant loadResource(int /*type*/, const QUrl& /*name*/) override {
        QImage nothing(1, 1, QImage::Format_ARGB32);
        nothing.fill(Qt::transparent);
        return nothing;
    }

protected:
    // The card stays, whatever file a link names.
    void doSetSource(const QUrl& url, QTextDocument::ResourceType /*type*/) override {
        if (url.hasFragment()) scrollToAnchor(url.fragment());
    }
};

}  // namespace

void showModelCard(const ModelInfo& info, QWidget* parent) {
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("modelCardDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QCoreApplication::translate("ModelCard", "About this model"));
    auto* layout = new QVBoxLayout(dialog);
    auto* text = new CardBrowser;
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
