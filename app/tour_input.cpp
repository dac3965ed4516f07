#include "app/tour_input.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWidget>

namespace faceloom::hand {
namespace {

void sendMouse(QWidget* widget, QEvent::Type type, Qt::MouseButtons buttons) {
    const QPointF middle = QRectF(widget->rect()).center();
    QMouseEvent event(type, middle, widget->mapToGlobal(middle), Qt::LeftButton, buttons,
                      Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &event);
}

void sendKey(QWidget* widget, Qt::Key key, Qt::KeyboardModifiers modifiers, const QString& text) {
    QKeyEvent down(QEvent::KeyPress, key, modifiers, text);
    QCoreApplication::sendEvent(widget, &down);
    QKeyEvent up(QEvent::KeyRelease, key, modifiers, text);
    QCoreApplication::sendEvent(widget, &up);
}

}  // namespace

void click(QWidget* widget) {
    sendMouse(widget, QEvent::MouseButtonPress, Qt::LeftButton);
    sendMouse(widget, QEvent::MouseButtonRelease, Qt::NoButton);
}

void press(QWidget* widget, Qt::Key key, Qt::KeyboardModifiers modifiers) {
    sendKey(widget, key, modifiers, {});
}

void type(QWidget* widget, const QString& text) {
    press(widget, Qt::Key_A, Qt::ControlModifier);
    press(widget, Qt::Key_Delete);
    for (const QChar letter : text) {
        sendKey(widget, Qt::Key_unknown, Qt::NoModifier, QString(letter));
    }
}

void step(QWidget* widget, Qt::Key key, int times) {
    for (int i = 0; i < times; ++i)
        press(widget, key);
}

}  // namespace faceloom::hand
