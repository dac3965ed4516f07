// The loss curves of a run, live, with what belongs around them: which curves, the losses read out,
// smoothing, export.
#pragma once

#include "core/base/latest_worker.h"
#include "core/train/train_types.h"
#include "ui/base/gui_queue.h"
#include "ui/curves/loss_series.h"

#include <QString>
#include <QWidget>
#include <filesystem>
#include <utility>
#include <vector>

class QBoxLayout;
class QSlider;
class QToolButton;

namespace faceloom {

class LossCurves;
class LossLegend;

class LossPlot : public QWidget {
    Q_OBJECT
public:
    explicit LossPlot(QWidget* parent = nullptr);
    ~LossPlot() override;

    [[nodiscard]] const LossSeries& series() const { return series_; }
    [[nodiscard]] LossCurves* curves() const { return curves_; }
    [[nodiscard]] bool followsNewest() const;
    // First and last step shown.
    [[nodiscard]] std::pair<double, double> visibleSteps() const;
    // Draws at once instead of with the next frame.
    void redrawNow();
    [[nodiscard]] QSize sizeHint() const override { return {400, 300}; }

public slots:
    void append(const std::vector<faceloom::StepMetrics>& metrics);
    void replaceAll(const std::vector<faceloom::StepMetrics>& metrics);
    void showAll();
    // Both answer with a message.
    void savePng(const QString& path);
    void saveCsv(const QString& path);

signals:
    void messageRaised(const QString& text, bool is_error);

private:
    struct CsvRequest {
        std::filesystem::path path;
        std::vector<StepMetrics> rows;
    };

    [[nodiscard]] QBoxLayout* createControls();
    void updateReadout();
    void chooseFile(bool png);
    void writeCsv(const CsvRequest& request);
    void tellSaved(const QString& path, const QString& error);

    LossSeries series_;
    LossCurves* curves_;
    LossLegend* legend_;
    QToolButton* follow_ = nullptr;
    QToolButton* export_ = nullptr;
    QSlider* smoothing_ = nullptr;
    bool writing_ = false;  // a table is being written
    GuiQueue to_gui_;
    LatestWorker<CsvRequest> csv_writer_;  // last: it stops before the rest goes
};

}  // namespace faceloom
