#include "ui/path/segment_box.h"

#include <QComboBox>
#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

namespace faceloom {
namespace {

constexpr int kMargin = 2;       // left and right
constexpr int kWayHeight = 14;   // of the arrow above the controls
constexpr int kEachOther = 220;  // wide enough for the controls beside each other
constexpr int kWidestControl = 120;
constexpr qreal kHead = 4;   // of the arrow
constexpr qreal kDot = 4.5;  // where the slider is

}  // namespace

SegmentBox::SegmentBox(int number, QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("segment%1").arg(number));
    setAcceptDrops(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    frames_ = new QSpinBox;
    frames_->setObjectName(QStringLiteral("segmentFrames%1").arg(number));
    frames_->setRange(1, kMostSegmentFrames);
    frames_->setSuffix(tr(" frames"));
    frames_->setKeyboardTracking(false);
    frames_->findChild<QLineEdit*>()->setAcceptDrops(false);  // faces are for the box
    mode_ = new QComboBox;
    mode_->setObjectName(QStringLiteral("segmentMode%1").arg(number));
    mode_->addItem(tr("Linear"), static_cast<int>(InterpolationMode::Lerp));
    mode_->addItem(tr("Spherical"), static_cast<int>(InterpolationMode::Slerp));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kWayHeight, kMargin, 0);
    layout->setSpacing(0);
    row_ = new QBoxLayout(QBoxLayout::TopToBottom);
    row_->setSpacing(3);
    for (QWidget* control : controls()) {
        control->setMaximumWidth(kWidestControl);
        control->setFocusPolicy(Qt::StrongFocus);
        control->installEventFilter(this);
        row_->addWidget(control);
    }
    auto* centre = new QHBoxLayout;
    centre->addStretch();
    centre->addLayout(row_, 1);
    centre->addStretch();
    layout->addStretch();
    layout->addLayout(centre);
    layout->addStretch();
    connect(frames_, &QSpinBox::valueChanged, this, &SegmentBox::framesChanged);
    connect(mode_, &QComboBox::currentIndexChanged, this, [this] {
        emit modeChanged(static_cast<InterpolationMode>(mode_->currentData().toInt()));
    });
}

void SegmentBox::showSegment(const PathKeyframe& keyframe, const QString& to, bool back) {
    const QString from = QString::fromStdString(keyframe.label);
    const QSignalBlocker quiet_frames(frames_);
    const QSignalBlocker quiet_mode(mode_);
    frames_->setValue(keyframe.frames);
    mode_->setCurrentIndex(mode_->findData(static_cast<int>(keyframe.mode)));
    frames_->setAccessibleName(tr("Frames from %1 to %2").arg(from, to));
    frames_->setToolTip(
        tr("How many frames it takes from %1 to %2: more are slower.").arg(from, to));
    mode_->setAccessibleName(tr("Way from %1 to %2").arg(from, to));
    mode_->setToolTip(
        tr("Linear goes straight from one face to the other. Spherical goes around the "
           "middle, where faces are often bland."));
    setToolTip((back ? tr("The way back from %1 to %2, which closes the loop.")
                     : tr("The way from %1 to %2."))
                   .arg(from, to) +
               QLatin1Char(' ') +
               tr("Drop a face here to go by it; right-click to make all segments like this one."));
    back_ = back;
    update();
}

std::array<QWidget*, 2> SegmentBox::controls() const {
    return {frames_, mode_};
}

void SegmentBox::setPlace(double place, bool here) {
    place_ = place;
    here_ = here;
    update();
}

QSize SegmentBox::minimumSizeHint() const {
    const int width =
        std::max(frames_->minimumSizeHint().width(), mode_->minimumSizeHint().width());
    return {width + 2 * kMargin,
            kWayHeight + frames_->sizeHint().height() + 3 + mode_->sizeHint().height()};
}

QSize SegmentBox::sizeHint() const {
    return minimumSizeHint();
}

void SegmentBox::resizeEvent(QResizeEvent*) {
    row_->setDirection(width() >= kEachOther ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void SegmentBox::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (drop_hovers_) {
        QColor fill = palette().color(QPalette::Highlight);
        fill.setAlphaF(0.18F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(rect(), 4, 4);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 3));
        painter.drawLine(QPointF(width() / 2.0, 2), QPointF(width() / 2.0, height() - 2.0));
    }
    paintWay(painter);
}

// What lies behind the slider in the highlight's colour.
void SegmentBox::paintWay(QPainter& painter) const {
    const qreal y = kWayHeight / 2.0;
    const qreal left = kDot + 1, right = width() - kDot - 1;
    const qreal at = left + place_ * (right - left);
    QColor ahead = palette().color(QPalette::WindowText);
    ahead.setAlphaF(0.4F);
    const QColor behind = palette().color(QPalette::Highlight);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ahead, 1.5, back_ ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(at, y), QPointF(right, y));
    painter.setPen(QPen(place_ < 1 ? ahead : behind, 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawPolyline(
        QPolygonF({QPointF(right - kHead, y - kHead), {right, y}, {right - kHead, y + kHead}}));
    if (place_ > 0) {
        painter.setPen(QPen(behind, 2.5, back_ ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(left, y), QPointF(at, y));
    }
    if (!here_) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(behind);
    painter.drawEllipse(QPointF(at, y), kDot, kDot);
}

void SegmentBox::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("segmentMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Make all segments like this one"), this, &SegmentBox::useForAllRequested);
    menu->popup(event->globalPos());
}

void SegmentBox::setDropHovers(bool hovers) {
    drop_hovers_ = hovers;
    update();
}

void SegmentBox::dragEnterEvent(QDragEnterEvent* event) {
    if (!holdsPickedFace(event->mimeData())) return;
    event->acceptProposedAction();
    setDropHovers(true);
    emit dragEntered();
}

void SegmentBox::dragLeaveEvent(QDragLeaveEvent*) {
    setDropHovers(false);
}

void SegmentBox::dropEvent(QDropEvent* event) {
    setDropHovers(false);
    if (const auto face = pickedFaceFrom(event->mimeData())) {
        event->acceptProposedAction();
        emit faceDropped(*face, event->modifiers().testFlag(Qt::ControlModifier));
    }
}

// The wheel moves the strip, not what lies under the pointer by chance.
bool SegmentBox::eventFilter(QObject* object, QEvent* event) {
    auto* control = qobject_cast<QWidget*>(object);
    if (event->type() != QEvent::Wheel || control == nullptr || control->hasFocus()) return false;
    event->ignore();
    return true;
}

}  // namespace faceloom
