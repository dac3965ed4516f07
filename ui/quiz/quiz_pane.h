// Real or fake: a pane that asks people, and the program's own judges, which faces were
// photographed and which the model made up.
#pragma once

#include "core/quiz/quiz_take.h"
#include "ui/explore/face_tile.h"
#include "ui/quiz/quiz_start_page.h"

#include <QWidget>

class QStackedWidget;

namespace faceloom {

class QuizController;
class QuizResultPage;
class QuizTestPage;

class QuizPane : public QWidget {
    Q_OBJECT
public:
    // Outlived by the controller.
    explicit QuizPane(QuizController* quiz, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void otherModelWanted();  // the same set is asked about it
    void zoomRequested(faceloom::FaceTile* face);

private:
    QWidget* scrollable(QWidget* page);
    void start();
    void begin();
    void keep(const QuizTake& take);
    void finish(const QuizTake& take);
    void askAgain(const QString& text, bool keep_nickname);

    QuizController* quiz_;
    QuizWishes wishes_;  // of what is being prepared
    QStackedWidget* pages_ = nullptr;
    QuizStartPage* start_ = nullptr;
    QuizTestPage* test_ = nullptr;
    QuizResultPage* result_ = nullptr;
};

}  // namespace faceloom
