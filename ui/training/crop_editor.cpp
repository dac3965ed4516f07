#include "ui/training/crop_editor.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace faceloom {
namespace {

constexpr double kHandle = 8;  // side of a handle, logical pixels
constexpr double kReach = 8;   // how far from a border it can still be taken
constexpr QRgb kShade = 0x8c000000;

Qt::CursorShape cursorFor(int x, int y, bool inside) {
    if (inside) return Qt::SizeAllCursor;
    if (x != 0 && y != 0) return x == y ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor;
    if (x != 0) return Qt::SizeHorCursor;
    return y != 0 ? Qt::SizeVerCursor : Qt::ArrowCursor;
}

}  // namespace

CropEditor::CropEditor(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("cropEditor"));
    setAccessibleName(tr("Part of each picture that is used"));
    setToolTip(
        tr("Drag the square so that it frames the face; drag a corner or a side to resize it. "
           "Hold Shift for another shape. Arrow keys move it, + and − resize it."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void CropEditor::setPicture(const QImage& shown, const QSize& size) {
    shown_ = shown;
    scaled_ = {};
    picture_size_ = shown.isNull() ? QSize() : size;
    grip_ = {};
    update();
}

void CropEditor::setHint(const QString& hint) {
    hint_ = hint;
    update();
}

void CropEditor::setCrop(const QRect& crop) {
    crop_ = crop;
    setAccessibleDescription(tr("%1 by %2 pixels at %3, %4")
                                 .arg(crop.width())
                                 .arg(crop.height())
                                 .arg(crop.x())
                                 .arg(crop.y()));
    update();
}

void CropEditor::setEditable(bool editable) {
    editable_ = editable;
    grip_ = {};
    unsetCursor();
    update();
}

QRectF CropEditor::pictureArea() const {
    if (picture_size_.isEmpty()) return {};
    // Room for the handles where the rectangle reaches the picture's border.
    const QRectF room = QRectF(rect()).adjusted(kBorder, kBorder, -kBorder, -kBorder);
    const QSizeF size = QSizeF(picture_size_).scaled(room.size(), Qt::KeepAspectRatio);
    // Whole pixels, so that what is drawn over the picture ends where the picture does.
    QRect area(QPoint(), size.toSize().expandedTo({1, 1}));
    area.moveCenter(rect().center());
    return area;
}

QPointF CropEditor::toWidget(const QPointF& picture_point) const {
    const QRectF area = pictureArea();
    return {area.x() + picture_point.x() * area.width() / picture_size_.width(),
            area.y() + picture_point.y() * area.height() / picture_size_.height()};
}

QPointF CropEditor::toPicture(const QPointF& widget_point) const {
    const QRectF area = pictureArea();
    if (area.isEmpty()) return {};
    return {(widget_point.x() - area.x()) * picture_size_.width() / area.width(),
            (widget_point.y() - area.y()) * picture_size_.height() / area.height()};
}

QRectF CropEditor::cropArea() const {
    return {toWidget(crop_.topLeft()),
            toWidget(QPointF(crop_.x() + crop_.width(), crop_.y() + crop_.height()))};
}

CropEditor::Grip CropEditor::gripAt(const QPointF& widget_point) const {
    Grip grip;
    if (!editable_ || crop_.isEmpty() || picture_size_.isEmpty()) return grip;
    const QRectF area = cropArea();
    if (!area.adjusted(-kReach, -kReach, kReach, kReach).contains(widget_point)) return grip;
    // The nearer of two sides, should both be within reach.
    const auto side = [](double to_first, double to_second) {
        if (std::min(to_first, to_second) > kReach) return 0;
        return to_first <= to_second ? -1 : 1;
    };
    grip.x =
        side(std::abs(widget_point.x() - area.left()), std::abs(widget_point.x() - area.right()));
    grip.y =
        side(std::abs(widget_point.y() - area.top()), std::abs(widget_point.y() - area.bottom()));
    grip.inside = grip.x == 0 && grip.y == 0;
    return grip;
}

QRect CropEditor::moved(const QPoint& by) const {
    QRect result = pressed_crop_.translated(by);
    result.moveLeft(std::clamp(result.x(), 0, picture_size_.width() - result.width()));
    result.moveTop(std::clamp(result.y(), 0, picture_size_.height() - result.height()));
    return result;
}

QRect CropEditor::resizedFreely(const QPoint& by) const {
    int left = pressed_crop_.x();
    int top = pressed_crop_.y();
    int right = left + pressed_crop_.width();
    int bottom = top + pressed_crop_.height();
    if (grip_.x < 0) left = std::clamp(left + by.x(), 0, right - kSmallestSide);
    if (grip_.x > 0)
        right = std::clamp(right + by.x(), left + kSmallestSide, picture_size_.width());
    if (grip_.y < 0) top = std::clamp(top + by.y(), 0, bottom - kSmallestSide);
    if (grip_.y > 0)
        bottom = std::clamp(bottom + by.y(), top + kSmallestSide, picture_size_.height());
    return {left, top, right - left, bottom - top};
}

// The opposite corner or side stays; from a side the square grows to both sides of its middle.
QRect CropEditor::resizedSquare(const QPoint& by) const {
    const int right = pressed_crop_.x() + pressed_crop_.width();
    const int bottom = pressed_crop_.y() + pressed_crop_.height();
    const int room_x = grip_.x < 0   ? right
                       : grip_.x > 0 ? picture_size_.width() - pressed_crop_.x()
                                     : picture_size_.width();
    const int room_y = grip_.y < 0   ? bottom
                       : grip_.y > 0 ? picture_size_.height() - pressed_crop_.y()
                                     : picture_size_.height();
    int side = 0;
    if (grip_.x != 0) side = pressed_crop_.width() + grip_.x * by.x();
    if (grip_.y != 0) side = std::max(side, pressed_crop_.height() + grip_.y * by.y());
    const int room = std::min(room_x, room_y);
    side = std::clamp(side, std::min(kSmallestSide, room), room);
    const auto place = [side](int grip, int first, int length, int limit) {
        if (grip < 0) return first + length - side;
        if (grip > 0) return first;
        return std::clamp(first + (length - side) / 2, 0, limit - side);
    };
    return {place(grip_.x, pressed_crop_.x(), pressed_crop_.width(), picture_size_.width()),
            place(grip_.y, pressed_crop_.y(), pressed_crop_.height(), picture_size_.height()), side,
            side};
}

QRect CropEditor::grown(int by) const {
    const int room = std::min(picture_size_.width(), picture_size_.height());
    const int side = std::clamp(std::max(crop_.width(), crop_.height()) + 2 * by,
                                std::min(kSmallestSide, room), room);
    const QPoint middle(crop_.x() + crop_.width() / 2, crop_.y() + crop_.height() / 2);
    return {std::clamp(middle.x() - side / 2, 0, picture_size_.width() - side),
            std::clamp(middle.y() - side / 2, 0, picture_size_.height() - side), side, side};
}

void CropEditor::change(const QRect& crop) {
    if (crop == crop_) return;
    setCrop(crop);
    emit cropChanged(crop_);
}

void CropEditor::mousePressEvent(QMouseEvent* event) {
    grip_ = event->button() == Qt::LeftButton ? gripAt(event->position()) : Grip{};
    pressed_at_ = toPicture(event->position());
    pressed_crop_ = crop_;
    if (grip_.none()) QWidget::mousePressEvent(event);
    update();
}

void CropEditor::mouseMoveEvent(QMouseEvent* event) {
    if (grip_.none() || !(event->buttons() & Qt::LeftButton)) {
        const Grip grip = gripAt(event->position());
        setCursor(cursorFor(grip.x, grip.y, grip.inside));
        return;
    }
    const QPoint by = (toPicture(event->position()) - pressed_at_).toPoint();
    if (grip_.inside) {
        change(moved(by));
    } else {
        change(event->modifiers() & Qt::ShiftModifier ? resizedFreely(by) : resizedSquare(by));
    }
}

void CropEditor::mouseReleaseEvent(QMouseEvent* event) {
    grip_ = {};
    update();
    QWidget::mouseReleaseEvent(event);
}

void CropEditor::keyPressEvent(QKeyEvent* event) {
    const bool usable = editable_ && !crop_.isEmpty() && !picture_size_.isEmpty();
    const int far = event->modifiers() & Qt::ControlModifier ? 10 : 1;
    pressed_crop_ = crop_;
    switch (usable ? event->key() : 0) {
        case Qt::Key_Left:
            return change(moved({-far, 0}));
        case Qt::Key_Right:
            return change(moved({far, 0}));
        case Qt::Key_Up:
            return change(moved({0, -far}));
        case Qt::Key_Down:
            return change(moved({0, far}));
        case Qt::Key_Plus:
            return change(grown(far));
        case Qt::Key_Minus:
            return change(grown(-far));
        default:
            QWidget::keyPressEvent(event);
    }
}

void CropEditor::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (shown_.isNull()) {
        QColor line = palette().color(QPalette::WindowText);
        line.setAlphaF(0.25F);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(line, 1, Qt::DashLine));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(14, 14, -14, -14), Qt::AlignCenter | Qt::TextWordWrap,
                         hint_);
        return;
    }
    const QRectF area = pictureArea();
    const QSize wanted = (area.size() * devicePixelRatioF()).toSize();
    if (scaled_.size() != wanted) {
        scaled_ = QPixmap::fromImage(
            shown_.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        scaled_.setDevicePixelRatio(devicePixelRatioF());
    }
    painter.drawPixmap(area.topLeft(), scaled_);
    if (!crop_.isEmpty()) paintCrop(painter, area);
}

