#include "ui/quiz/quiz_test_page.h"

#include "ui/base/named_widget.h"
#include "ui/quiz/quiz_start_page.h"
#include "ui/quiz/quiz_view.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <chrono>
#include <utility>

namespace faceloom {
namespace {

constexpr std::chrono::milliseconds kVerdictShown{700};

}  // namespace

QuizTestPage::QuizTestPage(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("quizTestPage"));
    auto* layout = new QVBoxLayout(this);
    auto* top = new QHBoxLayout;
    question_ = new QLabel;
    question_->setObjectName(QStringLiteral("quizQuestion"));
    progress_ = new QProgressBar;
    progress_->setObjectName(QStringLiteral("quizProgress"));
    progress_->setTextVisible(false);
    progress_->setMaximumHeight(progress_->fontMetrics().height() / 2 + 2);
    top->addWidget(question_);
    top->addWidget(progress_, 1);
    layout->addLayout(top);
    view_ = new QuizView;
    layout->addWidget(view_, 1);
    layout->addWidget(buildBar());
    setForm(QuizForm::Single);
    next_.setSingleShot(true);
    next_.setInterval(kVerdictShown);
    connect(&next_, &QTimer::timeout, this, &QuizTestPage::askNext);
    connect(view_, &QuizView::answered, this, &QuizTestPage::takeAnswer);
    connect(view_, &QuizView::undone, this, &QuizTestPage::undo);
    connect(view_, &QuizView::stopped, this, &QuizTestPage::stop);
    connect(view_, &QuizView::focusChanged, this, [this](bool has_focus) {
        if (!next_.isActive())
            verdict_->setText(has_focus ? QString() : tr("Click a face to answer by key."));
    });
}

QWidget* QuizTestPage::buildBar() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    real_ = named(new QPushButton, "quizReal", {}, {});
    fake_ = named(new QPushButton, "quizFake", {}, {});
    verdict_ = new QLabel;
    verdict_->setObjectName(QStringLiteral("quizVerdict"));
    verdict_->setMinimumWidth(0);
    verdict_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    undo_ = named(new QPushButton(tr("Take back")), "quizUndo", tr("Take the last answer back"),
                  tr("Take the last answer back (Backspace)."));
    stop_ = named(new QPushButton(tr("Stop")), "quizStop", tr("Stop the quiz"),
                  tr("Stop here; what was answered is kept (Esc)."));
    row->addWidget(verdict_, 1);
    row->addWidget(real_);
    row->addWidget(fake_);
    row->addStretch(1);
    row->addWidget(undo_);
    row->addWidget(stop_);
    // The keys stay with the faces.
    for (QPushButton* button : {real_, fake_, undo_, stop_})
        button->setFocusPolicy(Qt::NoFocus);
    connect(real_, &QPushButton::clicked, this, [this] { view_->answer(true); });
    connect(fake_, &QPushButton::clicked, this, [this] { view_->answer(false); });
    connect(undo_, &QPushButton::clicked, this, &QuizTestPage::undo);
    connect(stop_, &QPushButton::clicked, this, &QuizTestPage::stop);
    return bar;
}

void QuizTestPage::start(std::shared_ptr<const QuizRound> round, const QuizWishes& wishes) {
    round_ = std::move(round);
    take_ = round_->pictures.empty;
    take_.taker = wishes.nickname.toStdString();
    take_.taken_at = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString();
    take_.shown_ms = wishes.shown_ms;
    take_.feedback = wishes.feedback;
    setForm(take_.plan.form);
    progress_->setMaximum(static_cast<int>(round_->pictures.items.size()));
    view_->setFocus();
    askNext();
}

void QuizTestPage::setForm(QuizForm form) {
    view_->setForm(form);
    const bool pairs = form == QuizForm::Pairs;
    real_->setText(pairs ? tr("← Left") : tr("Real (R)"));
    fake_->setText(pairs ? tr("Right →") : tr("Fake (F)"));
    real_->setToolTip(pairs ? tr("The left face is the real one (left arrow).")
                            : tr("This face was photographed (R)."));
    fake_->setToolTip(pairs ? tr("The right face is the real one (right arrow).")
                            : tr("This face was made up (F)."));
    for (QPushButton* button : {real_, fake_})
        button->setAccessibleName(button->toolTip());
}

void QuizTestPage::askNext() {
    next_.stop();
    verdict_->setText(view_->hasFocus() ? QString() : tr("Click a face to answer by key."));
    const std::size_t item = take_.answers.size();
    if (item >= round_->pictures.items.size()) return finish();
    view_->ask(round_->facesOf(item), take_.shown_ms);
    showState();
}

void QuizTestPage::takeAnswer(bool said_real, int milliseconds) {
    const std::size_t item = take_.answers.size();
    take_.answers.push_back(
        round_->pictures.answer(item, said_real, std::min(milliseconds, kLongestAnswerMs)));
    emit taken(take_);
    if (!take_.feedback) return askNext();
    const bool right = take_.answers.back().right();
    view_->mark(right);
    verdict_->setText(right ? tr("Right.") : tr("Wrong."));
    next_.start();
    showState();
}

void QuizTestPage::undo() {
    if (!round_ || take_.answers.empty()) return;
    take_.answers.pop_back();
    emit taken(take_);
    askNext();
}

void QuizTestPage::stop() {
    if (round_) finish();
}

void QuizTestPage::finish() {
    next_.stop();
    view_->clear();
    round_.reset();
    emit finished(take_);
}

void QuizTestPage::showState() {
    const int done = static_cast<int>(take_.answers.size());
    const int all = static_cast<int>(round_->pictures.items.size());
    const int number = std::min(done + (next_.isActive() ? 0 : 1), all);
    const QString question = take_.plan.form == QuizForm::Pairs
                                 ? tr("Which one is real?  %L1 of %L2")
                                 : tr("Is this face real?  %L1 of %L2");
    question_->setText(question.arg(number).arg(all));
    view_->setAccessibleName(question_->text());
    progress_->setValue(done);
    undo_->setEnabled(done > 0);
}

}  // namespace faceloom
