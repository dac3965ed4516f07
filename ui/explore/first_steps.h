// What to do first, a line at a time above the grid. Goes for good when it has been followed or
// closed.
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace faceloom {

class FirstSteps : public QFrame {
    Q_OBJECT
public:
    // Hidden from the start where it went before.
    explicit FirstSteps(QWidget* parent = nullptr);

    void showPicked(bool any);  // whether a set holds a face
    void showResult();          // the arithmetic has a result
    void setSuggesting(bool possible);

signals:
    void suggestRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Step { Pick, Fill, Go, Over };
    void setStep(Step step);

    Step step_ = Step::Pick;
    QLabel* text_ = nullptr;
    QPushButton* suggest_ = nullptr;
    QPushButton* close_ = nullptr;
};

}  // namespace faceloom
