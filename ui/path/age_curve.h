// The age that the faces of a path read as, from one end to the other.
#pragma once

#include "core/reading/age_buckets.h"

#include <QWidget>
#include <optional>
#include <vector>

namespace faceloom {

class AgeCurve : public QWidget {
    Q_OBJECT
public:
    explicit AgeCurve(QWidget* parent = nullptr);

    // One a face, evenly spaced from the start to the end; empty: nothing was read.
    void setReadings(const std::vector<AgeReading>& readings);
    void setPosition(std::optional<double> position);  // the slider's, 0..1
    [[nodiscard]] const std::vector<AgeReading>& readings() const { return readings_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF plotRect() const;
    [[nodiscard]] QPointF pointOf(std::size_t index) const;
    void paintBands(QPainter& painter) const;
    void paintCurve(QPainter& painter) const;

    std::vector<AgeReading> readings_;
    std::optional<double> position_;
};

}  // namespace faceloom
