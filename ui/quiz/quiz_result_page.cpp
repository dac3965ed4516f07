#include "ui/quiz/quiz_result_page.h"

#include "ui/base/named_widget.h"
#include "ui/base/native_path.h"
#include "ui/base/plain_texts.h"
#include "ui/base/square_board.h"
#include "ui/quiz/quiz_controller.h"
#include "ui/training/training_widgets.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateTime>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QResizeEvent>
#include <QTreeWidget>
#include <algorithm>
#include <utility>

namespace faceloom {
namespace {

enum Column { kWho, kModel, kRight, kDPrime, kBias, kTime, kWhen, kColumns };
constexpr int kWideEnough = 600;         // for all buttons in a row
constexpr int kTakeRole = Qt::UserRole;  // place in the list that is shown

QString percent(double share) {
    return QLocale().toString(100 * share, 'f', 0);
}

QString decimals(const std::optional<double>& value, int places) {
    return value ? QLocale().toString(*value, 'f', places) : QStringLiteral("–");
}

QString who(const QuizTake& take) {
    const QString name = QString::fromStdString(take.taker);
    return take.kind == TakerKind::Person ? name : QuizResultPage::tr("%1 (machine)").arg(name);
}

// A run's generator by the run's name, its checkpoints with the step, others by their file's.
QString shortModel(const QuizTake& take) {
    QString name = QString::fromStdString(take.model);
    name.remove(QStringLiteral("/generator.safetensors"));
    name.remove(QStringLiteral(".safetensors"));
    return name;
}

QString aboutTake(const QuizTake& take) {
    const QString form = take.plan.form == QuizForm::Pairs ? QuizResultPage::tr("pairs")
                                                           : QuizResultPage::tr("one at a time");
    QString text = QuizResultPage::tr("Set %L1: %L2 and %L2 faces, %3; real ones from %4, %5.")
                       .arg(static_cast<qulonglong>(take.plan.seed))
                       .arg(take.plan.each)
                       .arg(form, QString::fromStdString(take.pictures),
                            take.held_out ? QuizResultPage::tr("which the model never saw")
                                          : QuizResultPage::tr("which the model may know"));
    if (take.shown_ms > 0)
        text += QLatin1Char(' ') +
                QuizResultPage::tr("Each seen for %L1 s.").arg(take.shown_ms / 1000.0);
    if (take.feedback)
        text += QLatin1Char(' ') + QuizResultPage::tr("Told at once what was right.");
    return text;
}

QStringList columnsOf(const QuizTake& take, const QuizScore& score) {
    QStringList texts(kColumns);
    texts[kWho] = who(take);
    texts[kModel] = shortModel(take);
    texts[kRight] =
        QuizResultPage::tr("%L1 of %L2: %3 % (%4 to %5)")
            .arg(score.right.part)
            .arg(score.right.whole)
            .arg(percent(score.right.value), percent(score.right.low), percent(score.right.high));
    texts[kDPrime] = decimals(score.d_prime, 2);
    texts[kBias] = decimals(score.criterion, 2);
    texts[kTime] =
        score.median_ms
            ? QuizResultPage::tr("%1 s").arg(QLocale().toString(*score.median_ms / 1000, 'f', 2))
            : QStringLiteral("–");
    const auto time = QDateTime::fromString(QString::fromStdString(take.taken_at), Qt::ISODate);
    texts[kWhen] = time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat)
                                  : QString::fromStdString(take.taken_at);
    return texts;
}

}  // namespace

QuizResultPage::QuizResultPage(QuizController* quiz, QWidget* parent)
    : QWidget(parent), quiz_(quiz) {
    setObjectName(QStringLiteral("quizResultPage"));
    auto* layout = new QVBoxLayout(this);
    auto* top = new QHBoxLayout;
    title_ = new QLabel;
    title_->setObjectName(QStringLiteral("quizResultTitle"));
    title_->setWordWrap(true);
    title_->setTextFormat(Qt::PlainText);
    scope_ = named(new QComboBox, "quizScope", tr("Results shown"),
                   tr("Of these very faces, or all results that are kept."));
    scope_->addItem(tr("This set"));
    scope_->addItem(tr("All results"));
    top->addWidget(title_, 1);
    top->addWidget(scope_, 0, Qt::AlignTop);
    layout->addLayout(top);
    buildTable();
    layout->addWidget(table_, 3);
    absent_ = quietLabel();
    absent_->setObjectName(QStringLiteral("quizAbsent"));
    absent_->setTextFormat(Qt::PlainText);
    layout->addWidget(absent_);
    layout->addWidget(buildFaces(), 2);
    layout->addWidget(buildButtons());
    connect(scope_, &QComboBox::currentIndexChanged, this, &QuizResultPage::refill);
    connect(quiz_, &QuizController::takesChanged, this, &QuizResultPage::refill);
    connect(quiz_, &QuizController::changed, this, &QuizResultPage::showFooled);
    connect(&channel_, &RenderChannel::rendered, this, &QuizResultPage::drawFooled);
    refill();
}

