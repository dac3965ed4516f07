#include "ui/curves/curves_pane.h"

#include "ui/curves/loss_curves.h"
#include "ui/curves/loss_plot.h"
#include "ui/curves/measure_plot.h"

namespace faceloom {

CurvesPane::CurvesPane(QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), losses_(new LossPlot), measures_(new MeasurePlot) {
    setObjectName(QStringLiteral("curvesPane"));
    setChildrenCollapsible(false);
    addWidget(losses_);
    addWidget(measures_);
    setStretchFactor(0, 2);  // it has more to read
    setStretchFactor(1, 1);
    setSizes({2000, 1000});
    connect(losses_->curves(), &LossCurves::redrawn, this, &CurvesPane::followSteps);
}

void CurvesPane::followSteps() {
    if (losses_->series().empty())
        measures_->setSteps(std::nullopt);
    else
        measures_->setSteps(losses_->visibleSteps());
}

// Of either way to lie: it asks for no more than the one that needs less.
QSize CurvesPane::minimumSizeHint() const {
    return losses_->minimumSizeHint().expandedTo(measures_->minimumSizeHint());
}

void CurvesPane::resizeEvent(QResizeEvent* event) {
    constexpr int kWide = 2;  // times its height
    const int both =
        losses_->minimumSizeHint().height() + measures_->minimumSizeHint().height() + handleWidth();
    const bool beside = width() > kWide * height() || height() < both;
    setOrientation(beside ? Qt::Horizontal : Qt::Vertical);
    QSplitter::resizeEvent(event);
}

}  // namespace faceloom
