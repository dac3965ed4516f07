// Answers what stands in the way: menus that are open and dialogs.
#pragma once

#include "tests/monkey/monkey_dice.h"
#include "tests/monkey/monkey_files.h"
#include "tests/monkey/monkey_watch.h"

#include <QObject>
#include <QTimer>

class QDialog;
class QFileDialog;
class QWidget;

namespace faceloom {

class MonkeyAnswers : public QObject {
public:
    MonkeyAnswers(const MonkeyFiles& files, Dice& dice, MonkeyWatch& watch);

    // Around each event: what opens an event loop of its own meanwhile is answered from there.
    void eventBegins() { in_event_ = true; }
    void eventEnds() { in_event_ = false; }

    // False: nothing stands in the way.
    bool answer();
    void endIt();  // the quick way out of a dialog: what was made is thrown away

private:
    void look();
    void answerMenu(QWidget* menu);
    void answerDialog(QWidget* dialog);
    void answerFileDialog(QFileDialog* dialog);
    void touch(QDialog* dialog);

    const MonkeyFiles& files_;
    Dice& dice_;
    MonkeyWatch& watch_;
    QTimer timer_;
    bool in_event_ = false;
};

// What a test hand does to a widget that a person could do.
void clickIt(QWidget* widget, Qt::MouseButton button, Qt::KeyboardModifiers modifiers);
// Types into a field, turns a wheel of choices, ticks a box. False: it is none of these.
bool changeIt(QWidget* widget, const MonkeyFiles& files, Dice& dice);
[[nodiscard]] QString nameOf(const QObject* object);

}  // namespace faceloom
