// A sample photograph with the rectangle that is cut out of every picture: dragged to move, by
// eight handles to resize, by arrow keys and + and − to adjust. Square unless Shift is held.
#pragma once

#include <QImage>
#include <QPixmap>
#include <QRect>
#include <QWidget>

namespace faceloom {

class CropEditor : public QWidget {
    Q_OBJECT
public:
    static constexpr int kSmallestSide = 8;  // pixels of the picture
    static constexpr int kBorder = 4;        // around the picture, room for handles; logical pixels

    explicit CropEditor(QWidget* parent = nullptr);

    // `shown` may be a reduced copy of a picture that is `size` pixels large. A null image shows
    // `hint` instead.
    void setPicture(const QImage& shown, const QSize& size);
    void setHint(const QString& hint);
    void setCrop(const QRect& crop);  // pixels of the picture; empty: none is drawn
    void setEditable(bool editable);

    [[nodiscard]] const QRect& crop() const { return crop_; }
    [[nodiscard]] const QSize& pictureSize() const { return picture_size_; }
    [[nodiscard]] bool isEditable() const { return editable_; }
    // Where a point of the picture is drawn, and the reverse; logical pixels of the widget.
    [[nodiscard]] QPointF toWidget(const QPointF& picture_point) const;
    [[nodiscard]] QPointF toPicture(const QPointF& widget_point) const;
    [[nodiscard]] QSize sizeHint() const override { return {240, 210}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 120}; }

signals:
    void cropChanged(const QRect& crop);  // by the user only

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    // Which sides of the rectangle a drag moves: −1 left or top, +1 right or bottom, 0 neither.
    struct Grip {
        int x = 0;
        int y = 0;
        bool inside = false;  // the whole rectangle moves
        [[nodiscard]] bool none() const { return x == 0 && y == 0 && !inside; }
    };

    [[nodiscard]] QRectF pictureArea() const;  // of the widget
    [[nodiscard]] QRectF cropArea() const;     // of the widget
    [[nodiscard]] Grip gripAt(const QPointF& widget_point) const;
    [[nodiscard]] QRect moved(const QPoint& by) const;
    [[nodiscard]] QRect resizedFreely(const QPoint& by) const;
    [[nodiscard]] QRect resizedSquare(const QPoint& by) const;
    [[nodiscard]] QRect grown(int by) const;
    void change(const QRect& crop);
    void paintCrop(QPainter& painter, const QRectF& area) const;

    QImage shown_;
    mutable QPixmap scaled_;  // of shown_, as large as it was last drawn
    QSize picture_size_;
    QString hint_;
    QRect crop_;
    bool editable_ = true;
    Grip grip_;  // of the drag under way
    QPointF pressed_at_;
    QRect pressed_crop_;
};

}  // namespace faceloom
