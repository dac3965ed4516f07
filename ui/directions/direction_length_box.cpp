#include "ui/directions/direction_length_box.h"

#include "core/latent/latent_ops.h"
#include "ui/base/named_widget.h"
#include "ui/directions/direction_edit.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QSlider>

namespace faceloom {
namespace {

constexpr int kPercent = 100;
constexpr int kTruncationStroke = 1'000'000;  // apart from the cards' strokes

}  // namespace

DirectionLengthBox::DirectionLengthBox(DirectionEdit* edit, QWidget* parent)
    : QWidget(parent), edit_(edit) {
    truncation_ = named(new QSlider(Qt::Horizontal), "directionTruncation", tr("Truncation"),
                        tr("Pulls the face towards the mean of all faces: less striking, but often "
                           "better drawn."));
    truncation_->setRange(0, kPercent);
    truncation_->setMaximumWidth(140);
    length_ = new QLabel;
    length_->setTextFormat(Qt::RichText);
    length_->setObjectName(QStringLiteral("directionNorm"));
    renormalize_ =
        named(new QCheckBox(tr("Keep the length")), "directionRenormalize",
              tr("Keep the length that the face began with"),
              tr("Shorten or lengthen the edited face's list of numbers to what it was before the "
                 "edit."));
    auto* label = new QLabel(tr("Truncation"));
    label->setBuddy(truncation_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(truncation_);
    layout->addWidget(length_);
    layout->addWidget(renormalize_);
    layout->addStretch();
    connect(truncation_, &QSlider::valueChanged, this, [this](int value) {
        const QScopedValueRollback moving(moving_, true);
        edit_->setTruncation(double(value) / kPercent, kTruncationStroke);
    });
    connect(renormalize_, &QCheckBox::toggled, edit_, &DirectionEdit::setRenormalized);
    connect(edit_, &DirectionEdit::amountsChanged, this, &DirectionLengthBox::follow);
    follow();
}

void DirectionLengthBox::follow() {
    const QSignalBlocker quiet_truncation(truncation_), quiet_length(renormalize_);
    truncation_->setValue(qRound(edit_->truncation() * kPercent));
    renormalize_->setChecked(edit_->renormalized());
    truncation_->setEnabled(edit_->face().has_value());
    renormalize_->setEnabled(edit_->face().has_value());
    showLength();
}

void DirectionLengthBox::showLength() {
    const auto latent = edit_->result();
    length_->setVisible(latent.has_value());
    if (!latent) return;
    const NormRange usual = usualNorms(static_cast<int>(latent->size()));
    const double length = norm(*latent);
    const QString text = tr("length %1").arg(length, 0, 'f', 1);
    // Shorter ones come of truncation, and are no reason for a warning.
    length_->setText(length > usual.high ? QStringLiteral("<b>%1</b>").arg(text) : text);
    length_->setToolTip(tr("Of 100 faces that this model learned to draw, 95 have a length between "
                           "%1 and %2. Longer ones tend to break; shorter ones become bland.")
                            .arg(usual.low, 0, 'f', 1)
                            .arg(usual.high, 0, 'f', 1));
}

}  // namespace faceloom
