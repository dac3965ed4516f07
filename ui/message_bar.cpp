#include "ui/message_bar.h"

#include "ui/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QShortcut>
#include <QToolButton>
#include <algorithm>
#include <chrono>

namespace faceloom {
namespace {

using namespace std::chrono_literals;

constexpr auto kNoticeTime = 8s;
constexpr int kHistoryLength = 20;
constexpr int kMargin = 12;
constexpr int kStripe = 5;
constexpr int kWidestInCharacters = 90;

}  // namespace

MessageBar::MessageBar(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("messageBar"));
    setAccessibleName(tr("Messages"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kMargin + kStripe, 8, 8, 8);
    label_ = new QLabel;
    label_->setObjectName(QStringLiteral("messageText"));
    label_->setWordWrap(true);
    label_->setTextFormat(Qt::PlainText);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    close_ = new QToolButton;
    close_->setObjectName(QStringLiteral("messageClose"));
    close_->setAccessibleName(tr("Close the message"));
    close_->setToolTip(tr("Close this message."));
    close_->setIcon(symbolIcon(Symbol::Close));
    close_->setAutoRaise(true);
    layout->addWidget(label_, 1);
    layout->addWidget(close_, 0, Qt::AlignTop);
    hide_timer_.setSingleShot(true);
    connect(&hide_timer_, &QTimer::timeout, this, &QWidget::hide);
    connect(close_, &QToolButton::clicked, this, &QWidget::hide);
    // Only while it is there to be seen.
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::hide);
    parent->installEventFilter(this);
    hide();
}

void MessageBar::showMessage(const QString& text, bool is_error) {
    // A notice does not hide an error that nobody has closed yet; it can be read in the history.
    history_.prepend(text);
    while (history_.size() > kHistoryLength)
        history_.removeLast();
    emit messageShown(text, is_error);
    if (isVisible() && is_error_ && !is_error) return;
    is_error_ = is_error;
    label_->setText(text);
    label_->setAccessibleName(text);
    show();
    raise();
    place();
    if (is_error)
        hide_timer_.stop();
    else
        hide_timer_.start(kNoticeTime);
}

void MessageBar::dismiss() {
    if (is_error_) hide();
}

QString MessageBar::text() const {
    return label_->text();
}

void MessageBar::fillHistoryMenu(QMenu* menu) const {
    menu->clear();
    if (history_.isEmpty()) menu->addAction(tr("No messages so far"))->setEnabled(false);
    for (const QString& text : history_) {
        QString shown = fontMetrics().elidedText(
            text, Qt::ElideMiddle, fontMetrics().averageCharWidth() * kWidestInCharacters);
        menu->addAction(shown.replace(QLatin1Char('&'), QStringLiteral("&&")))->setToolTip(text);
    }
    menu->setToolTipsVisible(true);
}

bool MessageBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parent() && event->type() == QEvent::Resize && isVisible()) place();
    return QFrame::eventFilter(watched, event);
}

void MessageBar::place() {
    const QRect area = parentWidget()->rect().adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const int wanted = layout()->contentsMargins().left() * 2 + close_->sizeHint().width() +
                       fontMetrics().horizontalAdvance(label_->text()) + kMargin;
    const int widest = fontMetrics().averageCharWidth() * kWidestInCharacters;
    const int width = std::min({area.width(), widest, std::max(wanted, widest / 2)});
    const int height = std::max(layout()->heightForWidth(width), layout()->minimumSize().height());
    setGeometry(area.left() + (area.width() - width) / 2, area.bottom() - height, width, height);
}

void MessageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor mark = is_error_ ? QColor(0xd3392f) : palette().color(QPalette::Highlight);
    painter.setPen(QPen(mark, 1.5));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 7, 7);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mark);
    painter.drawRoundedRect(QRectF(6, 7, kStripe, height() - 14), kStripe / 2.0, kStripe / 2.0);
}

}  // namespace faceloom
