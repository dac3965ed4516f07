// Cards of one width in as many columns as fit, row by row.
#pragma once

#include <QWidget>
#include <vector>

class QGridLayout;

namespace faceloom {

class CardBoard : public QWidget {
    Q_OBJECT
public:
    explicit CardBoard(int card_width, QWidget* parent = nullptr);

    void setCards(const std::vector<QWidget*>& cards);  // they become children; earlier ones go

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    int card_width_;
    int columns_ = 0;
    std::vector<QWidget*> cards_;
    QGridLayout* grid_;
};

}  // namespace faceloom
