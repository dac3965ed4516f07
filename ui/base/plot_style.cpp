#include "ui/base/plot_style.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace faceloom {
namespace {

// There is no step two and a half, and numbers do not run into each other.
class WholeStepTicker : public QCPAxisTicker {
public:
    explicit WholeStepTicker(const QCPAxis* axis) : axis_(axis) {}

protected:
    double getTickStep(const QCPRange& range) override {
        constexpr int kMostTicks = 5;
        const QFontMetrics metrics(axis_->tickLabelFont());
        const QString widest = axis_->parentPlot()->locale().toString(qRound64(range.upper));
        // Of the plot as it is now; its axes are laid out after the numbers are chosen.
        const QMargins margins = axis_->axisRect()->margins();
        const int width =
            axis_->parentPlot()->viewport().width() - margins.left() - margins.right();
        const int room = metrics.horizontalAdvance(widest) + metrics.height();
        double step = 1;
        for (int ticks = kMostTicks; ticks > 0; --ticks) {
            setTickCount(ticks);
            step = std::max(1.0, std::round(QCPAxisTicker::getTickStep(range)));
            if (step / range.size() * width >= room) break;
        }
        return step;
    }

private:
    const QCPAxis* axis_;  // whose ticker it is
};

}  // namespace

void preparePlot(QCustomPlot* plot) {
    QLocale grouped = plot->locale();
    grouped.setNumberOptions(QLocale::DefaultNumberOptions);
    plot->setLocale(grouped);
    plot->xAxis->setNumberFormat(QStringLiteral("f"));
    plot->xAxis->setNumberPrecision(0);
    plot->xAxis->setTicker(QSharedPointer<WholeStepTicker>::create(plot->xAxis));
}

void labelAxes(QCustomPlot* plot, int height) {
    constexpr int kLinesForName = 8;
    const int lines = height / plot->fontMetrics().height();
    plot->xAxis->setLabel(lines < kLinesForName ? QString()
                                                : QCoreApplication::translate("Plot", "Step"));
    plot->yAxis->ticker()->setTickCount(std::clamp(lines / 2 - 1, 2, 6));
}

void colourPlot(QCustomPlot* plot) {
    const QColor base = plot->palette().color(QPalette::Base);
    const QColor text = plot->palette().color(QPalette::Text);
    const QPen line(mixedColour(base, text, 0.35));
    plot->setBackground(QBrush(base));
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        axis->setBasePen(line);
        axis->setTickPen(line);
        axis->setSubTickPen(QPen(mixedColour(base, text, 0.2)));
        axis->setTickLabelColor(mixedColour(base, text, 0.8));
        axis->setLabelColor(mixedColour(base, text, 0.8));
        axis->setTickLabelFont(plot->font());
        axis->setLabelFont(plot->font());
        axis->grid()->setPen(QPen(mixedColour(base, text, 0.1)));
        axis->grid()->setZeroLinePen(QPen(mixedColour(base, text, 0.2)));
    }
    const QFontMetrics metrics(plot->font());
    plot->axisRect()->setMinimumMargins(
        {metrics.horizontalAdvance(QStringLiteral("0.000")) + 2 * metrics.height(), 0, 0, 0});
}

QColor mixedColour(const QColor& a, const QColor& b, double share_of_b) {
    const auto mix = [share_of_b](int x, int y) {
        return static_cast<int>(std::lround(x + (y - x) * share_of_b));
    };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

QColor quietTextColour(const QPalette& palette) {
    return mixedColour(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.6);
}

}  // namespace faceloom
