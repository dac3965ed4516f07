#include "ui/curves/loss_curves.h"

#include "core/base/atomic_file.h"
#include "ui/base/plot_style.h"

#include <QBoxLayout>
#include <QBuffer>
#include <QLabel>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <span>

namespace faceloom {
namespace {

constexpr std::chrono::milliseconds kFrame{40};
constexpr double kSmallestSpan = 8;     // steps; zooming in ends here
constexpr double kLeastLogLoss = 1e-4;  // lowest bottom of the logarithmic axis
constexpr double kShareInView = 0.99;   // of the raw values; single wild steps may leave the view

constexpr std::array<LossCurve, kLossCurves> kCurves = {LossCurve::DReal, LossCurve::DFake,
                                                        LossCurve::Generator};

std::size_t indexOf(LossCurve curve) {
    return static_cast<std::size_t>(curve);
}

// Where many steps share a column of pixels their raw band is solid, and fainter to leave the
// curves in front.
double rawOpacity(double steps_per_column) {
    return std::clamp(0.34 - 0.06 * std::log2(std::max(1.0, steps_per_column)), 0.13, 0.34);
}

}  // namespace

QColor lossColour(LossCurve curve) {
    constexpr std::array<QRgb, kLossCurves> kColours = {0xff12a0b8, 0xffdb5a2b, 0xff8f6be0};
    return QColor::fromRgb(kColours.at(indexOf(curve)));
}

QString lossName(LossCurve curve) {
    switch (curve) {
        case LossCurve::DReal:
            return LossCurves::tr("D on real");
        case LossCurve::DFake:
            return LossCurves::tr("D on fake");
        case LossCurve::Generator:
            return LossCurves::tr("G");
    }
    return {};
}

LossCurves::LossCurves(const LossSeries* series, QWidget* parent)
    : QCustomPlot(parent),
      series_(series),
      cursor_(new QCPItemStraightLine(this)),
      empty_(new QLabel(tr("Losses appear here once training starts"))) {
    setObjectName(QStringLiteral("lossCurves"));
    setAccessibleName(tr("Loss curves"));
    setToolTip(
        tr("Turn the wheel to zoom in time, with Ctrl to zoom the losses. Drag to move. Double "
           "click to see everything."));
    setMinimumHeight(80);
    setInteractions(QCP::iRangeDrag);
    // One wide line at a time: a wide path of thousands of corners takes ten times as long to draw.
    setPlottingHint(QCP::phFastPolylines);
    preparePlot(this);
    axisRect()->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    yAxis->setLabel(tr("Loss"));
    for (QCPGraph*& graph : raw_graphs_)
        graph = addGraph();
    for (QCPGraph*& graph : smooth_graphs_)
        graph = addGraph();  // above all the raw ones
    for (QCPGraph* graph : raw_graphs_)
        graph->removeFromLegend();
    for (const LossCurve curve : kCurves) {
        raw_graphs_[indexOf(curve)]->setAdaptiveSampling(false);
        smooth_graphs_[indexOf(curve)]->setAdaptiveSampling(false);
        smooth_graphs_[indexOf(curve)]->setName(lossName(curve));
    }
    empty_->setObjectName(QStringLiteral("lossEmpty"));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setAttribute(Qt::WA_TransparentForMouseEvents);
    (new QVBoxLayout(this))->addWidget(empty_);
    redraw_timer_.setSingleShot(true);
    redraw_timer_.setInterval(kFrame);
    connect(&redraw_timer_, &QTimer::timeout, this, &LossCurves::redrawNow);
    applyColours();
}

void LossCurves::applyColours() {
    const QColor base = palette().color(QPalette::Base);
    const QColor text = palette().color(QPalette::Text);
    colourPlot(this);
    legend->setBrush(base);
    legend->setBorderPen(Qt::NoPen);
    legend->setTextColor(text);
    legend->setFont(font());
    cursor_->setPen(QPen(mixedColour(base, text, 0.5), 1, Qt::DashLine));
    for (const LossCurve curve : kCurves) {
        smooth_graphs_[indexOf(curve)]->setPen(
            QPen(lossColour(curve), 2, Qt::SolidLine, Qt::SquareCap, Qt::BevelJoin));
    }
    QPalette hint = palette();
    hint.setColor(QPalette::WindowText, quietTextColour(palette()));
    empty_->setPalette(hint);
    scheduleRedraw();
}

void LossCurves::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyColours();
}

