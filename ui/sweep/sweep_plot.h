// A measure against the settings of a sweep: the mean with its standard error, and each run as a
// point. For the GUI thread.
#pragma once

#include "core/sweep/sweep_table.h"

#include <cstddef>

#include <qcustomplot.h>

class QLabel;

namespace faceloom {

class SweepPlot : public QCustomPlot {
    Q_OBJECT
public:
    explicit SweepPlot(QWidget* parent = nullptr);

    // `measure`: index into kSweepMeasures.
    void show(const SweepOutcome& outcome, std::size_t measure);
    [[nodiscard]] int shownMeans() const { return means_->dataCount(); }
    [[nodiscard]] int shownRuns() const { return runs_->dataCount(); }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyColours();
    void fitLabels();

    QCPGraph* runs_;
    QCPGraph* means_;
    QCPErrorBars* errors_;
    QLabel* empty_;
    QStringList labels_;
};

}  // namespace faceloom
