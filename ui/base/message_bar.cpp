#include "ui/base/message_bar.h"

#include "ui/base/icons.h"
#include "ui/base/named_widget.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
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
    report_ = named(new QPushButton(tr("Copy report")), "messageReport", tr("Copy report"),
                    tr("Copy what to send along with a question about this error: versions, "
                       "machine, model, run and the last lines of the log."));
    answers_ = new QHBoxLayout;
    layout->addWidget(label_, 1);
    layout->addLayout(answers_);
    layout->addWidget(report_);
    layout->addWidget(close_, 0, Qt::AlignTop);
    hide_timer_.setSingleShot(true);
    connect(&hide_timer_, &QTimer::timeout, this, &MessageBar::finish);
    connect(close_, &QToolButton::clicked, this, &MessageBar::finish);
    connect(report_, &QPushButton::clicked, this, &MessageBar::reportRequested);
    // Only while it is there to be seen.
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &MessageBar::finish);
    parent->installEventFilter(this);
    hide();
}

void MessageBar::showMessage(const QString& text, bool is_error) {
    // A notice does not hide an error that nobody has closed yet; it can be read in the history.
    history_.prepend(text);
    while (history_.size() > kHistoryLength)
        history_.removeLast();
    emit messageShown(text, is_error);
    if (isVisible() && (is_error_ || offer_is_shown_) && !is_error) return;
    offer_is_shown_ = false;
    fillAnswers({});
    present(text, is_error);
    if (is_error)
        hide_timer_.stop();
    else
        hide_timer_.start(kNoticeTime);
}

int MessageBar::showOffer(const QString& text, std::vector<Answer> answers) {
    history_.prepend(text);
    emit messageShown(text, false);
    offers_.push_back({++last_offer_, text, std::move(answers)});
    showWaiting();
    return last_offer_;
}

void MessageBar::withdraw(int offer) {
    const auto found = std::ranges::find(offers_, offer, &Offer::number);
    if (found == offers_.end()) return;
    const bool shown = offer_is_shown_ && offers_.back().number == offer;
    offers_.erase(found);
    if (shown) showWaiting();
}

void MessageBar::finish() {
    if (offer_is_shown_ && !offers_.empty()) offers_.pop_back();
    showWaiting();
}

void MessageBar::showWaiting() {
    offer_is_shown_ = !offers_.empty();
    hide_timer_.stop();
    is_error_ = false;
    if (!offer_is_shown_) {
        fillAnswers({});
        hide();
        return;
    }
    fillAnswers(offers_.back().answers);
    present(offers_.back().text, false);
}

void MessageBar::fillAnswers(const std::vector<Answer>& answers) {
    while (QLayoutItem* item = answers_->takeAt(0)) {
        item->widget()->hide();
        item->widget()->disconnect(this);  // what is answered is answered
        item->widget()->setObjectName({});
        item->widget()->deleteLater();  // it may be the one whose click is being handled
        delete item;
    }
    for (std::size_t i = 0; i < answers.size(); ++i) {
        auto* button = new QPushButton(answers[i].first, this);
        button->setObjectName(QStringLiteral("messageAnswer%1").arg(i + 1));
        button->setAccessibleName(answers[i].first);
        button->setToolTip(answers[i].first);
        answers_->addWidget(button);
        button->show();
        connect(button, &QPushButton::clicked, this, [this, act = answers[i].second] {
            finish();
            act();
        });
    }
}

void MessageBar::present(const QString& text, bool is_error) {
    is_error_ = is_error;
    report_->setVisible(is_error);
    label_->setText(text);
    label_->setAccessibleName(text);
    show();
    raise();
    place();
}

void MessageBar::dismiss() {
    if (is_error_) finish();
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
                       answers_->sizeHint().width() +
                       (is_error_ ? report_->sizeHint().width() + kMargin : 0) +
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
