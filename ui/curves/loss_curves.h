// The drawing part of the loss plot: curves of a LossSeries, raw and smoothed, with zoom, pan and a
// line under the mouse. Redraws at most once a frame, however often it is asked to. For the GUI
// thread.
#pragma once

#include "core/base/result.h"
#include "ui/curves/loss_series.h"

#include <QTimer>
#include <array>
#include <filesystem>
#include <utility>

#include <qcustomplot.h>

class QLabel;

namespace faceloom {

// Apart in hue and in lightness, readable on light and on dark.
[[nodiscard]] QColor lossColour(LossCurve curve);
[[nodiscard]] QString lossName(LossCurve curve);

class LossCurves : public QCustomPlot {
    Q_OBJECT
public:
    // The series must outlive the curves; call scheduleRedraw when it has changed.
    explicit LossCurves(const LossSeries* series, QWidget* parent = nullptr);

    [[nodiscard]] bool following() const { return following_; }
    void setFollowing(bool following);
    void setShown(LossCurve curve, bool shown);
    void setLogarithmic(bool logarithmic);
    void showAll();

    void scheduleRedraw();
    void redrawNow();

    // First and last step shown.
    [[nodiscard]] std::pair<double, double> visibleSteps() const;
    // The step under the mouse, or the newest. Not for an empty series.
    [[nodiscard]] std::size_t readoutIndex() const;
    // With a legend above the curves. The file appears whole or not at all. Errors: WriteFailed.
    [[nodiscard]] Status saveAsPng(const std::filesystem::path& path);

signals:
    void followingChanged(bool following);
    void redrawn();

protected:
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyColours();
    void showNewest();
    void fillGraphs();
    void fitHeight();
    void placeCursor();
    void zoomSteps(double factor, double at_pixel);
    [[nodiscard]] double firstStep() const;
    [[nodiscard]] double lastStep() const;

    const LossSeries* series_;
    std::array<QCPGraph*, kLossCurves> raw_graphs_{};
    std::array<QCPGraph*, kLossCurves> smooth_graphs_{};
    QCPItemStraightLine* cursor_;
    QLabel* empty_;
    QTimer redraw_timer_;
    bool following_ = true;
    bool logarithmic_ = false;
    bool height_is_automatic_ = true;  // until the user moves the losses' axis
    double followed_span_ = 0;         // steps kept in view while following; 0: all of them
    double hovered_step_ = -1;         // < 0: the mouse is elsewhere
    QPointF pressed_at_;
};

}  // namespace faceloom
