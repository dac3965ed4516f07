// Small widgets that the parts of the training pane share.
#pragma once

#include <QString>

class QLabel;
class QToolButton;

namespace faceloom {

// Bold, at the head of a part of the pane.
[[nodiscard]] QLabel* headingLabel(const QString& text);
// Wrapped, in the colour of what is said beside the point.
[[nodiscard]] QLabel* quietLabel(const QString& text = {});
// "…", beside a line of text that holds a path.
[[nodiscard]] QToolButton* browseButton(const char* name, const QString& tip);

}  // namespace faceloom
