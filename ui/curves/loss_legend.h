// The legend of the loss curves: which are shown, and the losses and the step read out where there
// is room for them. For the GUI thread.
#pragma once

#include "ui/curves/loss_series.h"

#include <QString>
#include <QWidget>
#include <array>

class QCheckBox;
class QLabel;

namespace faceloom {

class LossLegend : public QWidget {
    Q_OBJECT
public:
    explicit LossLegend(QWidget* parent = nullptr);

    // `step`: whose losses are read out, in words.
    void setReadout(const QString& step, const std::array<QString, kLossCurves>& losses);
    [[nodiscard]] QSize minimumSizeHint() const override;  // without the losses

signals:
    void toggled(faceloom::LossCurve curve, bool shown);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void addCurve(LossCurve curve);
    void showWhatFits();

    QLabel* step_;
    std::array<QCheckBox*, kLossCurves> boxes_{};
    std::array<QLabel*, kLossCurves> losses_{};
};

}  // namespace faceloom