void QuizResultPage::buildTable() {
    table_ = named(new QTreeWidget, "quizTable", tr("Scores of people and machines"),
                   tr("Right: with the range that holds the true share in 95 of 100 such quizzes. "
                      "d′: how well real and made-up are told apart, 0 by guessing. Bias: above 0 "
                      "calls too much a fake. Time: the median."));
    table_->setColumnCount(kColumns);
    table_->setHeaderLabels(
        {tr("Who"), tr("Model"), tr("Right (95 %)"), tr("d′"), tr("Bias"), tr("Time"), tr("When")});
    table_->setRootIsDecorated(false);
    table_->setAllColumnsShowFocus(true);
    table_->setUniformRowHeights(true);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->header()->setStretchLastSection(false);
    table_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    // It takes the height that is left, and scrolls.
    table_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    table_->setMinimumHeight(6 * table_->fontMetrics().height());
    connect(table_, &QTreeWidget::itemSelectionChanged, this, &QuizResultPage::showState);
}

QWidget* QuizResultPage::buildFaces() {
    faces_ = new QWidget;
    auto* layout = new QVBoxLayout(faces_);
    layout->setContentsMargins(0, 0, 0, 0);
    fooled_title_ = headingLabel(tr("These fooled most"));
    layout->addWidget(fooled_title_);
    board_ = new SquareBoard;
    board_->setSides(48, 64);
    for (int i = 0; i < kFooledShown; ++i) {
        auto* tile = new FaceTile(board_);
        tile->setObjectName(QStringLiteral("quizFooled%1").arg(i + 1));
        tile->setAccessibleName(tr("Made-up face that fooled, number %1").arg(i + 1));
        tile->setToolTip(tr("A made-up face that was taken for a real one; click to enlarge it."));
        connect(tile, &QAbstractButton::clicked, this, [this, tile] { emit zoomRequested(tile); });
        tiles_.push_back(tile);
    }
    layout->addWidget(board_, 1);
    return faces_;
}

QPushButton* QuizResultPage::addButton(QBoxLayout* row, const char* name, const QString& text,
                                       const QString& tip) {
    auto* button =
        named(new QPushButton(text), name, QString(text).remove(QStringLiteral("…")), tip);
    row->addWidget(button);
    return button;
}

QWidget* QuizResultPage::buildButtons() {
    auto* row = new QWidget;
    buttons_ = new QHBoxLayout(row);
    buttons_->setContentsMargins(0, 0, 0, 0);
    auto* again = new QHBoxLayout;
    auto* files = new QHBoxLayout;
    buttons_->addLayout(again);
    buttons_->addLayout(files, 1);
    another_person_ = addButton(again, "quizAnotherPerson", tr("Another person"),
                                tr("Ask somebody else the same faces in the same order."));
    other_model_ =
        addButton(again, "quizOtherModel", tr("Again with another model…"),
                  tr("Ask the same real faces in the same order, with another model's faces drawn "
                     "from the same numbers. Who took it before knows the real ones."));
    export_ = addButton(files, "quizExport", tr("Export CSV…"),
                        tr("Save the results shown: a row an answer, and beside it the table."));
    remove_ = addButton(
        files, "quizRemove", tr("Remove"),
        tr("Remove the chosen results; they can be brought back until others are removed."));
    bring_back_ = addButton(files, "quizBringBack", tr("Bring back"),
                            tr("Bring the results removed last back."));
    files->addStretch(1);
    auto* back = addButton(files, "quizBack", tr("New quiz"), tr("Back to the first page."));
    connect(another_person_, &QPushButton::clicked, this, &QuizResultPage::anotherPersonRequested);
    connect(other_model_, &QPushButton::clicked, this, &QuizResultPage::otherModelRequested);
    connect(export_, &QPushButton::clicked, this, &QuizResultPage::chooseExport);
    connect(remove_, &QPushButton::clicked, this, &QuizResultPage::removeChosen);
    connect(bring_back_, &QPushButton::clicked, this, &QuizResultPage::bringBack);
    connect(back, &QPushButton::clicked, this, &QuizResultPage::backRequested);
    return row;
}

void QuizResultPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    buttons_->setDirection(width() >= kWideEnough ? QBoxLayout::LeftToRight
                                                  : QBoxLayout::TopToBottom);
}

void QuizResultPage::showTake(std::optional<QuizTake> take) {
    take_ = std::move(take);
    scope_->setCurrentIndex(take_ ? 0 : 1);
    refill();
}

