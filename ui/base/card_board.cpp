#include "ui/base/card_board.h"

#include <QGridLayout>
#include <algorithm>

namespace faceloom {

CardBoard::CardBoard(int card_width, QWidget* parent)
    : QWidget(parent), card_width_(card_width), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(4);
}

void CardBoard::setCards(const std::vector<QWidget*>& cards) {
    for (QWidget* card : cards_) {
        card->hide();
        card->setParent(nullptr);
        card->deleteLater();  // one of them may be the sender
    }
    cards_ = cards;
    columns_ = 0;
    arrange();
}

void CardBoard::resizeEvent(QResizeEvent*) {
    arrange();
}

void CardBoard::arrange() {
    const int columns = std::max(1, width() / card_width_);
    if (columns == columns_) return;
    while (grid_->count() > 0)
        delete grid_->takeAt(0);
    for (int column = 0; column < std::max(columns, columns_); ++column)
        grid_->setColumnStretch(column, column < columns ? 1 : 0);
    for (int row = 0; row < grid_->rowCount(); ++row)
        grid_->setRowStretch(row, 0);
    columns_ = columns;
    for (int i = 0; i < static_cast<int>(cards_.size()); ++i) {
        grid_->addWidget(cards_[static_cast<std::size_t>(i)], i / columns, i % columns);
        cards_[static_cast<std::size_t>(i)]->show();
    }
    grid_->setRowStretch((static_cast<int>(cards_.size()) + columns - 1) / columns, 1);
}

}  // namespace faceloom
