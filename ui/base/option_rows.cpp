#include "ui/base/option_rows.h"

#include <QFormLayout>
#include <QSpinBox>

namespace faceloom {

QSpinBox* optionSpinBox(const char* name, int from, int to, int value, const QString& tip) {
    auto* box = namedOption(new QSpinBox, name, tip);
    box->setRange(from, to);
    box->setValue(value);
    box->setGroupSeparatorShown(true);
    box->setAccelerated(true);
    // Wide enough for what people choose; the largest possible number would make the pane twice as
    // wide.
    box->setMinimumWidth(box->fontMetrics().horizontalAdvance(QStringLiteral("000,000,000")));
    box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    return box;
}

QFormLayout* optionForm() {
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft);
    return form;
}

void addOptionRow(QFormLayout* form, const QString& label, QWidget* field) {
    form->addRow(label, field);
    QString name = label;
    name.remove(QLatin1Char(':'));
    field->setAccessibleName(name);
    form->labelForField(field)->setToolTip(field->toolTip());
}

}  // namespace faceloom
