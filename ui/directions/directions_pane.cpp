#include "ui/directions/directions_pane.h"

#include "ui/base/card_board.h"
#include "ui/base/icons.h"
#include "ui/base/named_widget.h"
#include "ui/directions/direction_card.h"
#include "ui/directions/direction_edit.h"
#include "ui/directions/direction_finder.h"
#include "ui/directions/direction_length_box.h"
#include "ui/directions/set_direction_box.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/large_face.h"
#include "ui/reading/reading_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace faceloom {
namespace {

constexpr int kOriginalSide = 56;
constexpr int kCardWidth = 290;
constexpr int kPercent = 100;

QString resultTip() {
    return DirectionsPane::tr(
        "The face moved along the directions. Drag it to a set or onto the path.");
}

}  // namespace

DirectionsPane::DirectionsPane(DirectionEdit* edit, FaceSets* sets, QWidget* parent)
    : QWidget(parent), edit_(edit), sets_(sets) {
    setObjectName(QStringLiteral("directionsPane"));
    auto* layout = new QHBoxLayout(this);
    large_ = named(new LargeFace, "directionResult", tr("Edited face"), resultTip());
    large_->setPlaceholder(tr("the edited face"));
    large_->setDragSource([this] { return result(); });
    layout->addWidget(large_);
    auto* left = new QVBoxLayout;
    buildFace(left);
    layout->addLayout(left);
    auto* right = new QVBoxLayout;
    buildTools(right);
    board_ = new CardBoard(kCardWidth);
    scroll_ = new QScrollArea;
    scroll_->setObjectName(QStringLiteral("directionScroll"));
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setWidget(board_);
    scroll_->setMinimumWidth(kCardWidth + 30);
    hint_ = new QLabel;
    hint_->setObjectName(QStringLiteral("directionHint"));
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    right->addWidget(hint_, 1);
    right->addWidget(scroll_, 1);
    layout->addLayout(right, 1);
    connect(edit_, &DirectionEdit::directionsChanged, this, [this] {
        fillKinds();
        rebuildCards();
    });
    connect(edit_, &DirectionEdit::faceChanged, this, &DirectionsPane::showPictures);
    connect(edit_, &DirectionEdit::amountsChanged, this, &DirectionsPane::showAmounts);
    connect(sets_, &FaceSets::setsChanged, this, &DirectionsPane::showHints);
    connect(sets_, &FaceSets::activeSetChanged, this, &DirectionsPane::showHints);
    fillKinds();
    rebuildCards();
    showAmounts();
}

void DirectionsPane::buildFace(QBoxLayout* layout) {
    original_ = named(new FaceTile, "directionFace", tr("Face to edit"),
                      tr("The face as it was. Drop another one here."));
    original_->setSide(kOriginalSide);
    original_->setTakesDrops(true);
    original_->setPlaceholder(tr("drop a face"));
    original_->setFocusPolicy(Qt::NoFocus);
    pick_ = named(new QPushButton(tr("Pick face")), "directionPickButton",
                  tr("Pick the face to edit in the grid"), tr("Then click a face in the grid."));
    put_ = named(new QPushButton, "directionPutButton", tr("Put the edited face into the set"), {});
    keep_ = named(new QPushButton(tr("Keep")), "directionKeepButton", tr("Keep the edited face"),
                  tr("Keep the edited face as a favourite among the results."));
    layout->addWidget(original_, 0, Qt::AlignHCenter);
    layout->addWidget(pick_);
    layout->addWidget(put_);
    layout->addWidget(keep_);
    layout->addStretch();
    connect(original_, &FaceTile::faceDropped, edit_, &DirectionEdit::setFace);
    connect(original_, &FaceTile::clicked, this, &DirectionsPane::pickRequested);
    connect(pick_, &QPushButton::clicked, this, &DirectionsPane::pickRequested);
    connect(put_, &QPushButton::clicked, this, [this] {
        if (const auto face = result()) sets_->add(sets_->activeSet(), *face);
    });
    connect(keep_, &QPushButton::clicked, this, [this] {
        if (const auto face = result()) emit keepRequested(*face);
    });
}