void LossCurves::setFollowing(bool following) {
    if (following_ == following) return;
    following_ = following;
    if (following) height_is_automatic_ = true;
    emit followingChanged(following);
    scheduleRedraw();
}

void LossCurves::setShown(LossCurve curve, bool shown) {
    raw_graphs_[indexOf(curve)]->setVisible(shown);
    smooth_graphs_[indexOf(curve)]->setVisible(shown);
    scheduleRedraw();
}

void LossCurves::setLogarithmic(bool logarithmic) {
    logarithmic_ = logarithmic;
    height_is_automatic_ = true;
    yAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    yAxis->setTicker(
        QSharedPointer<QCPAxisTicker>(logarithmic ? new QCPAxisTickerLog : new QCPAxisTicker));
    scheduleRedraw();
}

void LossCurves::showAll() {
    followed_span_ = 0;
    height_is_automatic_ = true;
    setFollowing(true);
    scheduleRedraw();
}

void LossCurves::scheduleRedraw() {
    // Not restarted: steps that arrive faster than frames must not put the redraw off for ever.
    if (!redraw_timer_.isActive()) redraw_timer_.start();
}

void LossCurves::redrawNow() {
    redraw_timer_.stop();
    empty_->setVisible(series_->empty());
    xAxis->setVisible(!series_->empty());
    yAxis->setVisible(!series_->empty());
    if (following_) showNewest();
    fillGraphs();
    if (height_is_automatic_) fitHeight();
    placeCursor();
    replot(QCustomPlot::rpQueuedRefresh);
    emit redrawn();
}

std::pair<double, double> LossCurves::visibleSteps() const {
    return {xAxis->range().lower, xAxis->range().upper};
}

double LossCurves::firstStep() const {
    return series_->empty() ? 0 : static_cast<double>(series_->at(0).step);
}

double LossCurves::lastStep() const {
    return series_->empty() ? 0 : static_cast<double>(series_->metrics().back().step);
}

std::size_t LossCurves::readoutIndex() const {
    return series_->nearest(hovered_step_ < 0 ? lastStep() : hovered_step_);
}

void LossCurves::showNewest() {
    const double first = firstStep();
    const double last = std::max(lastStep(), first + kSmallestSpan);
    xAxis->setRange(followed_span_ > 0 ? std::max(first, last - followed_span_) : first, last);
}

void LossCurves::fillGraphs() {
    const auto [from, to] = visibleSteps();
    const int columns = std::max(16, axisRect()->width());
    const double steps_per_column = (to - from) / columns;
    for (const LossCurve curve : kCurves) {
        QColor faint = lossColour(curve);
        faint.setAlphaF(static_cast<float>(rawOpacity(steps_per_column)));
        raw_graphs_[indexOf(curve)]->setPen(QPen(faint, 1));
        for (const bool smooth : {false, true}) {
            QCPGraph* graph = (smooth ? smooth_graphs_ : raw_graphs_)[indexOf(curve)];
            QVector<QCPGraphData> shown;
            if (graph->visible()) {
                const auto points = series_->decimated(curve, smooth, from, to, columns);
                shown.reserve(static_cast<qsizetype>(points.size()));
                for (const CurvePoint& point : points)
                    shown.append({point.step, point.value});
            }
            graph->data()->set(shown, true);
        }
    }
}

void LossCurves::fitHeight() {
    double lowest = std::numeric_limits<double>::max();
    double highest = 0;
    const auto [from, to] = visibleSteps();
    for (const LossCurve curve : kCurves) {
        const QCPGraph* graph = smooth_graphs_[indexOf(curve)];
        if (!graph->visible()) continue;
        const auto [low, high] = series_->usualRange(curve, from, to, kShareInView);
        if (std::isfinite(high)) {
            lowest = std::min(lowest, low);
            highest = std::max(highest, high);
        }
        for (auto point = graph->data()->constBegin(); point != graph->data()->constEnd();
             ++point) {
            if (std::isfinite(point->value)) highest = std::max(highest, point->value);
        }
    }
    if (highest <= 0) {
        yAxis->setRange(logarithmic_ ? 0.01 : 0, 1);
    } else if (logarithmic_) {
        yAxis->setRange(std::max(kLeastLogLoss, lowest * 0.8), highest * 1.25);
    } else {
        yAxis->setRange(0, highest * 1.08);
    }
}

