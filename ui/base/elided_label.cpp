#include "ui/base/elided_label.h"

#include <QPainter>
#include <QStyle>

namespace faceloom {
namespace {

bool breaksLines(QChar c) {
    return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
           c.category() == QChar::Separator_Paragraph;
}

}  // namespace

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent) : QLabel(text, parent) {
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

QSize ElidedLabel::sizeHint() const {
    return minimumSizeHint();
}

QSize ElidedLabel::minimumSizeHint() const {
    const QMargins around = contentsMargins();
    return {0, fontMetrics().height() + around.top() + around.bottom() + 2 * margin()};
}

void ElidedLabel::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    QPainter painter(this);
    const int inset = margin();
    const QRect room = contentsRect().adjusted(inset, inset, -inset, -inset);
    const auto aligned = QStyle::visualAlignment(layoutDirection(), alignment());
    style()->drawItemText(
        &painter, room, static_cast<int>(aligned) | Qt::TextSingleLine, palette(), isEnabled(),
        fontMetrics().elidedText(text(), Qt::ElideMiddle, room.width()), foregroundRole());
}

QString shortLine(const QString& text, qsizetype most) {
    QString line = text;
    if (line.size() > most) {
        const qsizetype head = most / 2, tail = most - head - 1;
        line = line.left(head) + QChar(0x2026) + line.right(tail);
    }
    for (QChar& c : line)
        if (breaksLines(c)) c = QLatin1Char(' ');
    return line;
}

}  // namespace faceloom
