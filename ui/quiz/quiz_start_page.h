// The first page of a quiz: what it is, who takes it, and what is asked.
#pragma once

#include "core/quiz/quiz_set.h"

#include <QString>
#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLayout;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace faceloom {

class QuizController;

struct QuizWishes {
    QString nickname;
    QuizPlan plan;
    int shown_ms = 0;  // 0: until it is answered
    bool feedback = false;
};

class QuizStartPage : public QWidget {
    Q_OBJECT
public:
    // Outlived by the controller.
    explicit QuizStartPage(QuizController* quiz, QWidget* parent = nullptr);

    [[nodiscard]] QuizWishes wishes() const;
    // For the next person, or the same set about another model: said above everything else.
    void invite(const QString& text, bool keep_nickname);
    void setResults(bool any);

signals:
    void startRequested();
    void resultsRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildWords();
    QWidget* buildForm();
    QLayout* buildStartRow();
    QToolButton* buildPictureButton();
    void restore();
    void remember() const;
    void showState();
    void start();
    void chooseFolder();
    void chooseFile();
    void chosen(const QString& path);

    QuizController* quiz_;
    QBoxLayout* layout_ = nullptr;
    QLabel* invitation_ = nullptr;
    QLabel* model_ = nullptr;
    QLabel* pictures_ = nullptr;
    QAction* held_out_ = nullptr;
    QLineEdit* nickname_ = nullptr;
    QComboBox* form_ = nullptr;
    QSpinBox* each_ = nullptr;
    QComboBox* shown_ = nullptr;
    QCheckBox* feedback_ = nullptr;
    QSpinBox* set_ = nullptr;
    QPushButton* start_ = nullptr;
    QPushButton* results_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QLabel* problem_ = nullptr;  // what failed, or what is missing to start
    QString failure_;            // of the last attempt
};

}  // namespace faceloom
