#include "ui/quiz/quiz_pane.h"

#include "ui/quiz/quiz_controller.h"
#include "ui/quiz/quiz_result_page.h"
#include "ui/quiz/quiz_test_page.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace faceloom {

QuizPane::QuizPane(QuizController* quiz, QWidget* parent)
    : QWidget(parent),
      quiz_(quiz),
      pages_(new QStackedWidget),
      start_(new QuizStartPage(quiz)),
      test_(new QuizTestPage),
      result_(new QuizResultPage(quiz)) {
    setObjectName(QStringLiteral("quizPane"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    pages_->addWidget(start_);
    pages_->addWidget(test_);
    pages_->addWidget(scrollable(result_));
    connect(start_, &QuizStartPage::startRequested, this, &QuizPane::start);
    connect(start_, &QuizStartPage::resultsRequested, this, [this] {
        result_->showTake({});
        pages_->setCurrentIndex(2);
    });
    connect(quiz_, &QuizController::prepared, this, &QuizPane::begin);
    connect(quiz_, &QuizController::takesChanged, this,
            [this] { start_->setResults(!quiz_->takes().empty()); });
    connect(test_, &QuizTestPage::taken, this, &QuizPane::keep);
    connect(test_, &QuizTestPage::finished, this, &QuizPane::finish);
    connect(result_, &QuizResultPage::backRequested, this, [this] { askAgain({}, true); });
    connect(result_, &QuizResultPage::anotherPersonRequested, this,
            [this] { askAgain(tr("The same faces, asked of somebody else."), false); });
    connect(result_, &QuizResultPage::otherModelRequested, this, [this] {
        quiz_->keepSet();
        askAgain(tr("The same set, asked about the model that is opened next: the same real faces "
                    "in the same order, the model's drawn from the same numbers."),
                 true);
        emit otherModelWanted();
    });
    connect(result_, &QuizResultPage::zoomRequested, this, &QuizPane::zoomRequested);
    start_->setResults(false);
}

QSize QuizPane::sizeHint() const {
    return {640, 300};
}

QWidget* QuizPane::scrollable(QWidget* page) {
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(page);
    return area;
}

void QuizPane::start() {
    wishes_ = start_->wishes();
    quiz_->prepare(wishes_.plan);
}

void QuizPane::begin() {
    if (test_->running()) return;
    pages_->setCurrentIndex(1);
    test_->start(quiz_->round(), wishes_);
}

void QuizPane::keep(const QuizTake& take) {
    if (take.answers.empty())
        quiz_->remove({take});
    else
        quiz_->keep(take);
}

void QuizPane::finish(const QuizTake& take) {
    result_->showTake(take);
    pages_->setCurrentIndex(take.answers.empty() ? 0 : 2);
}

void QuizPane::askAgain(const QString& text, bool keep_nickname) {
    pages_->setCurrentIndex(0);
    start_->invite(text, keep_nickname);
}

}  // namespace faceloom
