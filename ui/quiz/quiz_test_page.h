// The quiz itself: one question after another, answered by key, by button or by click.
#pragma once

#include "core/quiz/quiz_take.h"
#include "ui/quiz/quiz_controller.h"

#include <QTimer>
#include <QWidget>
#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;

namespace faceloom {

class QuizView;
struct QuizWishes;

class QuizTestPage : public QWidget {
    Q_OBJECT
public:
    explicit QuizTestPage(QWidget* parent = nullptr);

    void start(std::shared_ptr<const QuizRound> round, const QuizWishes& wishes);
    // What was answered so far stays.
    void stop();
    [[nodiscard]] bool running() const { return round_ != nullptr; }

signals:
    // After every answer, and after one was taken back: the whole of it.
    void taken(const faceloom::QuizTake& take);
    void finished(const faceloom::QuizTake& take);  // all answered, or stopped

private:
    QWidget* buildBar();
    void setForm(QuizForm form);
    void askNext();
    void takeAnswer(bool said_real, int milliseconds);
    void undo();
    void finish();
    void showState();

    std::shared_ptr<const QuizRound> round_;
    QuizTake take_;
    QTimer next_;  // after what was right has been said
    QuizView* view_ = nullptr;
    QLabel* question_ = nullptr;
    QLabel* verdict_ = nullptr;  // what was right, or that the keys are elsewhere
    QProgressBar* progress_ = nullptr;
    QPushButton* real_ = nullptr;
    QPushButton* fake_ = nullptr;
    QPushButton* undo_ = nullptr;
    QPushButton* stop_ = nullptr;
};

}  // namespace faceloom
