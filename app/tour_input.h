// What a person's hand does: clicks and keys, sent to real widgets as events. For the GUI thread.
#pragma once

#include <QString>
#include <Qt>

class QWidget;

namespace faceloom::hand {

void click(QWidget* widget);  // in its middle
void press(QWidget* widget, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
void type(QWidget* widget,
          const QString& text);  // in place of what a text field or a number box holds
// Presses the key so many times.
void step(QWidget* widget, Qt::Key key, int times);

}  // namespace faceloom::hand
