#include "ui/explore/face_tile.h"

#include <QApplication>
#include <QDrag>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStringList>
#include <algorithm>

namespace faceloom {
namespace {

constexpr qreal kFrame = 3;  // logical pixels around the picture, always kept free
constexpr qreal kRounding = 4;
constexpr int kSmallestSide = 34;
constexpr qreal kCaptionMargin = 4;
constexpr qreal kLargestCaption = 0.62;  // of the picture's height
constexpr qreal kSmallestPoints = 6;
constexpr qreal kNumberedSide = 30;  // smaller tiles show no number
constexpr qreal kRoomySide = 56;     // smaller tiles show a small one

QPixmap scaledFor(const QImage& face, const QSizeF& logical_size, qreal ratio, bool whole_pixels) {
    const QSize available = (logical_size * ratio).toSize();
    QImage scaled;
    const int factor =
        std::min(available.width() / face.width(), available.height() / face.height());
    if (whole_pixels && factor >= 1) {
        scaled = face.scaled(face.size() * factor, Qt::KeepAspectRatio, Qt::FastTransformation);
    } else {
        scaled = face.scaled(available, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }
    QPixmap pixmap = QPixmap::fromImage(scaled);
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

}  // namespace

FaceTile::FaceTile(QWidget* parent) : QAbstractButton(parent) {
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy square(QSizePolicy::Preferred, QSizePolicy::Preferred);
    square.setHeightForWidth(true);
    setSizePolicy(square);
}

void FaceTile::setFace(const QImage& face) {
    face_ = face;
    scaled_ = {};
    caption_.clear();
    update();
    emit faceChanged();
}

void FaceTile::setCaption(const QString& caption) {
    if (caption == caption_) return;
    caption_ = caption;
    update();
    emit faceChanged();
}

void FaceTile::setNumber(int number) {
    number_ = number;
    update();
}

void FaceTile::setBadges(std::vector<SetBadge> badges) {
    if (badges == badges_) return;
    badges_ = std::move(badges);
    update();
}

void FaceTile::setFrameColour(const QColor& colour) {
    frame_colour_ = colour;
    update();
}

void FaceTile::setPlaceholder(const QString& text) {
    placeholder_ = text;
    update();
}

void FaceTile::setWholePixels(bool whole_pixels) {
    whole_pixels_ = whole_pixels;
    scaled_ = {};
    update();
}

void FaceTile::setSide(int side) {
    side_ = side;
    setFixedSize(side, side);
}

QSize FaceTile::sizeHint() const {
    const int side = side_ > 0 ? side_ : 96;
    return {side, side};
}

QSize FaceTile::minimumSizeHint() const {
    const int side = side_ > 0 ? side_ : kSmallestSide;
    return {side, side};
}

QRectF FaceTile::pictureRect() const {
    const qreal side = std::min(width(), height()) - 2 * kFrame;
    return {(width() - side) / 2, (height() - side) / 2, side, side};
}

QColor FaceTile::frameColour() const {
    return badges_.empty() ? frame_colour_ : setColour(badges_.front().look);
}

void FaceTile::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (face_.isNull())
        paintPlaceholder(painter);
    else
        paintPicture(painter);
    if (number_ > 0 && pictureRect().width() >= kNumberedSide) paintNumber(painter);
    if (!caption_.isEmpty() && !face_.isNull()) paintCaption(painter);
    paintFrame(painter);
    paintBadges(painter);
}

void FaceTile::paintPicture(QPainter& painter) {
    const QRectF rect = pictureRect();
    const qreal ratio = devicePixelRatioF();
    const QSize wanted = (rect.size() * ratio).toSize();
    const bool stale = scaled_.isNull() || scaled_.devicePixelRatio() != ratio ||
                       (whole_pixels_ ? true : scaled_.size() != wanted);
    if (stale) scaled_ = scaledFor(face_, rect.size(), ratio, whole_pixels_);
    const QSizeF size = scaled_.deviceIndependentSize();
    QPointF corner = rect.center() - QPointF(size.width() / 2, size.height() / 2);
    corner = QPointF(qRound(corner.x() * ratio) / ratio, qRound(corner.y() * ratio) / ratio);
    painter.save();
    if (!whole_pixels_) {
        QPainterPath clip;
        clip.addRoundedRect(rect, kRounding, kRounding);
        painter.setClipPath(clip);
    }
    if (!isEnabled()) painter.setOpacity(0.45);
    painter.drawPixmap(corner, scaled_);
    painter.restore();
}

void FaceTile::paintPlaceholder(QPainter& painter) const {
    const QRectF rect = pictureRect();
    QColor fill = palette().color(QPalette::WindowText);
    fill.setAlphaF(0.05F);
    QColor line = palette().color(QPalette::WindowText);
    line.setAlphaF(0.28F);
    painter.setBrush(fill);
    painter.setPen(QPen(line, 1, Qt::DashLine));
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), kRounding, kRounding);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(rect.adjusted(4, 4, -4, -4), Qt::AlignCenter | Qt::TextWordWrap, placeholder_);
}

