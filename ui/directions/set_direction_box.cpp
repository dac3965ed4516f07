#include "ui/directions/set_direction_box.h"

#include "core/latent/direction_fit.h"
#include "ui/explore/face_sets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <algorithm>
#include <vector>

namespace faceloom {
namespace {

std::vector<Latent> latentsOf(const FaceSet& set) {
    std::vector<Latent> latents;
    for (const SetMember& member : set.members)
        latents.push_back(member.latent);
    return latents;
}

}  // namespace

SetDirectionBox::SetDirectionBox(FaceSets* sets, QWidget* parent) : QWidget(parent), sets_(sets) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    from_ = new QComboBox;
    from_->setObjectName(QStringLiteral("directionSetFrom"));
    from_->setAccessibleName(tr("From this set"));
    to_ = new QComboBox;
    to_->setObjectName(QStringLiteral("directionSetTo"));
    to_->setAccessibleName(tr("To this set"));
    add_ = new QPushButton(tr("Add"));
    add_->setObjectName(QStringLiteral("directionAddButton"));
    add_->setAccessibleName(tr("Add the direction from one set to the other"));
    add_->setMaximumWidth(fontMetrics().horizontalAdvance(add_->text()) + 28);  // room for names
    for (QWidget* widget : std::initializer_list<QWidget*>{from_, to_, add_}) {
        widget->setToolTip(
            tr("A direction of your own: what tells the faces of one set from those "
               "of another."));
    }
    for (QComboBox* box : {from_, to_}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(4);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        box->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
        connect(box, &QComboBox::currentIndexChanged, this, &SetDirectionBox::showPossible);
    }
    row->addWidget(new QLabel(tr("From")));
    row->addWidget(from_, 1);
    row->addWidget(new QLabel(tr("to")));
    row->addWidget(to_, 1);
    row->addWidget(add_);
    row->addStretch();
    connect(sets_, &FaceSets::setsChanged, this, &SetDirectionBox::fill);
    connect(sets_, &FaceSets::picksChanged, this, &SetDirectionBox::showPossible);
    connect(add_, &QPushButton::clicked, this, &SetDirectionBox::make);
    fill();
}

void SetDirectionBox::fill() {
    for (QComboBox* box : {from_, to_}) {
        const QSignalBlocker quiet(box);
        const QString before = box->currentData().toString();
        box->clear();
        for (int set = 0; set < sets_->count(); ++set) {
            const FaceSet& one = sets_->set(set);
            box->addItem(QStringLiteral("%1  %2").arg(one.letter, one.name), one.letter);
        }
        // At first from the second set to the first, from neutral to smiling.
        const int usual = box == from_ ? std::min(1, box->count() - 1) : 0;
        const int known = box->findData(before);
        box->setCurrentIndex(known >= 0 ? known : usual);
    }
    showPossible();
}

void SetDirectionBox::showPossible() {
    const int from = from_->currentIndex(), to = to_->currentIndex();
    add_->setEnabled(from >= 0 && to >= 0 && from != to && !sets_->set(from).members.empty() &&
                     !sets_->set(to).members.empty());
}

void SetDirectionBox::make() {
    const FaceSet& from = sets_->set(from_->currentIndex());
    const FaceSet& to = sets_->set(to_->currentIndex());
    const auto fit = separatingDirection(latentsOf(to), latentsOf(from));
    if (!fit) {
        emit messageRaised(QString::fromStdString(fit.error().message), true);
        return;
    }
    const QString name = QStringLiteral("%1 → %2").arg(from.letter, to.letter);
    emit directionMade({name.toStdString(), DirectionKind::Sets, fit->vector, fit->strength});
}

}  // namespace faceloom