void CropEditor::paintCrop(QPainter& painter, const QRectF& area) const {
    const QRectF crop = cropArea();
    QPainterPath outside;
    outside.addRect(area);
    QPainterPath inside;
    inside.addRect(crop);
    painter.fillPath(outside - inside, QColor::fromRgba(kShade));

    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    // White within black is seen on any photograph.
    painter.setPen(QPen(QColor(0, 0, 0, 160), 3));
    painter.drawRect(crop);
    painter.setPen(QPen(Qt::white, 1.4, editable_ ? Qt::SolidLine : Qt::DashLine));
    painter.drawRect(crop);
    if (!grip_.none()) {
        painter.setPen(QPen(QColor(255, 255, 255, 110), 1));
        for (const double third : {1 / 3.0, 2 / 3.0}) {
            painter.drawLine(QPointF(crop.left() + crop.width() * third, crop.top()),
                             QPointF(crop.left() + crop.width() * third, crop.bottom()));
            painter.drawLine(QPointF(crop.left(), crop.top() + crop.height() * third),
                             QPointF(crop.right(), crop.top() + crop.height() * third));
        }
    }
    if (!editable_) return;
    painter.setPen(QPen(QColor(0, 0, 0, 190), 1));
    painter.setBrush(hasFocus() ? palette().color(QPalette::Highlight) : QColor(Qt::white));
    for (const double x : {crop.left(), crop.center().x(), crop.right()}) {
        for (const double y : {crop.top(), crop.center().y(), crop.bottom()}) {
            if (QPointF(x, y) == crop.center()) continue;
            QRectF handle(0, 0, kHandle, kHandle);
            handle.moveCenter({x, y});
            painter.drawRoundedRect(handle, 1.5, 1.5);
        }
    }
}

}  // namespace faceloom
