#include "ui/sweep/sweep_plot.h"

#include "ui/base/plot_style.h"

#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

namespace faceloom {
namespace {

const QColor kMeanColour(0x12a0b8);
const QColor kRunColour(0xdb5a2b);

}  // namespace

SweepPlot::SweepPlot(QWidget* parent)
    : QCustomPlot(parent),
      runs_(addGraph()),
      means_(addGraph()),
      errors_(new QCPErrorBars(xAxis, yAxis)),
      empty_(new QLabel(tr("A point appears here for each setting that was measured."))) {
    setObjectName(QStringLiteral("sweepPlot"));
    setAccessibleName(tr("Measure against setting"));
    setToolTip(
        tr("For each setting the mean of its runs with its standard error, and each run as a "
           "small point."));
    setMinimumHeight(80);
    runs_->setLineStyle(QCPGraph::lsNone);
    means_->setLineStyle(QCPGraph::lsNone);
    errors_->setDataPlottable(means_);
    errors_->removeFromLegend();
    xAxis->setTicker(QSharedPointer<QCPAxisTickerText>::create());
    xAxis->setSubTicks(false);
    empty_->setObjectName(QStringLiteral("sweepPlotEmpty"));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setAttribute(Qt::WA_TransparentForMouseEvents);
    (new QVBoxLayout(this))->addWidget(empty_);
    applyColours();
}

void SweepPlot::applyColours() {
    colourPlot(this);
    const double size = fontMetrics().height();
    means_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssDisc, QPen(kMeanColour), kMeanColour, size * 0.6));
    runs_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(kRunColour, 1.5), Qt::NoBrush, size * 0.4));
    errors_->setPen(QPen(kMeanColour, 2));
    errors_->setWhiskerWidth(size * 0.8);
    QPalette hint = palette();
    hint.setColor(QPalette::WindowText, quietTextColour(palette()));
    empty_->setPalette(hint);
    replot(QCustomPlot::rpQueuedReplot);
}

void SweepPlot::show(const SweepOutcome& outcome, std::size_t measure) {
    QVector<double> keys, means, errors, run_keys, runs;
    labels_.clear();
    double lowest = std::numeric_limits<double>::max();
    double highest = std::numeric_limits<double>::lowest();
    for (std::size_t i = 0; i < outcome.settings.size(); ++i) {
        const SettingOutcome& setting = outcome.settings[i];
        labels_ << QString::fromStdString(setting.label);
        const auto& mean = setting.means.at(measure);
        if (!mean) continue;
        const double error = mean->standard_error.value_or(0);
        keys << static_cast<double>(i);
        means << mean->mean;
        errors << error;
        lowest = std::min(lowest, mean->mean - error);
        highest = std::max(highest, mean->mean + error);
        const auto& values = setting.values.at(measure);
        for (std::size_t seed = 0; seed < values.size(); ++seed) {
            if (!values[seed]) continue;
            // Beside one another, to the right of the mean.
            run_keys << static_cast<double>(i) + 0.12 +
                            0.2 * static_cast<double>(seed) / static_cast<double>(values.size());
            runs << *values[seed];
            lowest = std::min(lowest, *values[seed]);
            highest = std::max(highest, *values[seed]);
        }
    }
    means_->setData(keys, means, true);
    errors_->setData(errors);
    runs_->setData(run_keys, runs, true);
    empty_->setVisible(keys.isEmpty());
    // Short, for a low plot; what is measured stands above it.
    yAxis->setLabel(measure == 0 ? tr("Lower is nearer") : tr("1: as the pictures"));
    xAxis->setRange(-0.5, std::max(0.5, static_cast<double>(labels_.size()) - 0.5));
    if (!keys.isEmpty()) {
        const double room = std::max((highest - lowest) * 0.1, 1e-6);
        yAxis->setRange(lowest - room, highest + room);
    }
    fitLabels();
}

// Where they would touch they stand upright; where even then, only some of them stand.
void SweepPlot::fitLabels() {
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    int widest = 0;
    for (const QString& label : labels_)
        widest = std::max(widest, fontMetrics().horizontalAdvance(label));
    const double room = labels_.isEmpty() ? 0 : double(axisRect()->width()) / labels_.size();
    const bool upright = widest + fontMetrics().averageCharWidth() > room;
    const int every = upright && room > 0
                          ? std::max(1, static_cast<int>(std::ceil(fontMetrics().height() / room)))
                          : 1;
    for (int i = 0; i < labels_.size(); i += every) {
        const int longest = std::max(40, height() / 2);
        ticker->addTick(i, upright ? fontMetrics().elidedText(labels_[i], Qt::ElideRight, longest)
                                   : labels_[i]);
    }
    xAxis->setTicker(ticker);
    xAxis->setTickLabelRotation(upright ? -90 : 0);
    replot(QCustomPlot::rpQueuedReplot);
}

void SweepPlot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyColours();
}

void SweepPlot::resizeEvent(QResizeEvent* event) {
    QCustomPlot::resizeEvent(event);
    fitLabels();
}

}  // namespace faceloom
