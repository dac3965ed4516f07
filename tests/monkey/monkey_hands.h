// The monkey's hands: what they do to a window, one event at a time. Nothing here waits.
#pragma once

#include "tests/monkey/monkey_answers.h"

#include <QPointer>

class QAction;
class QMimeData;

namespace faceloom {

class MainWindow;

class MonkeyHands {
public:
    MonkeyHands(const MonkeyFiles& files, Dice& dice, MonkeyWatch& watch)
        : files_(files), dice_(dice), watch_(watch) {}

    void hold(MainWindow* window);  // from now on this one
    void act();                     // anything

private:
    void trigger();
    void train();
    void contradict();
    void click();
    void menu();
    void key();
    void drag();
    void wheel();
    void change();
    void dock();
    void resize();
    void open();
    void dropFile();
    void dropFace();
    void clipboard();
    void palette();

    [[nodiscard]] QWidget* anyWidget();
    void triggerNamed(const char* name);
    void trigger(QAction* action);
    void drop(QWidget* target, const QMimeData* data);
    void limit();
    void keepSmall();

    const MonkeyFiles& files_;
    Dice& dice_;
    MonkeyWatch& watch_;
    QPointer<MainWindow> window_;
};

}  // namespace faceloom
