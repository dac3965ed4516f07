#include "ui/sets_pane.h"

#include "core/reading/suggestion.h"
#include "ui/face_sets.h"
#include "ui/icons.h"
#include "ui/reading_text.h"
#include "ui/set_card.h"

#include <QPushButton>
#include <QVBoxLayout>

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
    connect(suggest_, &QPushButton::clicked, this, &SetsPane::suggestAll);
    for (int set = 0; set < kSetCount; ++set) {
        auto* card = new SetCard(sets, set);
        cards_.at(static_cast<std::size_t>(set)) = card;
        connect(card, &SetCard::suggestionRequested, this, &SetsPane::suggestFor);
        layout->addWidget(card);
    }
    layout->addStretch();
    setWidget(content);
    setMinimumWidth(content->minimumSizeHint().width() + 16);
}

void SetsPane::setFaces(const std::vector<QImage>& faces) {
    for (SetCard* card : cards_)
        card->setFaces(faces);
}

void SetsPane::setAverages(const std::array<QImage, kSetCount>& averages) {
    for (std::size_t set = 0; set < cards_.size(); ++set)
        cards_.at(set)->setAverage(averages.at(set));
}

void SetsPane::setReadings(const std::vector<FaceReading>& readings) {
    attributes_.clear();
    for (const FaceReading& reading : readings) {
        if (reading.attributes) attributes_.push_back(*reading.attributes);
    }
    for (SetCard* card : cards_)
        card->setReadings(readings);
    const bool possible = !attributes_.empty() && attributes_.size() == readings.size();
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

std::array<std::vector<int>, kSetCount> SetsPane::best() const {
    std::array<std::vector<int>, kSetCount> numbers;
    const auto sets = suggestSets(attributes_);
    for (std::size_t set = 0; set < sets.size(); ++set) {
        for (const std::size_t index : sets.at(set))
            numbers.at(set).push_back(static_cast<int>(index) + 1);
    }
    return numbers;
}

void SetsPane::suggestFor(int set) {
    if (suggest_possible_) sets_->setFaces(set, best().at(static_cast<std::size_t>(set)));
}

void SetsPane::suggestAll() {
    if (!suggest_possible_) return;
    sets_->setAll(best(), tr("suggested faces"));
}

QSize SetsPane::sizeHint() const {
    return widget()->sizeHint() + QSize(4, 4);
}

}  // namespace faceloom
