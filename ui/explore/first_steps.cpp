#include "ui/explore/first_steps.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSettings>

namespace faceloom {
namespace {

constexpr int kStripe = 4;  // pixels, in the colour of what is in hand

QString key() {
    return QStringLiteral("hints/first_steps_over");
}

}  // namespace

FirstSteps::FirstSteps(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("firstSteps"));
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(layout->contentsMargins() + QMargins(kStripe, 0, 0, 0));
    text_ = new QLabel;
    text_->setTextFormat(Qt::RichText);
    text_->setObjectName(QStringLiteral("firstStepsText"));
    text_->setWordWrap(true);
    text_->setForegroundRole(QPalette::Text);
    layout->addWidget(text_, 1);
    suggest_ = new QPushButton(tr("Suggest faces"));
    suggest_->setObjectName(QStringLiteral("firstStepsSuggest"));
    suggest_->setToolTip(tr("Fill each set with the faces of the grid that fit it best."));
    suggest_->setVisible(false);
    close_ = new QPushButton;
    close_->setObjectName(QStringLiteral("firstStepsClose"));
    close_->setToolTip(tr("Put this hint away for good."));
    layout->addWidget(suggest_);
    layout->addWidget(close_);
    connect(suggest_, &QPushButton::clicked, this, &FirstSteps::suggestRequested);
    connect(close_, &QPushButton::clicked, this, [this] { setStep(Step::Over); });
    setStep(QSettings().value(key()).toBool() ? Step::Over : Step::Pick);
}

void FirstSteps::setStep(Step step) {
    step_ = step;
    setVisible(step != Step::Over);
    switch (step) {
        case Step::Pick:
            text_->setText(
                tr("<b>1 of 3.</b> Click a smiling woman among the faces: she goes into the "
                   "first set. Or let the program choose."));
            break;
        case Step::Fill:
            text_->setText(
                tr("<b>2 of 3.</b> Choose the next set on the right and click faces for it, "
                   "until each of the three holds one. Or let the program choose."));
            break;
        case Step::Go:
            text_->setText(
                tr("<b>3 of 3.</b> The sum of the sets is a new face, under Arithmetic. Drag it "
                   "anywhere: onto the way from face to face, into a set. Ctrl+Shift+P finds "
                   "everything else."));
            break;
        case Step::Over:
            QSettings().setValue(key(), true);
            break;
    }
    close_->setText(step == Step::Go ? tr("Got it") : tr("Skip"));
    if (step == Step::Go) suggest_->hide();
}

void FirstSteps::showPicked(bool any) {
    if (step_ == Step::Pick && any) setStep(Step::Fill);
}

void FirstSteps::showResult() {
    if (step_ == Step::Go) return setStep(Step::Over);  // who makes another one needs no more of it
    if (step_ != Step::Over) setStep(Step::Go);
}

void FirstSteps::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    const QRect inner = contentsRect();
    QPainter(this).fillRect(QRect(inner.topLeft(), QSize(kStripe, inner.height())),
                            palette().color(QPalette::Highlight));
}

void FirstSteps::setSuggesting(bool possible) {
    suggest_->setVisible(possible && step_ < Step::Go);
}

}  // namespace faceloom
