// The faces that a run draws from the same latents again and again: how its generator is coming
// along.
#pragma once

#include "core/train/train_types.h"

#include <QImage>
#include <QString>
#include <QWidget>
#include <vector>

class QPainter;

namespace faceloom {

class PreviewView : public QWidget {
    Q_OBJECT
public:
    explicit PreviewView(QWidget* parent = nullptr);

    [[nodiscard]] bool empty() const { return faces_.empty(); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    // Row by row; the caption stands above them.
    void setFaces(std::vector<QImage> faces, const QString& caption);
    // What to say while there are no faces.
    void setPlaceholder(const QString& text);
    [[nodiscard]] QString caption() const { return caption_; }
    [[nodiscard]] const std::vector<QImage>& faces() const { return faces_; }

public slots:
    void setPreview(const faceloom::Preview& preview);
    void clear();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintFaces(QPainter& painter, const QRect& area) const;

    std::vector<QImage> faces_;  // row by row of a square grid
    QString caption_;
    QString placeholder_;
};

}  // namespace faceloom
