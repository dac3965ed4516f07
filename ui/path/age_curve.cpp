#include "ui/path/age_curve.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace faceloom {
namespace {

constexpr qreal kDot = 3;
constexpr qreal kPadding = 6;

// Ages are shown on the scale of the buckets, which are about equally far apart to the eye: the
// place is the probability-weighted mean of the buckets' numbers.
double placeOf(const AgeReading& reading) {
    double place = 0;
    for (std::size_t i = 0; i < kAgeBuckets; ++i)
        place += reading.probabilities[i] * static_cast<double>(i);
    return std::min(place, double(kAgeBuckets - 1));  // the probabilities' sum may pass 1
}

QString nameOfBucket(std::size_t bucket) {
    const auto name = ageBuckets()[bucket].name;
    return QLatin1String(name.data(), qsizetype(name.size()));
}

}  // namespace

AgeCurve::AgeCurve(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("ageCurve"));
    setAccessibleName(tr("Ages along the way"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void AgeCurve::setReadings(const std::vector<AgeReading>& readings) {
    readings_ = readings;
    update();
}

void AgeCurve::setPosition(std::optional<double> position) {
    position_ = position;
    update();
}

QSize AgeCurve::sizeHint() const {
    return {240, fontMetrics().height() * 11 / 4};
}

QSize AgeCurve::minimumSizeHint() const {
    return {120, sizeHint().height()};
}

QRectF AgeCurve::plotRect() const {
    const qreal labels = fontMetrics().horizontalAdvance(QStringLiteral("60-100")) + 2 * kPadding;
    return QRectF(rect()).adjusted(labels, kPadding, -kPadding, -kPadding);
}

namespace {

struct Span {
    double least, most;  // buckets
};

Span spanOf(const std::vector<AgeReading>& readings) {
    Span span{double(kAgeBuckets - 2), 0};
    for (const AgeReading& reading : readings) {
        span.least = std::min(span.least, std::floor(placeOf(reading)));
        span.most = std::max(span.most, std::ceil(placeOf(reading)));
    }
    if (span.most <= span.least) span.most = span.least + 1;
    return span;
}

}  // namespace

QPointF AgeCurve::pointOf(std::size_t index) const {
    const QRectF plot = plotRect();
    const Span span = spanOf(readings_);
    const double along = readings_.size() < 2 ? 0 : double(index) / double(readings_.size() - 1);
    const double up = (placeOf(readings_[index]) - span.least) / (span.most - span.least);
    return {plot.left() + along * plot.width(), plot.bottom() - up * plot.height()};
}

void AgeCurve::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (readings_.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect(), Qt::AlignCenter, tr("ages along the way appear here"));
        return;
    }
    paintBands(painter);
    paintCurve(painter);
}

// The lowest and the highest bucket that matter, and lines at every one between.
void AgeCurve::paintBands(QPainter& painter) const {
    const QRectF plot = plotRect();
    const Span span = spanOf(readings_);
    QColor line = palette().color(QPalette::WindowText);
    line.setAlphaF(0.18F);
    const int buckets = static_cast<int>(span.most - span.least);
    for (int i = 0; i <= buckets; ++i) {
        const qreal y = plot.bottom() - plot.height() * i / buckets;
        painter.setPen(QPen(line, 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        if (i != 0 && i != buckets) continue;
        painter.setPen(palette().color(QPalette::WindowText));
        const auto bucket = static_cast<std::size_t>(span.least) + static_cast<std::size_t>(i);
        const qreal height = fontMetrics().height();
        const qreal top = std::clamp(y - height / 2, 0.0, this->height() - height);
        painter.drawText(QRectF(0, top, plot.left() - kPadding, height),
                         Qt::AlignRight | Qt::AlignVCenter, nameOfBucket(bucket));
    }
}

void AgeCurve::paintCurve(QPainter& painter) const {
    const QRectF plot = plotRect();
    if (position_) {
        QColor mark = palette().color(QPalette::Highlight);
        painter.setPen(QPen(mark, 1.5, Qt::DashLine));
        const qreal x = plot.left() + *position_ * plot.width();
        painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    }
    QPainterPath path;
    for (std::size_t i = 0; i < readings_.size(); ++i) {
        if (i == 0)
            path.moveTo(pointOf(i));
        else
            path.lineTo(pointOf(i));
    }
    const QColor colour = palette().color(QPalette::WindowText);
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < readings_.size(); ++i) {
        // A filled dot where the network is sure, a faint one where it is not.
        QColor fill = colour;
        fill.setAlphaF(0.25F + 0.75F * readings_[i].confidence());
        painter.setBrush(palette().color(QPalette::Window));
        painter.drawEllipse(pointOf(i), kDot + 1, kDot + 1);
        painter.setBrush(fill);
        painter.drawEllipse(pointOf(i), kDot, kDot);
    }
}

bool AgeCurve::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || readings_.empty()) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    std::size_t nearest = 0;
    for (std::size_t i = 1; i < readings_.size(); ++i) {
        if (std::abs(pointOf(i).x() - help->pos().x()) <
            std::abs(pointOf(nearest).x() - help->pos().x()))
            nearest = i;
    }
    QToolTip::showText(help->globalPos(),
                       tr("Face %1 of %2 reads as %3 years.")
                           .arg(nearest + 1)
                           .arg(readings_.size())
                           .arg(QString::fromStdString(labelOf(readings_[nearest]))),
                       this);
    return true;
}

}  // namespace faceloom
