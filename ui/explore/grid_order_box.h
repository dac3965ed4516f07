// Chooses the order of the grid's faces and the age to be shown.
#pragma once

#include "ui/explore/grid_order.h"

#include <QWidget>

class QComboBox;

namespace faceloom {

class GridOrderBox : public QWidget {
    Q_OBJECT
public:
    explicit GridOrderBox(QWidget* parent = nullptr);

    [[nodiscard]] GridView view() const;
    // Whether ages are read at all; without them there is nothing to choose.
    void setAgesRead(bool read);

signals:
    void viewChanged(const faceloom::GridView& view);

private:
    QComboBox* order_ = nullptr;
    QComboBox* age_ = nullptr;
};

}  // namespace faceloom
