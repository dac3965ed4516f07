// The rows of the training options: a label, a field, and what it means when pointed at.
#pragma once

#include <QLatin1String>
#include <QString>

class QFormLayout;
class QSpinBox;
class QWidget;

namespace faceloom {

// A widget with its name and its tooltip; its accessible name comes with its row.
template <class Widget>
Widget* namedOption(Widget* widget, const char* name, const QString& tip) {
    widget->setObjectName(QLatin1String(name));
    widget->setToolTip(tip);
    return widget;
}

[[nodiscard]] QSpinBox* optionSpinBox(const char* name, int from, int to, int value,
                                      const QString& tip);
[[nodiscard]] QFormLayout* optionForm();
// The label without its colon is the field's accessible name.
void addOptionRow(QFormLayout* form, const QString& label, QWidget* field);

}  // namespace faceloom
