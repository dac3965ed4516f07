#include "ui/explore/truncation_box.h"

#include "ui/explore/face_sets.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace faceloom {

TruncationBox::TruncationBox(FaceSets* sets, QWidget* parent)
    : QWidget(parent), sets_(sets), value_(new QDoubleSpinBox) {
    value_->setObjectName(QStringLiteral("gridTruncation"));
    value_->setAccessibleName(tr("Truncation"));
    value_->setRange(0, 1);
    value_->setSingleStep(0.05);
    value_->setDecimals(2);
    value_->setKeyboardTracking(false);
    value_->setToolTip(
        tr("Below 1 the faces are drawn nearer to the average: fewer are broken, and they are more "
           "alike. At 1 they are drawn as the model learned them. A model may name its own."));
    auto* label = new QLabel(tr("&Truncation"));
    label->setToolTip(value_->toolTip());
    label->setBuddy(value_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(value_);
    connect(value_, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { sets_->setTruncation(value, stroke_); });
    connect(value_, &QDoubleSpinBox::editingFinished, this, [this] { ++stroke_; });
    connect(sets_, &FaceSets::gridChanged, this, &TruncationBox::show);
    show();
}

void TruncationBox::show() {
    const QSignalBlocker quiet(value_);
    value_->setValue(sets_->truncation());
}

}  // namespace faceloom
