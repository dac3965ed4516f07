#include "ui/set_card.h"

#include "ui/face_sets.h"
#include "ui/face_tile.h"
#include "ui/icons.h"
#include "ui/reading_text.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QRadioButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace faceloom {
namespace {

constexpr int kThumbnailColumns = 5;
constexpr int kThumbnailSide = 40;
constexpr int kAverageSide = 72;
constexpr int kStripe = 5;  // of the set's colour, at the card's left

QString nameFor(const char* what, int set) {
    return QLatin1String(what) + setLetter(set);
}

}  // namespace

SetCard::SetCard(FaceSets* sets, int set, QWidget* parent)
    : QFrame(parent), sets_(sets), set_(set) {
    setObjectName(nameFor("setCard", set));
    setAccessibleName(setName(set));
    setToolTip(tr("Click to choose this set: faces you click in the grid then go here. Key %1.")
                   .arg(set + 1));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kStripe + 9, 7, 9, 9);
    layout->setSpacing(6);
    buildHeader(layout);
    buildFaces(layout);
    connect(sets_, &FaceSets::picksChanged, this, &SetCard::showPicks);
    connect(sets_, &FaceSets::activeSetChanged, this, &SetCard::showActive);
    showPicks();
    showActive();
}

void SetCard::buildHeader(QVBoxLayout* layout) {
    auto* row = new QHBoxLayout;
    active_ = new QRadioButton(QStringLiteral("%1  %2").arg(setLetter(set_), setName(set_)));
    active_->setObjectName(nameFor("setActive", set_));
    active_->setAccessibleName(tr("Put clicked faces into %1").arg(setName(set_)));
    active_->setToolTip(toolTip());
    active_->setAutoExclusive(
        false);  // the three live in different cards; the model says which one it is
    QFont bold = active_->font();
    bold.setBold(true);
    active_->setFont(bold);
    clear_ = new QToolButton;
    clear_->setObjectName(nameFor("setClear", set_));
    clear_->setAccessibleName(tr("Clear %1").arg(setName(set_)));
    clear_->setToolTip(tr("Take all faces out of this set. Undo brings them back."));
    clear_->setIcon(symbolIcon(Symbol::Clear));
    clear_->setAutoRaise(true);
    suggest_ = new QToolButton;
    suggest_->setObjectName(nameFor("setSuggest", set_));
    suggest_->setAccessibleName(tr("Suggest faces for %1").arg(setName(set_)));
    suggest_->setToolTip(
        tr("Fill this set with the faces of the grid that read most surely as “%1”.")
            .arg(setName(set_).toLower()));
    suggest_->setIcon(symbolIcon(Symbol::Suggest));
    suggest_->setAutoRaise(true);
    suggest_->setVisible(false);
    row->addWidget(active_);
    row->addStretch();
    row->addWidget(suggest_);
    row->addWidget(clear_);
    layout->addLayout(row);
    connect(active_, &QRadioButton::clicked, this, [this] {
        sets_->setActiveSet(set_);
        showActive();
    });
    connect(suggest_, &QToolButton::clicked, this, [this] { emit suggestionRequested(set_); });
    connect(clear_, &QToolButton::clicked, this, [this] { sets_->setFaces(set_, {}); });
}

void SetCard::buildFaces(QVBoxLayout* layout) {
    auto* row = new QHBoxLayout;
    auto* chosen = new QVBoxLayout;
    thumbnail_layout_ = new QGridLayout;
    thumbnail_layout_->setSpacing(1);
    thumbnail_layout_->setColumnStretch(kThumbnailColumns, 1);
    hint_ = new QLabel;
    hint_->setObjectName(nameFor("setHint", set_));
    hint_->setWordWrap(true);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    chosen->addWidget(hint_);
    chosen->addLayout(thumbnail_layout_);
    chosen->addStretch();
    buildNumbers(chosen);
    row->addLayout(chosen, 1);
    average_ = new FaceTile;
    average_->setObjectName(nameFor("setAverage", set_));
    average_->setAccessibleName(tr("Average of %1").arg(setName(set_)));
    average_->setToolTip(tr("The average of the chosen faces."));
    average_->setPlaceholder(tr("average"));
    average_->setFocusPolicy(Qt::NoFocus);
    average_->setSide(kAverageSide);
    row->addWidget(average_, 0, Qt::AlignBottom);
    layout->addLayout(row);
}

void SetCard::buildNumbers(QVBoxLayout* layout) {
    numbers_ = new QLineEdit;
    numbers_->setObjectName(nameFor("setNumbers", set_));
    numbers_->setAccessibleName(tr("Numbers of the faces in %1").arg(setName(set_)));
    numbers_->setToolTip(tr("The numbers of the chosen faces. Type others and press Enter."));
    numbers_->setPlaceholderText(tr("or type their numbers: 1, 5, 9"));
    error_ = new QLabel;
    error_->setObjectName(nameFor("setError", set_));
    error_->setWordWrap(true);
    error_->hide();
    layout->addWidget(numbers_);
    layout->addWidget(error_);
    connect(numbers_, &QLineEdit::editingFinished, this, &SetCard::enterNumbers);
}