void DirectionsPane::buildTools(QBoxLayout* layout) {
    auto* row = new QHBoxLayout;
    find_ =
        named(new QPushButton(tr("Find directions")), "findDirectionsButton", tr("Find directions"),
              tr("Draws and reads two thousand faces to find what this model can change. Takes "
                 "some seconds."));
    progress_ = named(new QProgressBar, "directionProgress", tr("Progress"), {});
    progress_->setRange(0, kPercent);
    progress_->setMaximumWidth(160);
    cancel_ = named(new QPushButton(tr("Cancel")), "directionCancelButton", tr("Cancel"),
                    tr("Give up finding or measuring directions."));
    kind_ = named(new QComboBox, "directionKind", tr("Which directions"),
                  tr("Which directions are shown below: what the readers see change, principal "
                     "components of the first layer's activations, factors of its weights, or "
                     "what tells your own sets apart."));
    kind_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    reset_ = named(new QToolButton, "directionResetAll", tr("Reset all directions"),
                   tr("Put every slider back to the middle, those that are not shown, too."));
    reset_->setIcon(symbolIcon(Symbol::Reset));
    row->addWidget(find_);
    row->addWidget(progress_);
    row->addWidget(cancel_);
    row->addWidget(kind_);
    row->addWidget(reset_);
    row->addStretch();
    layout->addLayout(row);
    length_ = new DirectionLengthBox(edit_);
    layout->addWidget(length_);
    set_directions_ = new SetDirectionBox(sets_);
    layout->addWidget(set_directions_);
    connect(set_directions_, &SetDirectionBox::messageRaised, this, &DirectionsPane::messageRaised);
    connect(set_directions_, &SetDirectionBox::directionMade, this,
            [this](const Direction& direction) {
                edit_->add(direction);
                kind_->setCurrentIndex(kind_->findData(static_cast<int>(DirectionKind::Sets)));
            });
    connect(find_, &QPushButton::clicked, this, &DirectionsPane::findRequested);
    connect(cancel_, &QPushButton::clicked, this, &DirectionsPane::cancelRequested);
    connect(kind_, &QComboBox::currentIndexChanged, this, &DirectionsPane::rebuildCards);
    connect(reset_, &QToolButton::clicked, edit_, &DirectionEdit::resetAmounts);
    setBusy(false);
}

void DirectionsPane::fillKinds() {
    // A list that was empty gives way to what is there now.
    const QVariant before = shown_.empty() ? QVariant() : kind_->currentData();
    const QSignalBlocker quiet(kind_);
    kind_->clear();
    const auto offer = [this](DirectionKind kind, const QString& name, bool always) {
        const auto of_kind = [kind](const auto& one) { return one.direction.kind == kind; };
        if (always || std::ranges::any_of(edit_->settings(), of_kind))
            kind_->addItem(name, static_cast<int>(kind));
    };
    offer(DirectionKind::Attribute, tr("Read off faces"), false);
    offer(DirectionKind::Component, tr("Components"), false);
    offer(DirectionKind::Factor, tr("Factors"), false);
    offer(DirectionKind::Sets, tr("Between your sets"), true);
    kind_->setCurrentIndex(std::max(0, kind_->findData(before)));
}

void DirectionsPane::rebuildCards() {
    const auto kind = static_cast<DirectionKind>(kind_->currentData().toInt());
    shown_.clear();
    for (DirectionCard* card : cards_)
        card->disconnect(this);  // its place may be another direction's by now
    cards_.clear();
    std::vector<QWidget*> widgets;
    for (int i = 0; i < edit_->count(); ++i) {
        if (edit_->setting(i).direction.kind != kind) continue;
        shown_.push_back(i);
        cards_.push_back(makeCard(i));
        widgets.push_back(cards_.back());
    }
    board_->setCards(widgets);
    for (std::size_t i = 0; i < cards_.size(); ++i)
        showCard(i);
    showPictures();
    showHints();
}

DirectionCard* DirectionsPane::makeCard(int index) {
    auto* card = new DirectionCard(edit_->setting(index));
    card->setObjectName(QStringLiteral("direction_") +
                        QString::fromStdString(edit_->setting(index).direction.name));
    const auto effect = effects_.find(edit_->setting(index).direction.vector);
    if (effect != effects_.end()) card->setEffect(effect->second);
    connect(card, &DirectionCard::amountEntered, this, [this, index](double amount) {
        const QScopedValueRollback moving(moving_, true);
        if (std::exchange(moved_, index) != index) ++stroke_;  // another slider: another step
        edit_->setAmount(index, amount, stroke_);
    });
    connect(card, &DirectionCard::strokeEnded, this, [this] { ++stroke_; });
    connect(card, &DirectionCard::lockToggled, this,
            [this, index](bool locked) { edit_->setLocked(index, locked); });
    connect(card, &DirectionCard::orthogonalRequested, this,
            [this, index] { makeOrthogonal(index); });
    connect(card, &DirectionCard::measureRequested, this,
            [this, index] { emit measureRequested(edit_->setting(index).direction.vector); });
    // Not while the card's own menu is open; by then other directions may have come.
    connect(
        card, &DirectionCard::removeRequested, this,
        [this, card, index] {
            if (std::ranges::find(cards_, card) != cards_.end()) edit_->remove(index);
        },
        Qt::QueuedConnection);
    return card;
}

void DirectionsPane::makeOrthogonal(int index) {
    if (!edit_->makeOrthogonal(index, othersOf(index))) {
        emit messageRaised(tr("Nothing is left of %1 without the others.")
                               .arg(QString::fromStdString(edit_->setting(index).direction.name)),
                           false);
    }
}

std::vector<int> DirectionsPane::othersOf(int index) const {
    const auto chosen = [&](const auto& wanted) {
        std::vector<int> others;
        for (int i = 0; i < edit_->count(); ++i)
            if (i != index && wanted(edit_->setting(i))) others.push_back(i);
        return others;
    };
    auto locked = chosen([](const DirectionSetting& one) { return one.locked; });
    if (!locked.empty()) return locked;
    const DirectionKind kind = edit_->setting(index).direction.kind;
    if (kind == DirectionKind::Attribute || kind == DirectionKind::Sets) {
        return chosen([](const DirectionSetting& one) {
            return one.direction.kind == DirectionKind::Attribute &&
                   std::ranges::count(kFirstDirections, one.direction.name) > 0;
        });
    }
    return chosen([kind](const DirectionSetting& one) { return one.direction.kind == kind; });
}

