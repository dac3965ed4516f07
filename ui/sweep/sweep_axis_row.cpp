#include "ui/sweep/sweep_axis_row.h"

#include "ui/base/icons.h"
#include "ui/base/named_widget.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QToolButton>

namespace faceloom {
namespace {

QString joined(const std::vector<std::string>& values) {
    QStringList list;
    for (const std::string& value : values)
        list << QString::fromStdString(value);
    return list.join(QStringLiteral(", "));
}

}  // namespace

SweepAxisRow::SweepAxisRow(int number, const SweepAxis& axis, QWidget* parent)
    : QWidget(parent),
      option_(named(new QComboBox, "", tr("Option to vary"), tr("The option that is varied."))),
      values_(named(new QLineEdit, "", tr("Values to try"),
                    tr("The values to try, with commas between them. In a random search also a "
                       "range, as 0.0001..0.001."))),
      remove_(
          named(new QToolButton, "", tr("Remove this option"), tr("Do not vary this option."))) {
    option_->setObjectName(QStringLiteral("sweepOption%1").arg(number));
    values_->setObjectName(QStringLiteral("sweepValues%1").arg(number));
    remove_->setObjectName(QStringLiteral("sweepRemove%1").arg(number));
    for (const SweepOption& option : sweepOptions()) {
        option_->addItem(QString::fromUtf8(option.meaning.data(), qsizetype(option.meaning.size())),
                         QString::fromUtf8(option.name.data(), qsizetype(option.name.size())));
    }
    option_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    option_->setMinimumContentsLength(8);
    option_->setCurrentIndex(option_->findData(QString::fromStdString(axis.option)));
    values_->setText(joined(axis.values));
    remove_->setIcon(symbolIcon(Symbol::Close));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(option_, 2);
    layout->addWidget(values_, 3);
    layout->addWidget(remove_);
    connect(option_, &QComboBox::activated, this, [this] {
        const auto* option = sweepOptionNamed(option_->currentData().toString().toStdString());
        QString usual = QString::fromUtf8(option->usual.data(), qsizetype(option->usual.size()));
        values_->setText(usual.replace(u',', QStringLiteral(", ")));
        emit edited();
    });
    connect(values_, &QLineEdit::textEdited, this, &SweepAxisRow::edited);
    connect(remove_, &QToolButton::clicked, this, &SweepAxisRow::removeRequested);
}

SweepAxis SweepAxisRow::axis() const {
    SweepAxis axis;
    axis.option = option_->currentData().toString().toStdString();
    for (const QString& value : values_->text().split(u',', Qt::SkipEmptyParts)) {
        if (const QString text = value.trimmed(); !text.isEmpty())
            axis.values.push_back(text.toStdString());
    }
    return axis;
}

void SweepAxisRow::setRemovable(bool removable) {
    remove_->setEnabled(removable);
}

}  // namespace faceloom
