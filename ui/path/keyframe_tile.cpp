#include "ui/path/keyframe_tile.h"

#include "ui/base/icons.h"

#include <QDropEvent>
#include <QKeyEvent>
#include <QToolButton>

namespace faceloom {
namespace {

constexpr int kButtonSide = 20;

}  // namespace

KeyframeTile::KeyframeTile(int number, QWidget* parent) : FaceTile(parent) {
    setObjectName(QStringLiteral("keyframe%1").arg(number));
    setSide(kSide);
    setTakesDrops(true);
    remove_ = new QToolButton(this);
    remove_->setObjectName(QStringLiteral("removeKeyframe%1").arg(number));
    remove_->setIcon(symbolIcon(Symbol::Close));
    remove_->setIconSize({kButtonSide - 8, kButtonSide - 8});
    remove_->setFocusPolicy(Qt::NoFocus);  // the Delete key does the same
    remove_->setGeometry(kSide - kButtonSide - 4, 4, kButtonSide, kButtonSide);
    remove_->hide();
    connect(remove_, &QToolButton::clicked, this, &KeyframeTile::removeRequested);
}

void KeyframeTile::setName(const QString& name, const QString& tip) {
    filled_ = !name.isEmpty();
    setToolTip(tip);
    remove_->setAccessibleName(tr("Take %1 off the path").arg(name));
    remove_->setToolTip(tr("Take %1 off the path; undo brings it back.").arg(name));
    showRemove();
}

// Only where the hand or the keyboard is: the faces are what matters.
void KeyframeTile::showRemove() {
    remove_->setVisible(filled_ && (underMouse() || hasFocus()));
}

void KeyframeTile::enterEvent(QEnterEvent* event) {
    FaceTile::enterEvent(event);
    showRemove();
}

void KeyframeTile::leaveEvent(QEvent* event) {
    FaceTile::leaveEvent(event);
    showRemove();
}

void KeyframeTile::focusInEvent(QFocusEvent* event) {
    FaceTile::focusInEvent(event);
    showRemove();
}

void KeyframeTile::focusOutEvent(QFocusEvent* event) {
    FaceTile::focusOutEvent(event);
    showRemove();
}

void KeyframeTile::keyPressEvent(QKeyEvent* event) {
    const bool shifting = event->modifiers().testFlag(Qt::ControlModifier);
    if (filled_ && event->key() == Qt::Key_Delete)
        emit removeRequested();
    else if (filled_ && shifting && event->key() == Qt::Key_Left)
        emit shiftRequested(-1);
    else if (filled_ && shifting && event->key() == Qt::Key_Right)
        emit shiftRequested(1);
    else
        FaceTile::keyPressEvent(event);
}

void KeyframeTile::dragEnterEvent(QDragEnterEvent* event) {
    FaceTile::dragEnterEvent(event);
    emit dragEntered();
}

void KeyframeTile::dropEvent(QDropEvent* event) {
    FaceTile::dropEvent(event);
    showRemove();
}

}  // namespace faceloom
