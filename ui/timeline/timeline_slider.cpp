#include "ui/timeline/timeline_slider.h"

#include "ui/base/icons.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>
#include <algorithm>

namespace faceloom {
namespace {

constexpr int kBand = 14;  // logical pixels above the slider, for ticks and star
constexpr int kTick = 5;   // length of a tick
constexpr double kStarRadius = 6;

}  // namespace

TimelineSlider::TimelineSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setPageStep(1);
    setPoints(0, -1);
}

void TimelineSlider::setPoints(int count, int best) {
    best_ = best;
    setRange(0, std::max(count - 1, 0));
    setEnabled(count > 1);
    update();
}

QSize TimelineSlider::sizeHint() const {
    return QSlider::sizeHint() + QSize(0, 2 * kBand - 6);
}

int TimelineSlider::handleWidth() const {
    return style()->pixelMetric(QStyle::PM_SliderLength, nullptr, this);
}

int TimelineSlider::placeOf(int value) const {
    const int place = QStyle::sliderPositionFromValue(
        minimum(), maximum(), value, width() - handleWidth(), layoutDirection() == Qt::RightToLeft);
    return place + handleWidth() / 2;
}

int TimelineSlider::valueAt(int x) const {
    return QStyle::sliderValueFromPosition(minimum(), maximum(), x - handleWidth() / 2,
                                           width() - handleWidth(),
                                           layoutDirection() == Qt::RightToLeft);
}

void TimelineSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        const int x = static_cast<int>(event->position().x());
        if (std::abs(x - placeOf(value())) > handleWidth() / 2) setValue(valueAt(x));
    }
    QSlider::mousePressEvent(event);
}

void TimelineSlider::paintEvent(QPaintEvent* event) {
    QSlider::paintEvent(event);
    if (maximum() == 0) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink =
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText);
    painter.setPen(QPen(ink, 1));
    for (int value = minimum(); value <= maximum(); ++value) {
        if (value == best_) continue;
        const double x = placeOf(value) + 0.5;
        painter.drawLine(QPointF(x, kBand - kTick), QPointF(x, kBand));
    }
    if (best_ < 0) return;
    painter.translate(placeOf(best_) + 0.5, kBand - kStarRadius);
    painter.scale(kStarRadius / 10, kStarRadius / 10);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawPolygon(starShape());
}

}  // namespace faceloom
