// How good a run's saved points are, over its steps: one measure at a time, chosen from a list,
// with its value read out and, where there is none yet, what will come and when. For the GUI
// thread.
#pragma once

#include "core/train/train_types.h"

#include <QString>
#include <QWidget>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

class QComboBox;
class QLabel;

namespace faceloom {

class MeasureCurves;
struct MeasureView;

class MeasurePlot : public QWidget {
    Q_OBJECT
public:
    explicit MeasurePlot(QWidget* parent = nullptr);
    ~MeasurePlot() override;

    // Of the run that is shown; `best`: the step of its best saved point.
    void showMeasures(const std::vector<RunMeasure>& measures, std::optional<std::int64_t> best);
    // What will come, or why nothing will, in place of the curves as long as there are none.
    void setExpectation(const QString& text);
    // The step that is being measured; none: none is.
    void setUnderWay(std::optional<std::int64_t> step);
    // The steps that the losses beside it show; none: all that were measured.
    void setSteps(std::optional<std::pair<double, double>> steps);

    [[nodiscard]] MeasureCurves* curves() const { return curves_; }
    [[nodiscard]] QString readout() const;
    [[nodiscard]] QSize sizeHint() const override { return {320, 220}; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    // How much a line of values says beside the values themselves.
    enum class Detail { Everything, Errors, Nothing };

    void chooseView(int index);
    void updateTexts();
    [[nodiscard]] QString readoutOf(const RunMeasure& measure, Detail detail) const;
    [[nodiscard]] QString valuesOf(const RunMeasure& measure, Detail detail) const;
    [[nodiscard]] QString emptyText() const;

    const MeasureView* view_;
    MeasureCurves* curves_;
    QComboBox* choice_;
    QLabel* readout_;
    QString expectation_;
    std::optional<std::int64_t> under_way_;
};

}  // namespace faceloom
