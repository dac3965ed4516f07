#include "ui/curves/measure_curves.h"

#include "ui/base/plot_style.h"

#include <QBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>
#include <limits>

namespace faceloom {
namespace {

constexpr int kMarker = 8;  // pixels across, and what surrounds it
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double valueOf(const RunMeasure& measure, const std::string& column) {
    const auto value = measure.values.find(column);
    return value == measure.values.end() ? kNone : value->second;
}

}  // namespace

MeasureCurves::MeasureCurves(QWidget* parent)
    : QCustomPlot(parent), view_(measureViews().front()), empty_(new QLabel) {
    setObjectName(QStringLiteral("measureCurves"));
    setAccessibleName(tr("Measures"));
    setMinimumHeight(90);
    setMouseTracking(true);
    preparePlot(this);
    empty_->setObjectName(QStringLiteral("measureEmpty"));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setAttribute(Qt::WA_TransparentForMouseEvents);
    (new QVBoxLayout(this))->addWidget(empty_);
    applyColours();
}

void MeasureCurves::setMeasures(std::vector<RunMeasure> measures,
                                std::optional<std::int64_t> best) {
    if (measures == measures_ && best == best_) return;
    measures_ = std::move(measures);
    best_ = best;
    redraw();
}

void MeasureCurves::setView(const MeasureView& view) {
    view_ = view;
    setToolTip(view.explanation);
    redraw();
}

void MeasureCurves::setSteps(std::optional<std::pair<double, double>> steps) {
    if (steps == steps_) return;
    steps_ = steps;
    redraw();
}

void MeasureCurves::setEmptyText(const QString& text) {
    empty_->setText(text);
}

QString MeasureCurves::emptyText() const {
    return empty_->isVisibleTo(this) ? empty_->text() : QString();
}

bool MeasureCurves::hasValues() const {
    return std::ranges::any_of(measures_, [this](const RunMeasure& measure) {
        return measure.values.contains(view_.lines.front().column);
    });
}

const RunMeasure* MeasureCurves::readout() const {
    if (measures_.empty()) return nullptr;
    if (hovered_step_ < 0) return &measures_.back();
    return &*std::ranges::min_element(measures_, {}, [this](const RunMeasure& measure) {
        return std::abs(static_cast<double>(measure.step) - hovered_step_);
    });
}

void MeasureCurves::applyColours() {
    colourPlot(this);
    QPalette hint = palette();
    hint.setColor(QPalette::WindowText, quietTextColour(palette()));
    empty_->setPalette(hint);
    redraw();
}

void MeasureCurves::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyColours();
}

void MeasureCurves::resizeEvent(QResizeEvent* event) {
    labelAxes(this, height());
    if (hasValues()) fitAxes();
    QCustomPlot::resizeEvent(event);  // which draws
}

void MeasureCurves::redraw() {
    clearPlottables();
    clearItems();
    lowest_ = std::numeric_limits<double>::infinity();
    highest_ = -lowest_;
    const bool shown = hasValues();
    empty_->setVisible(!shown);
    xAxis->setVisible(shown);
    yAxis->setVisible(shown);
    if (shown) {
        for (const MeasureLine& line : view_.lines) {
            addFloor(line);
            addLine(line, &line == &view_.lines.front());
        }
        fitAxes();
        markBest();
    }
    replot(QCustomPlot::rpQueuedReplot);
    emit readoutChanged();
}

void MeasureCurves::addLine(const MeasureLine& line, bool first) {
    QCPGraph* graph = addGraph();
    graph->setName(line.name);
    graph->setPen(QPen(line.colour, 2));
    graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 6));
    for (const RunMeasure& measure : measures_) {
        const double value = valueOf(measure, line.column);
        if (std::isnan(value)) continue;
        graph->addData(static_cast<double>(measure.step), value);
        lowest_ = std::min(lowest_, value);
        highest_ = std::max(highest_, value);
    }
    if (first && !view_.error.empty()) addErrors(graph);
}

