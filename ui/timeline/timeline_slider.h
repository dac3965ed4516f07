// A slider with a tick for each point of a run, the newest at the right, and a star at the best.
#pragma once

#include <QSlider>

namespace faceloom {

class TimelineSlider : public QSlider {
    Q_OBJECT
public:
    explicit TimelineSlider(QWidget* parent = nullptr);

    // `best`: index of a point, −1 for none. The value stays within.
    void setPoints(int count, int best);
    [[nodiscard]] int best() const { return best_; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    // A press beside the handle goes to the point there.
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    // Of the handle's middle at a value, and the nearest value at a place; logical pixels.
    [[nodiscard]] int placeOf(int value) const;
    [[nodiscard]] int valueAt(int x) const;
    [[nodiscard]] int handleWidth() const;

    int best_ = -1;
};

}  // namespace faceloom
