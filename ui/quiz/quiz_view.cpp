#include "ui/quiz/quiz_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QRandomGenerator>
#include <algorithm>
#include <chrono>
#include <utility>

namespace faceloom {
namespace {

constexpr std::chrono::milliseconds kCross{350};
constexpr int kLargestSide = 512;  // logical pixels
constexpr int kGap = 24;           // between two faces
constexpr int kMargin = 8;         // room for the frame
constexpr int kFrame = 4;
constexpr int kMaskBlocks = 16;  // a side
constexpr QColor kRight(0x2e, 0xa0, 0x43);
constexpr QColor kWrong(0xd1, 0x34, 0x38);

}  // namespace

QuizView::QuizView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("quizView"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    cross_timer_.setSingleShot(true);
    cross_timer_.setInterval(kCross);
    mask_timer_.setSingleShot(true);
    mask_timer_.setTimerType(Qt::PreciseTimer);
    connect(&cross_timer_, &QTimer::timeout, this, [this] { show(Sight::Faces); });
    connect(&mask_timer_, &QTimer::timeout, this, [this] {
        if (sight_ == Sight::Faces) show(Sight::Mask);
    });
}

QSize QuizView::sizeHint() const {
    return {420, 220};
}

QSize QuizView::minimumSizeHint() const {
    return {200, 96};
}

void QuizView::ask(std::vector<QImage> faces, int shown_ms) {
    faces_ = std::move(faces);
    shown_ms_ = shown_ms;
    mask_timer_.stop();
    cross_timer_.start();
    show(Sight::Cross);
}

void QuizView::mark(bool right) {
    right_ = right;
    was_masked_ = sight_ == Sight::Mask;
    show(Sight::Marked);
}

void QuizView::clear() {
    cross_timer_.stop();
    mask_timer_.stop();
    faces_.clear();
    show(Sight::Nothing);
}

void QuizView::show(Sight sight) {
    sight_ = sight;
    if (sight == Sight::Faces) painted_ = false;
    update();
}

void QuizView::answer(bool said_real) {
    if (!waiting()) return;
    mask_timer_.stop();
    emit answered(said_real, static_cast<int>(since_painted_.elapsed()));
}

std::vector<QRect> QuizView::pictureRects() const {
    const int count = form_ == QuizForm::Single ? 1 : 2;
    const int wide = (width() - 2 * kMargin - (count - 1) * kGap) / count;
    const int side = std::clamp(std::min(wide, height() - 2 * kMargin), 1, kLargestSide);
    const int used = count * side + (count - 1) * kGap;
    std::vector<QRect> places;
    for (int i = 0; i < count; ++i) {
        places.emplace_back((width() - used) / 2 + i * (side + kGap), (height() - side) / 2, side,
                            side);
    }
    return places;
}

// The window's keys of one letter or digit rest while something is asked.
bool QuizView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && sight_ != Sight::Nothing) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if ((key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void QuizView::keyPressEvent(QKeyEvent* event) {
    const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
    if (sight_ == Sight::Nothing || !plain) return QWidget::keyPressEvent(event);
    if (event->isAutoRepeat()) return;
    const bool pairs = form_ == QuizForm::Pairs;
    const int key = event->key();
    if (key == Qt::Key_Escape)
        emit stopped();
    else if (key == Qt::Key_Backspace)
        emit undone();
    else if (key == (pairs ? Qt::Key_Left : Qt::Key_R))
        answer(true);
    else if (key == (pairs ? Qt::Key_Right : Qt::Key_F))
        answer(false);
    else if (key == Qt::Key_Tab || key == Qt::Key_Backtab)
        QWidget::keyPressEvent(event);
}

void QuizView::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    if (form_ == QuizForm::Single || event->button() != Qt::LeftButton) return;
    const auto places = pictureRects();
    for (std::size_t i = 0; i < places.size(); ++i)
        if (places[i].contains(event->position().toPoint())) return answer(i == 0);
}

void QuizView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    emit focusChanged(true);
}

void QuizView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    emit focusChanged(false);
}

void QuizView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (sight_ == Sight::Nothing) return;
    if (sight_ == Sight::Cross) return paintCross(painter);
    const auto places = pictureRects();
    const bool covered = sight_ == Sight::Mask || (sight_ == Sight::Marked && was_masked_);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (std::size_t i = 0; i < std::min(places.size(), faces_.size()); ++i) {
        if (covered)
            paintMask(painter, places[i]);
        else
            painter.drawImage(places[i], faces_[i]);
        if (sight_ != Sight::Marked) continue;
        painter.setPen(QPen(right_ ? kRight : kWrong, kFrame));
        painter.drawRect(places[i].adjusted(-kFrame / 2, -kFrame / 2, kFrame / 2, kFrame / 2));
    }
    if (sight_ == Sight::Faces && !painted_) {
        painted_ = true;
        since_painted_.start();
        if (shown_ms_ > 0) mask_timer_.start(shown_ms_);
    }
}

void QuizView::paintCross(QPainter& painter) const {
    constexpr int kArm = 10;
    painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
    const QPoint middle = rect().center();
    painter.drawLine(middle - QPoint(kArm, 0), middle + QPoint(kArm, 0));
    painter.drawLine(middle - QPoint(0, kArm), middle + QPoint(0, kArm));
}

// The same for every face.
void QuizView::paintMask(QPainter& painter, const QRect& place) const {
    static const QImage kBlocks = [] {
        QImage blocks(kMaskBlocks, kMaskBlocks, QImage::Format_RGB888);
        QRandomGenerator random(1);
        for (int y = 0; y < kMaskBlocks; ++y)
            for (int x = 0; x < kMaskBlocks; ++x)
                blocks.setPixelColor(
                    x, y,
                    QColor::fromRgb(random.bounded(256), random.bounded(256), random.bounded(256)));
        return blocks;
    }();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(place, kBlocks);
}

}  // namespace faceloom
