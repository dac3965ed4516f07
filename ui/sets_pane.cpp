#include "ui/sets_pane.h"

#include "ui/face_sets.h"
#include "ui/set_card.h"

#include <QVBoxLayout>

namespace faceloom {

SetsPane::SetsPane(FaceSets* sets, QWidget* parent) : QScrollArea(parent) {
    setObjectName(QStringLiteral("setsPane"));
    setAccessibleName(tr("Sets"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    for (int set = 0; set < kSetCount; ++set) {
        auto* card = new SetCard(sets, set);
        cards_.at(static_cast<std::size_t>(set)) = card;
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

QSize SetsPane::sizeHint() const {
    return widget()->sizeHint() + QSize(4, 4);
}

}  // namespace faceloom
