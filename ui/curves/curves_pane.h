// Losses and measures of a run over the same steps: beside each other where there is the width,
// else one above the other. For the GUI thread.
#pragma once

#include <QSplitter>

namespace faceloom {

class LossPlot;
class MeasurePlot;

class CurvesPane : public QSplitter {
    Q_OBJECT
public:
    explicit CurvesPane(QWidget* parent = nullptr);

    [[nodiscard]] LossPlot* losses() const { return losses_; }
    [[nodiscard]] MeasurePlot* measures() const { return measures_; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void followSteps();

    LossPlot* losses_;
    MeasurePlot* measures_;
};

}  // namespace faceloom
