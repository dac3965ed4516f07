#include "ui/training/training_widgets.h"

#include "ui/base/icons.h"

#include <QFileDialog>
#include <QLabel>
#include <QToolButton>

namespace faceloom {

QLabel* headingLabel(const QString& text) {
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

QLabel* quietLabel(const QString& text) {
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QToolButton* browseButton(const char* name, const QString& tip) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(symbolIcon(Symbol::Open));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    return button;
}

QFileDialog* folderDialog(QWidget* parent, const char* name, const QString& title) {
    auto* dialog = new QFileDialog(parent, title);
    dialog->setObjectName(QLatin1String(name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    return dialog;
}

}  // namespace faceloom