void SetCard::setFaces(const std::vector<QImage>& faces) {
    faces_ = faces;
    const auto& numbers = sets_->faces(set_);
    for (std::size_t i = 0; i < thumbnails_.size() && i < numbers.size(); ++i) {
        const auto index = static_cast<std::size_t>(numbers[i] - 1);
        if (index < faces_.size()) thumbnails_[i]->setFace(faces_[index]);
    }
    showFits();
}

void SetCard::setReadings(const std::vector<FaceReading>& readings) {
    readings_ = readings;
    showFits();
}

void SetCard::setSuggesting(bool possible) {
    suggest_->setVisible(possible);
}

void SetCard::showFits() {
    const auto& numbers = sets_->faces(set_);
    for (std::size_t i = 0; i < thumbnails_.size() && i < numbers.size(); ++i) {
        const auto index = static_cast<std::size_t>(numbers[i] - 1);
        const QString base = tr("Face %1. Click to take it out.").arg(numbers[i]);
        if (index >= readings_.size() || !readings_[index].attributes) {
            thumbnails_[i]->setCaption({});
            thumbnails_[i]->setToolTip(base);
            continue;
        }
        const Expectation expected = expectationOf(set_);
        const QString fit = percent(fitOf(*readings_[index].attributes, expected));
        thumbnails_[i]->setCaption(fit);
        thumbnails_[i]->setToolTip(
            tr("%1\nReads as “%2” with %3.\n%4")
                .arg(base, nameOf(expected), fit, detailsOf(readings_[index])));
    }
}

void SetCard::setAverage(const QImage& average) {
    average_->setFace(average);
    average_->setFrameColour(average.isNull() ? QColor() : setColour(set_));
}

FaceTile* SetCard::makeThumbnail(int number) {
    auto* tile = new FaceTile;
    tile->setObjectName(QStringLiteral("set%1Face%2").arg(setLetter(set_)).arg(number));
    tile->setAccessibleName(tr("Face %1 of %2").arg(number).arg(setName(set_)));
    tile->setToolTip(tr("Face %1. Click to take it out.").arg(number));
    tile->setNumber(number);
    tile->setSide(kThumbnailSide);
    const auto index = static_cast<std::size_t>(number - 1);
    if (index < faces_.size()) tile->setFace(faces_[index]);
    connect(tile, &FaceTile::clicked, this, [this, number] { sets_->toggle(set_, number); });
    return tile;
}

void SetCard::showPicks() {
    for (FaceTile* tile : thumbnails_) {
        tile->hide();
        tile->deleteLater();  // one of them may be the sender
    }
    thumbnails_.clear();
    const auto& numbers = sets_->faces(set_);
    for (const int number : numbers) {
        const int place = static_cast<int>(thumbnails_.size());
        thumbnails_.push_back(makeThumbnail(number));
        thumbnail_layout_->addWidget(thumbnails_.back(), place / kThumbnailColumns,
                                     place % kThumbnailColumns);
    }
    showFits();
    hint_->setVisible(numbers.empty());
    clear_->setEnabled(!numbers.empty());
    numbers_->setText(FaceSets::format(numbers));
    error_->hide();
}

void SetCard::showActive() {
    const bool chosen = sets_->activeSet() == set_;
    active_->setChecked(chosen);
    hint_->setText(chosen ? tr("No faces yet. Click some in the grid.")
                          : tr("No faces yet. Choose this set, then click faces in the grid."));
    update();
}

void SetCard::enterNumbers() {
    const auto numbers = FaceSets::parse(numbers_->text());
    if (numbers) {
        error_->hide();
        if (*numbers != sets_->faces(set_)) sets_->setFaces(set_, *numbers);
        return;
    }
    const bool dark = palette().color(QPalette::Window).lightness() < 128;
    QPalette red = palette();
    red.setColor(QPalette::WindowText, dark ? QColor(0xff8a80) : QColor(0xb3261e));
    error_->setPalette(red);
    error_->setText(QString::fromStdString(numbers.error().message));
    error_->show();
}

void SetCard::paintEvent(QPaintEvent*) {
    const bool chosen = sets_->activeSet() == set_;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    // On dark windows a shade lighter, so that fields and marks, which are darker, stand out.
    const QColor window = palette().color(QPalette::Window);
    QColor fill = window.lightness() < 128 ? window.lighter(120) : palette().color(QPalette::Base);
    if (chosen) fill = setColour(set_);
    fill.setAlphaF(chosen ? 0.14F : 0.6F);
    QColor line = chosen ? setColour(set_) : palette().color(QPalette::WindowText);
    line.setAlphaF(chosen ? 0.9F : 0.16F);
    painter.setBrush(fill);
    painter.setPen(QPen(line, 1));
    painter.drawRoundedRect(card, 6, 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(setColour(set_));
    painter.drawRoundedRect(QRectF(card.left() + 3, card.top() + 5, kStripe, card.height() - 10),
                            kStripe / 2.0, kStripe / 2.0);
}

void SetCard::mousePressEvent(QMouseEvent*) {
    sets_->setActiveSet(set_);
}

}  // namespace faceloom
