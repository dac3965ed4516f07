#include "ui/base/plain_texts.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QTextDocument>
#include <QToolTip>

namespace faceloom {
namespace {

constexpr const char* kRich = "richToolTip";

}  // namespace

void PlainTexts::install() {
    if (qApp->findChild<PlainTexts*>(QString(), Qt::FindDirectChildrenOnly) == nullptr)
        qApp->installEventFilter(new PlainTexts(qApp));
}

bool PlainTexts::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Polish) {
        auto* label = qobject_cast<QLabel*>(watched);
        const bool tip = label != nullptr && label->inherits("QTipLabel");
        if (label != nullptr && !tip && label->textFormat() == Qt::AutoText)
            label->setTextFormat(Qt::PlainText);
    } else if (event->type() == QEvent::ToolTip) {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (widget != nullptr && Qt::mightBeRichText(widget->toolTip()) &&
            !widget->property(kRich).toBool()) {
            QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                               plainToolTip(widget->toolTip()), widget);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void setRichToolTip(QWidget* widget, const QString& markup) {
    widget->setProperty(kRich, true);
    widget->setToolTip(markup);
}

QString plainToolTip(const QString& text) {
    return Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
}

}  // namespace faceloom