void DirectionsPane::setPictureSource(PictureSource source) {
    picture_source_ = std::move(source);
    showPictures();
}

void DirectionsPane::showPictures() {
    const auto picture = [this](const std::optional<Latent>& latent) {
        return latent && picture_source_ ? picture_source_(*latent) : QImage();
    };
    for (std::size_t i = 0; i < cards_.size(); ++i) {
        cards_[i]->setPictures(picture(edit_->along(shown_[i], -DirectionCard::kPictured)),
                               picture(edit_->along(shown_[i], DirectionCard::kPictured)));
    }
    original_->setFace(edit_->face() ? picture(edit_->face()->latent) : QImage());
}

void DirectionsPane::showCard(std::size_t place) {
    constexpr std::size_t kNamed = 5;
    cards_[place]->showSetting(edit_->setting(shown_[place]));
    cards_[place]->setMeasurable(readers_open_ && !busy_);
    const auto others = othersOf(shown_[place]);
    QStringList names;
    for (const int other : others)
        names << QString::fromStdString(edit_->setting(other).direction.name);
    cards_[place]->setOthers(others.size() > kNamed ? tr("the others shown")
                                                    : names.join(QStringLiteral(", ")));
}

void DirectionsPane::showAmounts() {
    for (std::size_t i = 0; i < cards_.size(); ++i)
        showCard(i);
    showHints();
    if (const auto latent = edit_->result())
        emit resultWanted(*latent, moving_ || length_->moving());
    else
        showResult({});
}

void DirectionsPane::showResult(const QImage& face) {
    large_->setFace(face);
}

void DirectionsPane::showReading(const FaceReading& reading) {
    QStringList parts;
    if (reading.attributes) parts << nameOf(likeliest(*reading.attributes));
    if (reading.age) parts << QString::fromStdString(labelOf(*reading.age));
    large_->setCaption(parts.join(QLatin1Char('\n')));
    large_->setToolTip(resultTip() + QLatin1Char('\n') + detailsOf(reading));
}

void DirectionsPane::setLatentSize(int size) {
    if (size != latent_size_) effects_.clear();
    latent_size_ = size;
    edit_->setLatentSize(size);
    showPictures();
    showAmounts();
}

void DirectionsPane::setReadersOpen(bool open) {
    readers_open_ = open;
    setBusy(busy_);
}

void DirectionsPane::setBusy(bool busy) {
    busy_ = busy;
    progress_->setVisible(busy);
    cancel_->setVisible(busy);
    find_->setVisible(!busy);
    for (DirectionCard* card : cards_)
        card->setMeasurable(readers_open_ && !busy);
}

void DirectionsPane::setProgress(double share) {
    progress_->setValue(qRound(share * kPercent));
}

void DirectionsPane::showEffect(const Latent& vector, const DirectionEffect& effect) {
    effects_[vector] = effect;
    for (std::size_t i = 0; i < cards_.size(); ++i) {
        if (edit_->setting(shown_[i]).direction.vector == vector) cards_[i]->setEffect(effect);
    }
}

std::optional<PickedFace> DirectionsPane::result() const {
    const auto latent = edit_->result();
    if (!latent) return std::nullopt;
    const QString label = edit_->movedCount() == 0 ? edit_->face()->label
                                                   : tr("%1, edited").arg(edit_->face()->label);
    return PickedFace{label, *latent, large_->face(), {}, {}};
}

void DirectionsPane::showHints() {
    const bool face = edit_->face().has_value();
    const bool any = !cards_.empty();
    const bool own = kind_->currentData().toInt() == static_cast<int>(DirectionKind::Sets);
    find_->setEnabled(hasLatents());
    pick_->setEnabled(hasLatents());
    put_->setText(tr("Put into %1").arg(sets_->set(sets_->activeSet()).letter));
    put_->setToolTip(tr("Put the edited face into “%1”, the chosen set.")
                         .arg(sets_->set(sets_->activeSet()).name));
    for (QWidget* widget : std::initializer_list<QWidget*>{put_, keep_})
        widget->setEnabled(face);
    reset_->setEnabled(edit_->movedCount() > 0);
    set_directions_->setVisible(own);
    hint_->setVisible(!any || !face);
    scroll_->setVisible(any);
    if (!hasLatents())
        hint_->setText(tr("Open a model or train one; then change its faces here."));
    else if (!any && own)
        hint_->setText(
            tr("Put faces into two sets and add the direction from one to the other, or "
               "let directions be found."));
    else if (!any)
        hint_->setText(tr("Find out what this model can change: a smile, the age, the hair."));
    else
        hint_->setText(tr("Choose the face to edit: drag one from the grid, or use the button."));
}

}  // namespace faceloom
