// Lays its tiles out as equal squares that grow with the window: a centred board with so many
// columns, or as many rows as make the squares largest.
#pragma once

#include <QWidget>
#include <vector>

namespace faceloom {

class SquareBoard : public QWidget {
    Q_OBJECT
public:
    // 0 columns: as many as make the squares largest.
    explicit SquareBoard(int columns = 0, QWidget* parent = nullptr);

    void setTiles(std::vector<QWidget*> tiles);  // row by row; they become children
    void setSides(int least, int usual);         // logical pixels, for the size hints
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    [[nodiscard]] int count() const { return static_cast<int>(tiles_.size()); }
    [[nodiscard]] int sideWith(int columns) const;  // of a square, 0 if they do not fit
    [[nodiscard]] int bestColumns() const;
    [[nodiscard]] QSize extentWith(int side) const;

    int columns_;
    int least_side_ = 44;
    int usual_side_ = 96;
    std::vector<QWidget*> tiles_;
};

}  // namespace faceloom