std::vector<QuizTake> QuizResultPage::shown() const {
    std::vector<QuizTake> takes;
    const bool all = scope_->currentIndex() == 1 || !take_;
    for (const QuizTake& take : quiz_->takes()) {
        if (!take.answers.empty() && (all || sameSet(take, *take_))) takes.push_back(take);
    }
    // People first; each kind as it was taken.
    std::ranges::stable_partition(takes,
                                  [](const auto& take) { return take.kind == TakerKind::Person; });
    return takes;
}

void QuizResultPage::refill() {
    table_->clear();
    const auto takes = shown();
    for (std::size_t i = 0; i < takes.size(); ++i) {
        const QuizTake& take = takes[i];
        auto* row = new QTreeWidgetItem(table_, columnsOf(take, scoreOf(take.answers)));
        row->setData(kWho, kTakeRole, static_cast<int>(i));
        const QString about =
            aboutTake(take) +
            (take.note.empty() ? QString() : QLatin1Char('\n') + QString::fromStdString(take.note));
        for (int column = 0; column < kColumns; ++column) {
            row->setToolTip(column, plainToolTip(about));
            if (column >= kDPrime && column <= kTime)
                row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        }
    }
    title_->setText(take_ ? aboutTake(*take_) : tr("All results that are kept."));
    absent_->setText(quiz_->absentMachines().join(QLatin1Char('\n')));
    absent_->setVisible(take_.has_value() && !absent_->text().isEmpty());
    showFooled();
    showState();
}

void QuizResultPage::showFooled() {
    std::vector<QuizTake> people;
    if (take_) {
        for (const QuizTake& take : quiz_->takes()) {
            if (take.kind == TakerKind::Person && sameSet(take, *take_) &&
                take.model_sha256 == take_->model_sha256)
                people.push_back(take);
        }
    }
    fooled_ = fooledMost(people);
    std::erase_if(fooled_, [](const FooledBy& face) { return face.fooled.part == 0; });
    fooled_.resize(std::min<std::size_t>(fooled_.size(), kFooledShown));
    const auto& studio = quiz_->studio();
    const bool can_draw = take_ && studio && studio->info().sha256 == take_->model_sha256;
    faces_->setVisible(!fooled_.empty() && can_draw);
    if (faces_->isHidden()) return channel_.cancel();
    const auto all =
        sampleLatents({take_->faces_seed, take_->truncation},
                      static_cast<std::size_t>(take_->plan.each), studio->latentSize());
    std::vector<Latent> latents;
    for (const FooledBy& face : fooled_)
        latents.push_back(all.at(static_cast<std::size_t>(face.face - 1)));
    channel_.request(*studio, std::move(latents));
}

void QuizResultPage::drawFooled(const std::vector<QImage>& faces) {
    std::vector<QWidget*> shown;
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        FaceTile* tile = tiles_[i];
        tile->setVisible(false);
        if (i >= faces.size() || i >= fooled_.size()) continue;
        const FooledBy& fooled = fooled_[i];
        tile->setFace(faces[i]);
        tile->setNumber(fooled.face);
        tile->setCaption(tr("%L1 of %L2").arg(fooled.fooled.part).arg(fooled.fooled.whole));
        tile->setToolTip(tr("Face %1 of seed %2: taken for real by %L3 of %L4. Click to enlarge.")
                             .arg(fooled.face)
                             .arg(take_->faces_seed)
                             .arg(fooled.fooled.part)
                             .arg(fooled.fooled.whole));
        shown.push_back(tile);
    }
    board_->setTiles(std::move(shown));  // and shows them
}

void QuizResultPage::showState() {
    const bool any = table_->topLevelItemCount() > 0;
    scope_->setEnabled(take_.has_value());
    export_->setEnabled(any);
    remove_->setEnabled(!table_->selectedItems().isEmpty());
    bring_back_->setVisible(!removed_.empty());
    another_person_->setEnabled(take_.has_value());
    other_model_->setEnabled(take_.has_value());
}

std::vector<QuizTake> QuizResultPage::chosen() const {
    const auto takes = shown();
    std::vector<QuizTake> chosen;
    for (const QTreeWidgetItem* row : table_->selectedItems()) {
        const auto at = static_cast<std::size_t>(row->data(kWho, kTakeRole).toInt());
        if (at < takes.size()) chosen.push_back(takes[at]);
    }
    return chosen;
}

void QuizResultPage::removeChosen() {
    removed_ = chosen();
    quiz_->remove(removed_);
}

void QuizResultPage::bringBack() {
    for (const QuizTake& take : std::exchange(removed_, {}))
        quiz_->keep(take);
    showState();
}

void QuizResultPage::chooseExport() {
    auto* dialog = new QFileDialog(this, tr("Save the results"), {}, tr("Tables (*.csv)"));
    dialog->setObjectName(QStringLiteral("quizExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("real-or-fake.csv"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { quiz_->exportCsv(shown(), nativePath(path)); });
    dialog->open();
}

}  // namespace faceloom
