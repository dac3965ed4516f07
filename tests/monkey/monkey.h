// A monkey at the window: random events in any order and at any speed, on the real main window with
// small networks, and what must hold all the while.
#pragma once

#include "tests/monkey/monkey_answers.h"
#include "tests/monkey/monkey_checks.h"
#include "tests/monkey/monkey_hands.h"

#include <memory>

namespace faceloom {

class MainWindow;

class Monkey {
public:
    Monkey(std::uint64_t seed, const MonkeyFiles& files, MonkeyWatch& watch);
    ~Monkey();

    void run(int first, int events);
    void tell() const;  // what was done, on stdout

private:
    void step(int event);
    void letPass();
    void build();
    void close();
    void forget();  // the window goes without being closed, as in a crash

    std::uint64_t seed_;
    const MonkeyFiles& files_;
    MonkeyWatch& watch_;
    Dice dice_;
    MonkeyAnswers answers_;
    MonkeyHands hands_;
    MonkeyChecks checks_;
    std::unique_ptr<MainWindow> window_;
    int windows_ = 0;
    int events_ = 0;
};

}  // namespace faceloom
