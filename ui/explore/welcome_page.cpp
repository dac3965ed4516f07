#include "ui/explore/welcome_page.h"

#include "ui/base/icons.h"
#include "ui/training/preview_view.h"

#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace faceloom {

WelcomePage::WelcomePage(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("welcomePage"));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch(1);
    title_ = new QLabel;
    QFont large = title_->font();
    large.setPointSizeF(large.pointSizeF() * 1.9);
    title_->setFont(large);
    title_->setAlignment(Qt::AlignCenter);
    title_->setWordWrap(true);
    text_ = new QLabel;
    text_->setObjectName(QStringLiteral("welcomeText"));
    text_->setAlignment(Qt::AlignCenter);
    text_->setWordWrap(true);
    layout->addWidget(title_);
    layout->addWidget(text_);
    choices_ = new QWidget;
    auto* choices = new QVBoxLayout(choices_);
    choices->setSpacing(8);
    auto* sketch =
        addChoice(choices, "welcomeSketch", symbolIcon(Symbol::Play),
                  tr("Try it now with built-in sketch faces"),
                  tr("Train on faces the program draws itself: the quickest try, nothing to "
                     "download."));
    auto* pictures = addChoice(choices, "welcomePictures", symbolIcon(Symbol::Pictures),
                               tr("Train on a folder of pictures…"),
                               tr("Choose a folder of face photographs to learn from."));
    auto* model = addChoice(choices, "welcomeModel", symbolIcon(Symbol::Open), tr("Open a model…"),
                            tr("Open a generator that was trained before (a .safetensors file)."));
    auto* run = addChoice(choices, "welcomeRun", symbolIcon(Symbol::Open), tr("Open a run…"),
                          tr("Open the folder of an earlier training run."));
    layout->addWidget(choices_, 0, Qt::AlignHCenter);
    preview_ = new PreviewView;
    preview_->setObjectName(QStringLiteral("welcomePreview"));
    layout->addWidget(preview_, 100);
    layout->addStretch(1);
    connect(sketch, &QPushButton::clicked, this, &WelcomePage::sketchFacesRequested);
    connect(pictures, &QPushButton::clicked, this, &WelcomePage::openPicturesRequested);
    connect(model, &QPushButton::clicked, this, &WelcomePage::openModelRequested);
    connect(run, &QPushButton::clicked, this, &WelcomePage::openRunRequested);
    setTraining(false);
}

QPushButton* WelcomePage::addChoice(QVBoxLayout* layout, const char* name, const QIcon& icon,
                                    const QString& title, const QString& tip) {
    auto* button = new QPushButton(icon, QStringLiteral("  ") + title);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(title);
    button->setToolTip(tip);
    button->setAutoDefault(true);
    button->setMinimumHeight(button->sizeHint().height() * 5 / 4);
    layout->addWidget(button);
    return button;
}

void WelcomePage::setTraining(bool training) {
    choices_->setVisible(!training);
    if (training && preview_->isHidden()) preview_->clear();
    preview_->setVisible(training);
    title_->setText(training ? tr("Learning") : tr("Faces from a model of your own"));
    text_->setText(training ? tr("These are its faces so far. They can be picked as soon as the "
                                 "model has been saved for the first time.")
                            : tr("Train a model and watch it learn, or open one.\n"
                                 "Then pick its faces, add and subtract them, and slide from one "
                                 "to another.\n"
                                 "A model file or a folder of pictures can be dropped here, too."));
}

void WelcomePage::showPreview(const Preview& preview) {
    preview_->setPreview(preview);
}

}  // namespace faceloom
