// Texts of the window are plain unless a label or a tooltip says that it is rich: names in files
// from elsewhere may hold markup, and markup can name files that are then read.
#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace faceloom {

// Filters the application's events: a label of automatic format becomes plain, and a tooltip that
// looks like markup is shown as it is written.
class PlainTexts : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // Once for the application, which owns it.
    static void install();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

// The widget's tooltip is markup of ours.
void setRichToolTip(QWidget* widget, const QString& markup);
// For the tooltip of an item in a list, which no widget's event carries. Long ones wrap.
[[nodiscard]] QString plainToolTip(const QString& text);

}  // namespace faceloom
