// One face as a button: picture, number, coloured frame and badges of the sets it is in. It can be
// dragged, and can take a face that is dropped on it.
#pragma once

#include "ui/explore/picked_face.h"
#include "ui/explore/set_looks.h"

#include <QAbstractButton>
#include <QFontMetricsF>
#include <QImage>
#include <QPixmap>
#include <functional>
#include <optional>
#include <vector>

namespace faceloom {

class FaceTile : public QAbstractButton {
    Q_OBJECT
public:
    using DragSource = std::function<std::optional<PickedFace>()>;

    explicit FaceTile(QWidget* parent = nullptr);

    void setFace(const QImage& face);
    [[nodiscard]] const QImage& face() const { return face_; }
    void setNumber(int number);                    // shown in a corner; 0 shows none
    void setBadges(std::vector<SetBadge> badges);  // the frame takes the first one's colour
    void setFrameColour(
        const QColor& colour);  // a frame without a badge; an invalid colour shows none
    void setPlaceholder(const QString& text);  // shown while there is no picture
    // Lines at the picture's foot, left out where they do not fit; empty shows none. A new face has
    // none.
    void setCaption(const QString& caption);
    [[nodiscard]] const QString& caption() const { return caption_; }
    void setWholePixels(bool whole_pixels);  // enlarged by whole pixels, not smoothly
    void setSide(int side);                  // logical pixels; a tile that does not grow
    void setDragSource(DragSource source) { drag_source_ = std::move(source); }
    // What a drag from here would carry.
    [[nodiscard]] std::optional<PickedFace> dragged() const {
        return drag_source_ ? drag_source_() : std::nullopt;
    }
    void setTakesDrops(bool takes) { setAcceptDrops(takes); }
    // Whether Ctrl was held at the last drop, for a copy.
    [[nodiscard]] bool droppedAsCopy() const { return dropped_as_copy_; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override { return width; }

signals:
    void moveRequested(int columns, int rows);  // an arrow key
    void faceDropped(const faceloom::PickedFace& face);
    void faceChanged();  // its picture or caption

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] QRectF pictureRect() const;
    [[nodiscard]] QColor frameColour() const;
    void paintPicture(QPainter& painter);
    void paintPlaceholder(QPainter& painter) const;
    void paintNumber(QPainter& painter) const;
    void paintCaption(QPainter& painter) const;
    [[nodiscard]] QStringList captionLines(const QFontMetricsF& metrics, qsizetype most,
                                           bool split) const;
    void paintBadges(QPainter& painter) const;
    void paintFrame(QPainter& painter) const;

    QImage face_;
    QPixmap scaled_;  // the picture at this size and pixel ratio
    QString placeholder_;
    QString caption_;
    std::vector<SetBadge> badges_;
    QColor frame_colour_;
    DragSource drag_source_;
    QPoint press_position_;
    int number_ = 0;
    int side_ = 0;
    bool whole_pixels_ = false;
    bool drop_hovers_ = false;
    bool dropped_as_copy_ = false;
};

}  // namespace faceloom
