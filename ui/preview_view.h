// The faces that a run draws from the same latents again and again: how its generator is coming
// along.
#pragma once

#include "core/train/train_types.h"

#include <QImage>
#include <QWidget>
#include <cstdint>
#include <vector>

class QPainter;

namespace faceloom {

class PreviewView : public QWidget {
    Q_OBJECT
public:
    explicit PreviewView(QWidget* parent = nullptr);

    [[nodiscard]] bool empty() const { return faces_.empty(); }
    [[nodiscard]] std::int64_t step() const { return step_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    void setPreview(const faceloom::Preview& preview);
    void clear();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintFaces(QPainter& painter, const QRect& area) const;

    std::vector<QImage> faces_;  // row by row of a square grid
    std::int64_t step_ = 0;
};

}  // namespace faceloom
