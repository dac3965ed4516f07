// What the plots over steps have in common: axes, numbers and the colours of the palette. Only for
// sources that draw plots.
#pragma once

#include <QColor>
#include <QPalette>

#include <qcustomplot.h>

namespace faceloom {

// Grouped numbers, whole steps, the same room left of both axes so that plots one above the other
// have their steps one above the other.
void preparePlot(QCustomPlot* plot);
// Names the axis of steps where a plot of this height has room for it, and marks as many values as
// do not run into each other.
void labelAxes(QCustomPlot* plot, int height);
// The palette's colours and the widget's font: again when either has changed.
void colourPlot(QCustomPlot* plot);
[[nodiscard]] QColor mixedColour(const QColor& a, const QColor& b, double share_of_b);
[[nodiscard]] QColor quietTextColour(const QPalette& palette);

}  // namespace faceloom