void LossCurves::placeCursor() {
    const bool shown = hovered_step_ >= 0 && !series_->empty();
    cursor_->setVisible(shown);
    if (!shown) return;
    const auto step = static_cast<double>(series_->at(readoutIndex()).step);
    cursor_->point1->setCoords(step, yAxis->range().lower);
    cursor_->point2->setCoords(step, yAxis->range().upper);
}

void LossCurves::mousePressEvent(QMouseEvent* event) {
    pressed_at_ = event->position();
    QCustomPlot::mousePressEvent(event);
}

void LossCurves::mouseMoveEvent(QMouseEvent* event) {
    const bool moved = (event->position() - pressed_at_).manhattanLength() > 2;
    if ((event->buttons() & Qt::LeftButton) && moved && !series_->empty()) {
        height_is_automatic_ = false;
        setFollowing(false);
    }
    QCustomPlot::mouseMoveEvent(event);
    hovered_step_ = std::max(0.0, xAxis->pixelToCoord(event->position().x()));
    scheduleRedraw();
}

void LossCurves::mouseReleaseEvent(QMouseEvent* event) {
    QCustomPlot::mouseReleaseEvent(event);
    scheduleRedraw();
}

void LossCurves::mouseDoubleClickEvent(QMouseEvent* event) {
    QCustomPlot::mouseDoubleClickEvent(event);
    showAll();
}

void LossCurves::leaveEvent(QEvent* event) {
    QCustomPlot::leaveEvent(event);
    hovered_step_ = -1;
    scheduleRedraw();
}

void LossCurves::resizeEvent(QResizeEvent* event) {
    labelAxes(this, height());
    QCustomPlot::resizeEvent(event);
    scheduleRedraw();
}

void LossCurves::wheelEvent(QWheelEvent* event) {
    event->accept();
    if (series_->empty()) return;
    const double factor = std::pow(0.8, event->angleDelta().y() / 120.0);
    if (event->modifiers() & Qt::ControlModifier) {
        height_is_automatic_ = false;
        yAxis->scaleRange(factor, yAxis->pixelToCoord(event->position().y()));
    } else {
        zoomSteps(factor, event->position().x());
    }
    scheduleRedraw();
}

void LossCurves::zoomSteps(double factor, double at_pixel) {
    const QCPRange range = xAxis->range();
    const double whole = std::max(kSmallestSpan, lastStep() - firstStep());
    const double span = std::clamp(range.size() * factor, kSmallestSpan, whole);
    if (following_) {
        // The newest step stays at the right; what is kept in view behind it changes.
        followed_span_ = span < whole ? span : 0;
        return;
    }
    const double centre = xAxis->pixelToCoord(at_pixel);
    const double share_left = (centre - range.lower) / range.size();
    xAxis->setRange(centre - span * share_left, centre + span * (1 - share_left));
}

Status LossCurves::saveAsPng(const std::filesystem::path& path) {
    constexpr double kScale = 2;
    constexpr int kLeastWidth = 640;
    constexpr int kLeastHeight = 360;
    // On the screen the widgets around the plot say which curve is which; the file needs a legend
    // of its own.
    axisRect()->insetLayout()->take(legend);
    plotLayout()->insertRow(0);
    plotLayout()->addElement(0, 0, legend);
    plotLayout()->setRowStretchFactor(0, 0.001);
    legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    legend->setVisible(true);
    cursor_->setVisible(false);
    const int saved_height = std::max(height(), kLeastHeight);
    labelAxes(this, saved_height);
    const QPixmap picture = toPixmap(std::max(width(), kLeastWidth), saved_height, kScale);
    labelAxes(this, height());
    legend->setVisible(false);
    plotLayout()->take(legend);
    plotLayout()->simplify();
    axisRect()->insetLayout()->addElement(legend, Qt::AlignRight | Qt::AlignTop);
    redrawNow();
    QBuffer png;
    if (!png.open(QIODevice::WriteOnly) || !picture.save(&png, "PNG"))
        return fail(ErrorCode::Internal, "{}: the curves could not be drawn", path.string());
    auto file = AtomicFile::create(path);
    if (!file) return passOn(file);
    if (auto written = file->write(std::as_bytes(std::span(png.data()))); !written) return written;
    return file->commit();
}

}  // namespace faceloom
