#include "ui/quiz/quiz_start_page.h"

#include "core/quiz/quiz_take.h"
#include "ui/base/icons.h"
#include "ui/base/named_widget.h"
#include "ui/base/option_rows.h"
#include "ui/base/recent_paths.h"
#include "ui/quiz/quiz_controller.h"
#include "ui/training/picture_chooser.h"
#include "ui/training/training_widgets.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSettings>
#include <QSpinBox>
#include <QToolButton>
#include <array>
#include <utility>

namespace faceloom {
namespace {

constexpr int kWideEnough = 560;  // for words and fields beside each other
constexpr int kUsualEach = 20;
constexpr int kMostSets = 999'999;
constexpr std::array kTimes = {0, 500, 1000, 2000, 5000};  // milliseconds

QString key(const char* name) {
    return QStringLiteral("quiz/") + QLatin1String(name);
}

}  // namespace

QuizStartPage::QuizStartPage(QuizController* quiz, QWidget* parent) : QWidget(parent), quiz_(quiz) {
    setObjectName(QStringLiteral("quizStartPage"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* page = new QWidget;
    layout_ = new QBoxLayout(QBoxLayout::LeftToRight, page);
    layout_->setSpacing(18);
    layout_->addWidget(buildWords(), 3);
    layout_->addWidget(buildForm(), 2);
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(page);
    layout->addWidget(area, 1);
    layout->addLayout(buildStartRow());
    restore();
    connect(quiz_, &QuizController::changed, this, [this] {
        failure_.clear();
        showState();
    });
    connect(quiz_, &QuizController::failed, this, [this](const QString& message) {
        failure_ = message;
        showState();
    });
    connect(quiz_, &QuizController::progressed, this, [this](std::size_t done, std::size_t total) {
        bar_->setMaximum(static_cast<int>(total));
        bar_->setValue(static_cast<int>(done));
    });
    showState();
}

QWidget* QuizStartPage::buildWords() {
    auto* words = new QWidget;
    auto* layout = new QVBoxLayout(words);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(headingLabel(tr("Real or fake?")));
    invitation_ = new QLabel;
    invitation_->setObjectName(QStringLiteral("quizInvitation"));
    invitation_->setWordWrap(true);
    auto* about = quietLabel(
        tr("Faces that were photographed and faces that the open model made up, of the same size "
           "and drawn alike. Say which are which, by key. Afterwards you see how sure one can be "
           "of the result, how the program's own judges did, and which made-up faces fooled "
           "most."));
    layout->addWidget(invitation_);
    layout->addWidget(about);
    model_ = new QLabel;
    model_->setObjectName(QStringLiteral("quizModel"));
    pictures_ = new QLabel;
    pictures_->setObjectName(QStringLiteral("quizPictures"));
    for (QLabel* label : {model_, pictures_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        layout->addWidget(label);
    }
    layout->addWidget(buildPictureButton(), 0, Qt::AlignLeft);
    layout->addWidget(
        quietLabel(tr("Photographs were saved as JPEG once and then made small; the model's faces "
                      "never were. What is left of that can be seen, and is part of what is "
                      "asked.")));
    layout->addStretch(1);
    return words;
}

QToolButton* QuizStartPage::buildPictureButton() {
    auto* button = named(new QToolButton, "quizChoosePictures", tr("Choose the real pictures"),
                         tr("Where the real faces are taken from."));
    button->setText(tr("Real pictures…"));
    button->setIcon(symbolIcon(Symbol::Pictures));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    held_out_ = menu->addAction(tr("Those this run held out of its training"), quiz_,
                                &QuizController::useHeldOut);
    held_out_->setObjectName(QStringLiteral("quizUseHeldOut"));
    menu->addAction(tr("A folder…"), this, &QuizStartPage::chooseFolder)
        ->setObjectName(QStringLiteral("quizUseFolder"));
    menu->addAction(tr("A prepared file…"), this, &QuizStartPage::chooseFile)
        ->setObjectName(QStringLiteral("quizUseFile"));
    menu->addAction(tr("Sketch faces"), quiz_, [this] { quiz_->usePictures(SketchPictures{}); })
        ->setObjectName(QStringLiteral("quizUseSketches"));
    button->setMenu(menu);
    return button;
}

QWidget* QuizStartPage::buildForm() {
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    QFormLayout* form = optionForm();
    nickname_ = namedOption(new QLineEdit, "quizNickname",
                            tr("Keeps the answers of several people apart; it need not be a "
                               "name. Answers stay on this computer."));
    nickname_->setMaxLength(static_cast<int>(kLongestNickname));
    nickname_->setPlaceholderText(tr("who answers"));
    form_ =
        namedOption(new QComboBox, "quizForm", tr("One face: is it real? Two: which of them is?"));
    form_->addItem(tr("One face at a time"), int(QuizForm::Single));
    form_->addItem(tr("Pairs: which is real?"), int(QuizForm::Pairs));
    each_ = optionSpinBox("quizEach", kFewestQuizFaces, kMostQuizFaces, kUsualEach,
                          tr("How many real faces, and as many made-up ones."));
    shown_ = namedOption(new QComboBox, "quizShown",
                         tr("How long a face can be seen before a mask covers it."));
    for (const int ms : kTimes) {
        shown_->addItem(
            ms == 0 ? tr("Until answered") : tr("For %L1 s, then a mask").arg(ms / 1000.0), ms);
    }
    set_ = optionSpinBox("quizSet", 1, kMostSets, 1,
                         tr("The same number asks the same faces in the same order, of other "
                            "people and about other models."));
    feedback_ = named(new QCheckBox(tr("Say at once what was right")), "quizFeedback",
                      tr("Say at once what was right"),
                      tr("After each answer. Who is told learns while being asked."));
    addOptionRow(form, tr("Nickname:"), nickname_);
    addOptionRow(form, tr("Asked:"), form_);
    addOptionRow(form, tr("Faces of each kind:"), each_);
    addOptionRow(form, tr("Shown:"), shown_);
    addOptionRow(form, tr("Set number:"), set_);
    form->addRow(feedback_);
    layout->addLayout(form);
    layout->addStretch(1);
    connect(nickname_, &QLineEdit::textChanged, this, &QuizStartPage::showState);
    connect(nickname_, &QLineEdit::returnPressed, this, [this] {
        if (!quiz_->preparing()) start();
    });
    return box;
}

// Always in sight, however low the pane is.
QLayout* QuizStartPage::buildStartRow() {
    bar_ = new QProgressBar;
    bar_->setObjectName(QStringLiteral("quizPreparing"));
    bar_->setTextVisible(false);
    problem_ = new QLabel;
    problem_->setObjectName(QStringLiteral("quizProblem"));
    problem_->setWordWrap(true);
    problem_->setTextFormat(Qt::PlainText);
    start_ = named(new QPushButton(tr("Start")), "quizStart", tr("Start the quiz"),
                   tr("Begin. Esc stops it at any time."));
    start_->setIcon(symbolIcon(Symbol::Play));
    results_ = named(new QPushButton(tr("Results")), "quizShowResults", tr("Results so far"),
                     tr("What people and machines answered before."));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(9, 0, 9, 6);
    row->addWidget(problem_, 1);
    row->addWidget(bar_, 1);
    row->addWidget(start_);
    row->addWidget(results_);
    connect(start_, &QPushButton::clicked, this, &QuizStartPage::start);
    connect(results_, &QPushButton::clicked, this, &QuizStartPage::resultsRequested);
    return row;
}

void QuizStartPage::restore() {
    const QSettings settings;
    const auto choose = [&](QComboBox* box, const char* name) {
        const int at = box->findData(settings.value(key(name), box->itemData(0)));
        if (at >= 0) box->setCurrentIndex(at);
    };
    choose(form_, "form");
    choose(shown_, "shown_ms");
    each_->setValue(settings.value(key("each"), kUsualEach).toInt());
    feedback_->setChecked(settings.value(key("feedback")).toBool());
    const QString path = settings.value(key("pictures")).toString();
    if (QFileInfo::exists(path))
        quiz_->usePictures(QFileInfo(path).isDir() ? picturesInFolder(path) : picturesInFile(path));
}

void QuizStartPage::remember() const {
    QSettings settings;
    settings.setValue(key("form"), form_->currentData());
    settings.setValue(key("shown_ms"), shown_->currentData());
    settings.setValue(key("each"), each_->value());
    settings.setValue(key("feedback"), feedback_->isChecked());
}

QuizWishes QuizStartPage::wishes() const {
    const auto nickname = checkedNickname(nickname_->text().toStdString());
    return {nickname ? QString::fromStdString(*nickname) : QString(),
            {static_cast<std::uint64_t>(set_->value()), each_->value(),
             static_cast<QuizForm>(form_->currentData().toInt())},
            shown_->currentData().toInt(),
            feedback_->isChecked()};
}

void QuizStartPage::invite(const QString& text, bool keep_nickname) {
    invitation_->setText(text);
    if (!keep_nickname) nickname_->clear();
    showState();
    nickname_->setFocus();
}

void QuizStartPage::setResults(bool any) {
    results_->setEnabled(any);
}

void QuizStartPage::start() {
    if (quiz_->preparing()) return quiz_->cancel();
    if (!start_->isEnabled()) return;
    remember();
    failure_.clear();
    bar_->setRange(0, 0);
    emit startRequested();
}

void QuizStartPage::showState() {
    const auto& studio = quiz_->studio();
    model_->setText(
        studio ? tr("Made-up faces: by %1.")
                     .arg(QFileInfo(QFile::decodeName(studio->info().path.c_str())).fileName())
               : tr("Made-up faces: open a model first (Ctrl+O)."));
    pictures_->setText(tr("Real faces: %1").arg(quiz_->describePictures()));
    invitation_->setVisible(!invitation_->text().isEmpty());
    held_out_->setEnabled(quiz_->canUseHeldOut());
    bar_->setVisible(quiz_->preparing());
    const bool preparing = quiz_->preparing();
    const QString missing = !studio                       ? tr("Open a model first (Ctrl+O).")
                            : !quiz_->hasPictures()       ? tr("Choose the real pictures first.")
                            : wishes().nickname.isEmpty() ? tr("Type a nickname to start.")
                                                          : QString();
    problem_->setText(missing.isEmpty() ? failure_ : missing);
    problem_->setVisible(!preparing);
    start_->setText(preparing ? tr("Cancel") : tr("Start"));
    start_->setIcon(symbolIcon(preparing ? Symbol::Stop : Symbol::Play));
    start_->setEnabled(preparing || missing.isEmpty());
    start_->setToolTip(preparing           ? tr("Stop getting the pictures ready.")
                       : missing.isEmpty() ? tr("Begin. Esc stops it at any time.")
                                           : missing);
}

void QuizStartPage::chooseFolder() {
    auto* dialog = folderDialog(this, "quizFolderDialog", tr("Choose a folder of photographs"));
    connect(dialog, &QFileDialog::fileSelected, this, &QuizStartPage::chosen);
    dialog->open();
}

void QuizStartPage::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Choose a prepared file of pictures"));
    dialog->setObjectName(QStringLiteral("quizFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Prepared pictures (*.safetensors)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &QuizStartPage::chosen);
    dialog->open();
}

void QuizStartPage::chosen(const QString& path) {
    QSettings().setValue(key("pictures"), path);
    recentPictures().add(path);
    quiz_->usePictures(QFileInfo(path).isDir() ? picturesInFolder(path) : picturesInFile(path));
}

void QuizStartPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool wide = width() >= kWideEnough;
    layout_->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    layout_->setStretch(0, wide ? 3 : 0);  // below each other the fields follow the words
    layout_->setStretch(1, wide ? 2 : 1);
}

}  // namespace faceloom
