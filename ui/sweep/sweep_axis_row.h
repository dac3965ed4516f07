// One option that a sweep varies: which it is, and the values to try. For the GUI thread.
#pragma once

#include "core/sweep/sweep_plan.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QToolButton;

namespace faceloom {

class SweepAxisRow : public QWidget {
    Q_OBJECT
public:
    // Names of its widgets end in the number.
    SweepAxisRow(int number, const SweepAxis& axis, QWidget* parent = nullptr);

    [[nodiscard]] SweepAxis axis() const;
    void setRemovable(bool removable);

signals:
    void edited();
    void removeRequested();

private:
    QComboBox* option_;
    QLineEdit* values_;
    QToolButton* remove_;
};

}  // namespace faceloom
