// Chooses how near to the average the grid's faces are drawn.
#pragma once

#include <QWidget>

class QDoubleSpinBox;

namespace faceloom {

class FaceSets;

class TruncationBox : public QWidget {
    Q_OBJECT
public:
    // The sets must outlive the box.
    explicit TruncationBox(FaceSets* sets, QWidget* parent = nullptr);

private:
    static constexpr int kFirstStroke = 1'000'000;  // apart from the formula's strokes

    void show();

    FaceSets* sets_;
    QDoubleSpinBox* value_;
    int stroke_ = kFirstStroke;  // changes until the box is left are one step
};

}  // namespace faceloom