void FaceTile::paintNumber(QPainter& painter) const {
    const QRectF rect = pictureRect();
    const bool tight = rect.width() < kRoomySide;  // then it must not hide the face
    QFont small = font();
    small.setPointSizeF(std::max(kSmallestPoints, small.pointSizeF() * (tight ? 0.65 : 0.82)));
    painter.setFont(small);
    const QString text = QString::number(number_);
    const QFontMetricsF metrics(small);
    const QSizeF size(
        std::max(metrics.horizontalAdvance(text) + (tight ? 4 : 8), metrics.height() + 2),
        metrics.height() + 1);
    const qreal inset = tight ? 0 : 3;
    const QRectF pill(rect.topLeft() + QPointF(inset, inset), size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 150));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(Qt::white);
    painter.drawText(pill, Qt::AlignCenter, text);
}

// "25-32 · 61 %" on one line where it fits, else, if `split`, bucket and confidence on lines of
// their own: never one without the other. Only the first `most` lines of the caption; nothing where
// they do not fit.
QStringList FaceTile::captionLines(const QFontMetricsF& metrics, qsizetype most, bool split) const {
    const qreal width = pictureRect().width() - kCaptionMargin;
    const auto fits = [&](const QString& text) { return metrics.horizontalAdvance(text) <= width; };
    QStringList lines;
    for (const QString& line : caption_.split(QLatin1Char('\n')).first(most)) {
        if (split && !fits(line))
            lines << line.split(QStringLiteral(" · "));
        else
            lines << line;
    }
    const bool all_fit = std::all_of(lines.begin(), lines.end(), fits);
    const qreal height = pictureRect().height() * kLargestCaption;
    return all_fit && metrics.height() * double(lines.size()) <= height ? lines : QStringList();
}

void FaceTile::paintCaption(QPainter& painter) const {
    QFont small = font();
    QStringList lines;
    // All of it rather than larger, on few lines rather than larger.
    for (qsizetype most = caption_.count(QLatin1Char('\n')) + 1; most > 0 && lines.isEmpty();
         --most) {
        for (const bool split : {false, true}) {
            for (const qreal share : {0.85, 0.75, 0.65}) {
                if (!lines.isEmpty()) break;
                small.setPointSizeF(std::max(kSmallestPoints, font().pointSizeF() * share));
                lines = captionLines(QFontMetricsF(small), most, split);
            }
        }
    }
    if (lines.isEmpty()) return;
    const QFontMetricsF metrics(small);
    const QRectF rect = pictureRect();
    const qreal height = metrics.height() * double(lines.size()) + 1;
    const QRectF band(rect.left(), rect.bottom() - height, rect.width(), height);
    painter.save();
    QPainterPath clip;
    clip.addRoundedRect(rect, kRounding, kRounding);
    painter.setClipPath(clip);
    painter.fillRect(band, QColor(0, 0, 0, 165));
    painter.setFont(small);
    painter.setPen(Qt::white);
    painter.drawText(band, Qt::AlignCenter, lines.join(QLatin1Char('\n')));
    painter.restore();
}

