// What the measures plot can show, one view at a time: which columns of measures.csv, what they are
// called and what they say. For the GUI thread.
#pragma once

#include <QColor>
#include <QString>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace faceloom {

struct MeasureLine {
    std::string column;
    QString name;   // empty: the view's own
    QColor colour;  // readable on light and on dark
};

struct MeasureView {
    QString title;
    QString explanation;  // a sentence or two, with which way is good
    std::vector<MeasureLine> lines;
    std::string error;  // column of the first line's standard error; empty: none
    std::optional<std::pair<double, double>> range;  // of the axis; none: by the values
    QString missing;  // why there may be no value although others were measured
};

[[nodiscard]] std::span<const MeasureView> measureViews();

}  // namespace faceloom