void MeasureCurves::addErrors(QCPGraph* graph) {
    auto* bars = new QCPErrorBars(xAxis, yAxis);
    bars->setDataPlottable(graph);
    bars->setPen(QPen(graph->pen().color(), 1));
    for (const RunMeasure& measure : measures_) {
        const double value = valueOf(measure, view_.lines.front().column);
        if (std::isnan(value)) continue;
        const double error = valueOf(measure, view_.error);
        bars->addData(std::isnan(error) ? 0 : error);
        lowest_ = std::min(lowest_, std::isnan(error) ? value : value - error);
        highest_ = std::max(highest_, std::isnan(error) ? value : value + error);
    }
}

// That of the newest step: it changes only with what a run is measured against.
void MeasureCurves::addFloor(const MeasureLine& line) {
    const double floor = valueOf(measures_.back(), line.column + kFloorSuffix);
    if (std::isnan(floor)) return;
    auto* straight = new QCPItemStraightLine(this);
    straight->setPen(QPen(line.colour, 1, Qt::DashLine));
    straight->point1->setCoords(0, floor);
    straight->point2->setCoords(1, floor);
    lowest_ = std::min(lowest_, floor);
    highest_ = std::max(highest_, floor);
}

void MeasureCurves::fitAxes() {
    const auto first = static_cast<double>(measures_.front().step);
    const auto last = static_cast<double>(measures_.back().step);
    if (steps_) {
        // The losses' own, and room for the newest point's other half.
        const QMargins labels = axisRect()->margins();
        const int pixels = std::max(width() - labels.left() - labels.right(), kMarker);
        const double room = kMarker * (steps_->second - steps_->first) / pixels;
        const bool at_end = last <= steps_->second && last > steps_->second - room;
        xAxis->setRange(steps_->first, at_end ? last + room : steps_->second);
    } else {
        const double margin = std::max(1.0, 0.04 * (last - first));
        xAxis->setRange(std::max(0.0, first - margin), last + margin);
    }
    if (view_.range) {
        yAxis->setRange(view_.range->first, view_.range->second);
        return;
    }
    const double margin = std::max(0.08 * (highest_ - lowest_), 1e-9 + 1e-3 * std::abs(highest_));
    yAxis->setRange(lowest_ - margin, highest_ + margin);
}

void MeasureCurves::markBest() {
    if (!best_) return;
    const auto row = std::ranges::find(measures_, *best_, &RunMeasure::step);
    if (row == measures_.end()) return;
    auto* upright = new QCPItemStraightLine(this);
    upright->setPen(QPen(quietTextColour(palette()), 1, Qt::DotLine));
    upright->point1->setCoords(static_cast<double>(*best_), 0);
    upright->point2->setCoords(static_cast<double>(*best_), 1);
    auto* text = new QCPItemText(this);
    text->setText(tr("best"));
    text->setFont(font());
    text->setColor(palette().color(QPalette::Text));
    text->setPadding({3, 0, 3, 0});
    text->setBrush(palette().color(QPalette::Base));
    const bool at_right = static_cast<double>(*best_) > xAxis->range().center();
    text->setPositionAlignment(Qt::AlignTop | (at_right ? Qt::AlignRight : Qt::AlignLeft));
    text->position->setParentAnchorX(upright->point1);
    text->position->setTypeX(QCPItemPosition::ptAbsolute);
    text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    text->position->setCoords(at_right ? -kMarker / 2 : kMarker / 2, 0.02);  // beside the point
}

void MeasureCurves::mouseMoveEvent(QMouseEvent* event) {
    QCustomPlot::mouseMoveEvent(event);
    hovered_step_ = std::max(0.0, xAxis->pixelToCoord(event->position().x()));
    emit readoutChanged();
}

void MeasureCurves::leaveEvent(QEvent* event) {
    QCustomPlot::leaveEvent(event);
    hovered_step_ = -1;
    emit readoutChanged();
}

}  // namespace faceloom
