// Every command of the window's menus in one list, found by typing a part of its name, with its
// key beside it.
#pragma once

#include <QDialog>
#include <QPointer>
#include <QString>
#include <vector>

class QAction;
class QLabel;
class QLineEdit;
class QMenuBar;
class QTreeWidget;
class QTreeWidgetItem;

namespace faceloom {

struct Command {
    QPointer<QAction> action;  // may go before the list does
    QString name;              // with its menus: "File › Open model…"
    bool enabled = false;
};

// In the order of the menus. Menus that fill themselves when they open are filled.
[[nodiscard]] std::vector<Command> commandsOf(const QMenuBar& menus);

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    CommandPalette(std::vector<Command> commands, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void filter(const QString& typed);
    void run(QTreeWidgetItem* item);

    std::vector<Command> commands_;
    QLineEdit* typed_ = nullptr;
    QTreeWidget* list_ = nullptr;
    QLabel* nothing_ = nullptr;  // in place of an empty list
};

}  // namespace faceloom
