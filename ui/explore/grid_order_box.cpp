#include "ui/explore/grid_order_box.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace faceloom {

GridOrderBox::GridOrderBox(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("gridOrderBox"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    order_ = new QComboBox;
    order_->setObjectName(QStringLiteral("faceOrder"));
    order_->setAccessibleName(tr("Order of the faces"));
    order_->setToolTip(tr("In which order the faces are shown."));
    order_->addItems({tr("By number"), tr("Youngest first"), tr("Oldest first")});
    age_ = new QComboBox;
    age_->setObjectName(QStringLiteral("ageFilter"));
    age_->setAccessibleName(tr("Ages shown"));
    age_->setToolTip(tr("Show only faces that read as this age."));
    age_->addItem(tr("All ages"));
    for (const AgeBucket& bucket : ageBuckets()) {
        age_->addItem(
            tr("Ages %1").arg(QLatin1String(bucket.name.data(), qsizetype(bucket.name.size()))));
    }
    layout->addWidget(order_);
    layout->addWidget(age_);
    for (QComboBox* box : {order_, age_}) {
        connect(box, &QComboBox::currentIndexChanged, this, [this] { emit viewChanged(view()); });
    }
    setAgesRead(false);
}

GridView GridOrderBox::view() const {
    GridView view;
    view.order = static_cast<FaceOrder>(order_->currentIndex());
    if (age_->currentIndex() > 0) view.bucket = static_cast<std::size_t>(age_->currentIndex() - 1);
    return view;
}

void GridOrderBox::setAgesRead(bool read) {
    setVisible(read);
}

}  // namespace faceloom
