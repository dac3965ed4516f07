// The drawing part of the measures plot: one view's values over steps, with error bars, what real
// pictures reach as a dashed line, and the best step marked. For the GUI thread.
#pragma once

#include "core/train/run_measures.h"
#include "ui/curves/measure_views.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <qcustomplot.h>

class QLabel;

namespace faceloom {

class MeasureCurves : public QCustomPlot {
    Q_OBJECT
public:
    explicit MeasureCurves(QWidget* parent = nullptr);

    // Steps ascending. `best`: one of them, or none.
    void setMeasures(std::vector<RunMeasure> measures, std::optional<std::int64_t> best);
    void setView(const MeasureView& view);
    // First and last step shown; none: all that were measured.
    void setSteps(std::optional<std::pair<double, double>> steps);
    // In place of curves, where there are none.
    void setEmptyText(const QString& text);

    [[nodiscard]] const std::vector<RunMeasure>& measures() const { return measures_; }
    // Whether the view has a value at all.
    [[nodiscard]] bool hasValues() const;
    // The measured step under the mouse, or the newest; none if nothing was measured.
    [[nodiscard]] const RunMeasure* readout() const;
    [[nodiscard]] bool isBest(const RunMeasure& measure) const { return best_ == measure.step; }
    [[nodiscard]] QString emptyText() const;

signals:
    void readoutChanged();

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyColours();
    void redraw();
    void addLine(const MeasureLine& line, bool first);
    void addFloor(const MeasureLine& line);
    void addErrors(QCPGraph* graph);
    void markBest();
    void fitAxes();

    std::vector<RunMeasure> measures_;
    std::optional<std::int64_t> best_;
    MeasureView view_;
    std::optional<std::pair<double, double>> steps_;
    double hovered_step_ = -1;  // < 0: the mouse is elsewhere
    double lowest_ = 0;         // of what is drawn
    double highest_ = 0;
    QLabel* empty_;
};

}  // namespace faceloom
