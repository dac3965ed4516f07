// A face as high as its pane, and as wide as it is high where there is room.
#pragma once

#include "ui/explore/face_tile.h"

#include <QResizeEvent>
#include <algorithm>

namespace faceloom {

class LargeFace : public FaceTile {
public:
    explicit LargeFace(QWidget* parent = nullptr) : FaceTile(parent) {
        setFocusPolicy(Qt::NoFocus);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
        setMinimumSize(kLeastSide, kLeastSide);
    }

    [[nodiscard]] QSize sizeHint() const override { return {side_, side_}; }

protected:
    void resizeEvent(QResizeEvent* event) override {
        FaceTile::resizeEvent(event);
        const int side = std::clamp(height(), kLeastSide, kLargestSide);
        if (side == side_) return;
        side_ = side;
        setMaximumWidth(side);
        updateGeometry();
    }

private:
    static constexpr int kLeastSide = 90;
    static constexpr int kLargestSide = 400;
    int side_ = kLeastSide;
};

}  // namespace faceloom
