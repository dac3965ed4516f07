// Small widgets that the parts of the training pane share.
#pragma once

#include <QString>

class QFileDialog;
class QLabel;
class QToolButton;
class QWidget;

namespace faceloom {

// Bold, at the head of a part of the pane.
[[nodiscard]] QLabel* headingLabel(const QString& text);
// Wrapped, in the colour of what is said beside the point.
[[nodiscard]] QLabel* quietLabel(const QString& text = {});
// "…", beside a line of text that holds a path.
[[nodiscard]] QToolButton* browseButton(const char* name, const QString& tip);
// Asks for a folder without stopping the program; connect to its fileSelected, then open() it.
[[nodiscard]] QFileDialog* folderDialog(QWidget* parent, const char* name, const QString& title);

}  // namespace faceloom
