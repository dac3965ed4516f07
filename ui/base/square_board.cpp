#include "ui/base/square_board.h"

#include <algorithm>

namespace faceloom {
namespace {

constexpr int kGap = 3;

int extent(int tiles, int side) {
    return tiles * side + std::max(0, tiles - 1) * kGap;
}
int rowsFor(int count, int columns) {
    return (count + columns - 1) / columns;
}

}  // namespace

SquareBoard::SquareBoard(int columns, QWidget* parent) : QWidget(parent), columns_(columns) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void SquareBoard::setTiles(std::vector<QWidget*> tiles) {
    tiles_ = std::move(tiles);
    for (QWidget* tile : tiles_) {
        tile->setParent(this);
        tile->show();
    }
    updateGeometry();
    arrange();
}

void SquareBoard::setSides(int least, int usual) {
    least_side_ = least;
    usual_side_ = usual;
    updateGeometry();
}

QSize SquareBoard::extentWith(int side) const {
    const int columns = columns_ > 0 ? columns_ : std::max(1, count());
    return {extent(columns, side), extent(rowsFor(std::max(1, count()), columns), side)};
}

QSize SquareBoard::sizeHint() const {
    return extentWith(usual_side_);
}

QSize SquareBoard::minimumSizeHint() const {
    return columns_ > 0 ? extentWith(least_side_) : QSize(least_side_, least_side_);
}

void SquareBoard::resizeEvent(QResizeEvent*) {
    arrange();
}

int SquareBoard::sideWith(int columns) const {
    const int rows = rowsFor(count(), columns);
    return std::min((width() - (columns - 1) * kGap) / columns,
                    (height() - (rows - 1) * kGap) / rows);
}

int SquareBoard::bestColumns() const {
    int best = count();
    for (int columns = count() - 1; columns > 0; --columns) {
        if (sideWith(columns) > sideWith(best)) best = columns;
    }
    // The same tiles in as many rows, but rows of one length: five and five, not eight and two.
    return rowsFor(count(), rowsFor(count(), best));
}

void SquareBoard::arrange() {
    if (tiles_.empty()) return;
    const int columns = columns_ > 0 ? columns_ : bestColumns();
    const int rows = rowsFor(count(), columns);
    const int side = std::max(1, sideWith(columns));
    const QPoint corner((width() - extent(columns, side)) / 2, (height() - extent(rows, side)) / 2);
    for (int i = 0; i < count(); ++i) {
        const QPoint place((i % columns) * (side + kGap), (i / columns) * (side + kGap));
        tiles_[static_cast<std::size_t>(i)]->setGeometry(QRect(corner + place, QSize(side, side)));
    }
}

}  // namespace faceloom
