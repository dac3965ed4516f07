// A widget with its names and its tooltip, in one expression.
#pragma once

#include <QLatin1String>
#include <QString>

namespace faceloom {

// `name` is for tests and the tour, `accessible` for screen readers, `tip` for the pointer.
template <class Widget>
Widget* named(Widget* widget, const char* name, const QString& accessible, const QString& tip) {
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(accessible);
    widget->setToolTip(tip);
    return widget;
}

}  // namespace faceloom
