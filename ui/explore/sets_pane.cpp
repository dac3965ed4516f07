#include "ui/explore/sets_pane.h"

#include "core/reading/suggestion.h"
#include "ui/base/icons.h"
#include "ui/explore/face_sets.h"

#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

namespace faceloom {

SetsPane::SetsPane(FaceSets* sets, QWidget* parent) : QScrollArea(parent), sets_(sets) {
    setObjectName(QStringLiteral("setsPane"));
    setAccessibleName(tr("Sets"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    suggest_ = new QPushButton(symbolIcon(Symbol::Suggest), tr("Suggest faces for all three"));
    suggest_->setObjectName(QStringLiteral("suggestButton"));
    suggest_->setAccessibleName(suggest_->text());
    suggest_->setToolTip(
        tr("Fill each set with the faces of the grid that fit it best, as the "
           "attribute reader sees them. Undo takes it back."));
    suggest_->setVisible(false);
    layout->addWidget(suggest_);
    card_layout_ = new QVBoxLayout;
    layout->addLayout(card_layout_);
    auto* add = new QPushButton(symbolIcon(Symbol::Add), tr("New set"));
    add->setObjectName(QStringLiteral("newSetButton"));
    add->setAccessibleName(add->text());
    add->setToolTip(tr("Another set, for the formula or to keep faces in."));
    layout->addWidget(add);
    layout->addStretch();
    setWidget(content);
    connect(suggest_, &QPushButton::clicked, this, &SetsPane::suggestAll);
    connect(add, &QPushButton::clicked, this, [this] {
        sets_->addSet();
        ensureWidgetVisible(cards_.back());
    });
    connect(sets_, &FaceSets::setsChanged, this, &SetsPane::rebuildCards);
    connect(sets_, &FaceSets::gridChanged, this, &SetsPane::awaitReadings);
    rebuildCards();
    setMinimumWidth(content->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width());
}

// Names and colours are all over a card: a new one is simpler than one that changes.
void SetsPane::rebuildCards() {
    for (SetCard* card : cards_) {
        card->retire();
        card->setParent(nullptr);
        card->deleteLater();  // one of them may be the sender
    }
    cards_.clear();
    for (int set = 0; set < sets_->count(); ++set) {
        auto* card = new SetCard(sets_, set);
        card->setFaces(faces_);
        card->setPictureSource(picture_source_);
        card->setReadings(readings_);
        const auto index = static_cast<std::size_t>(set);
        card->setAverage(index < averages_.size() ? averages_[index] : QImage());
        connect(card, &SetCard::suggestionRequested, this, &SetsPane::suggestFor);
        card_layout_->addWidget(card);
        cards_.push_back(card);
    }
    offerSuggestions();
}

void SetsPane::setFaces(const std::vector<QImage>& faces) {
    awaiting_faces_ = false;
    faces_ = faces;
    for (SetCard* card : cards_)
        card->setFaces(faces);
}

void SetsPane::setAverages(const std::vector<QImage>& averages) {
    averages_ = averages;
    for (std::size_t set = 0; set < cards_.size(); ++set)
        cards_[set]->setAverage(set < averages.size() ? averages[set] : QImage());
}

void SetsPane::setPictureSource(const SetCard::PictureSource& source) {
    picture_source_ = source;
    for (SetCard* card : cards_)
        card->setPictureSource(source);
}

void SetsPane::showPictures() {
    for (SetCard* card : cards_)
        card->showPictures();
}

void SetsPane::setReadings(const std::vector<FaceReading>& readings) {
    if (awaiting_faces_) return;  // they are those of faces that were there before
    readings_ = readings;
    attributes_.clear();
    for (const FaceReading& reading : readings) {
        if (reading.attributes) attributes_.push_back(*reading.attributes);
    }
    for (SetCard* card : cards_)
        card->setReadings(readings);
    offerSuggestions();
}

void SetsPane::awaitReadings() {
    awaiting_faces_ = true;
    attributes_.clear();
    offerSuggestions();
}

void SetsPane::offerSuggestions() {
    const bool possible =
        !attributes_.empty() && attributes_.size() == readings_.size() && !best().empty();
    if (possible) suggest_->setVisible(true);
    suggest_->setEnabled(possible);
    if (possible) {
        for (SetCard* card : cards_)
            card->setSuggesting(true);
    }
    if (possible == suggest_possible_) return;
    suggest_possible_ = possible;
    emit suggestingChanged(possible);
}

std::vector<std::pair<int, std::vector<int>>> SetsPane::best() const {
    constexpr std::array kMeant = {kSmilingWoman, kNeutralWoman, kNeutralMan};
    const auto suggested = suggestSets(attributes_);
    std::vector<std::pair<int, std::vector<int>>> numbers;
    for (int set = 0; set < sets_->count(); ++set) {
        const auto& expected = sets_->set(set).expected;
        const auto meant = std::ranges::find(kMeant, expected);
        if (!expected || meant == kMeant.end()) continue;
        numbers.emplace_back(set, std::vector<int>());
        for (const std::size_t index :
             suggested.at(static_cast<std::size_t>(meant - kMeant.begin())))
            numbers.back().second.push_back(static_cast<int>(index) + 1);
    }
    return numbers;
}

void SetsPane::suggestFor(int set) {
    if (!suggest_possible_) return;
    auto chosen = best();
    std::erase_if(chosen, [set](const auto& suggestion) { return suggestion.first != set; });
    sets_->suggest(chosen, tr("suggested faces for “%1”").arg(sets_->set(set).name));
}

void SetsPane::suggestAll() {
    if (suggest_possible_) sets_->suggest(best(), tr("suggested faces"));
}

QSize SetsPane::sizeHint() const {
    return widget()->sizeHint() + QSize(4, 4);
}

}  // namespace faceloom