void FaceTile::paintBadges(QPainter& painter) const {
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(std::max(6.5, bold.pointSizeF() * 0.85));
    painter.setFont(bold);
    const qreal side = QFontMetricsF(bold).height() + 4;
    QPointF corner = pictureRect().topRight() + QPointF(kFrame - side, -kFrame);
    for (const SetBadge& shown : badges_) {
        const QRectF badge(corner, QSizeF(side, side));
        painter.setPen(Qt::NoPen);
        painter.setBrush(setColour(shown.look));
        painter.drawRoundedRect(badge, kRounding, kRounding);
        painter.setPen(setTextColour(shown.look));
        painter.drawText(badge, Qt::AlignCenter, shown.letter);
        corner.rx() -= side + 1;
    }
}

void FaceTile::paintFrame(QPainter& painter) const {
    const QRectF around = pictureRect().adjusted(-kFrame / 2, -kFrame / 2, kFrame / 2, kFrame / 2);
    painter.setBrush(Qt::NoBrush);
    const QColor own = frameColour();
    const QColor highlight = palette().color(QPalette::Highlight);
    if (own.isValid()) {
        painter.setPen(QPen(own, kFrame));
        painter.drawRoundedRect(around, kRounding + 1, kRounding + 1);
    }
    if (isEnabled() && (underMouse() || drop_hovers_)) {
        QColor glow = drop_hovers_ ? highlight : palette().color(QPalette::WindowText);
        if (!drop_hovers_) glow.setAlphaF(own.isValid() ? 0.35F : 0.55F);
        painter.setPen(QPen(glow, drop_hovers_ ? kFrame : 2));
        painter.drawRoundedRect(around, kRounding + 1, kRounding + 1);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Base), 3));
        const QRectF inside = pictureRect().adjusted(2, 2, -2, -2);
        painter.drawRoundedRect(inside, kRounding - 1, kRounding - 1);
        painter.setPen(QPen(highlight, 2));
        painter.drawRoundedRect(inside, kRounding - 1, kRounding - 1);
    }
}

void FaceTile::mousePressEvent(QMouseEvent* event) {
    press_position_ = event->pos();
    QAbstractButton::mousePressEvent(event);
}

void FaceTile::mouseMoveEvent(QMouseEvent* event) {
    const bool far =
        (event->pos() - press_position_).manhattanLength() >= QApplication::startDragDistance();
    if (!event->buttons().testFlag(Qt::LeftButton) || !far || !drag_source_) {
        QAbstractButton::mouseMoveEvent(event);
        return;
    }
    const auto picked = dragged();
    if (!picked) return;
    setDown(false);
    // Of the window: this tile may go while it is dragged. Qt deletes it when the drag has ended.
    auto* drag = new QDrag(window());
    drag->setMimeData(toMimeData(*picked).release());
    if (!scaled_.isNull()) {
        drag->setPixmap(scaled_);
        drag->setHotSpot(event->pos());
    }
    drag->exec(Qt::CopyAction);
}

void FaceTile::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
            emit moveRequested(-1, 0);
            return;
        case Qt::Key_Right:
            emit moveRequested(1, 0);
            return;
        case Qt::Key_Up:
            emit moveRequested(0, -1);
            return;
        case Qt::Key_Down:
            emit moveRequested(0, 1);
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            click();
            return;
        default:
            QAbstractButton::keyPressEvent(event);
    }
}

void FaceTile::dragEnterEvent(QDragEnterEvent* event) {
    if (!holdsPickedFace(event->mimeData())) return;
    drop_hovers_ = true;
    event->acceptProposedAction();
    update();
}

void FaceTile::dragLeaveEvent(QDragLeaveEvent*) {
    drop_hovers_ = false;
    update();
}

void FaceTile::dropEvent(QDropEvent* event) {
    drop_hovers_ = false;
    setAttribute(Qt::WA_UnderMouse, false);  // a drag sets it; the next move of the mouse tells
    update();
    if (const auto face = pickedFaceFrom(event->mimeData())) {
        event->acceptProposedAction();
        dropped_as_copy_ = event->modifiers().testFlag(Qt::ControlModifier);
        emit faceDropped(*face);
    }
}

}  // namespace faceloom
