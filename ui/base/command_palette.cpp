#include "ui/base/command_palette.h"

#include "ui/base/plain_texts.h"

#include <QAction>
#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace faceloom {
namespace {

QString plain(QString text) {
    return text.remove(QLatin1Char('&'));
}

void gather(const QList<QAction*>& actions, const QString& path, bool enabled,
            std::vector<Command>& commands) {
    for (QAction* action : actions) {
        if (action->isSeparator() || !action->isVisible() || action->text().isEmpty()) continue;
        const QString name = path + plain(action->text());
        QMenu* menu = action->menu();
        if (menu == nullptr) {
            commands.push_back({action, name, enabled && action->isEnabled()});
            continue;
        }
        emit menu->aboutToShow();
        gather(menu->actions(), name + QStringLiteral(" › "), enabled && menu->isEnabled(),
               commands);
    }
}

}  // namespace

std::vector<Command> commandsOf(const QMenuBar& menus) {
    std::vector<Command> commands;
    gather(menus.actions(), {}, true, commands);
    return commands;
}

CommandPalette::CommandPalette(std::vector<Command> commands, QWidget* parent)
    : QDialog(parent), commands_(std::move(commands)) {
    setObjectName(QStringLiteral("commandPalette"));
    setWindowTitle(tr("All commands and keys"));
    auto* layout = new QVBoxLayout(this);
    typed_ = new QLineEdit;
    typed_->setObjectName(QStringLiteral("commandText"));
    typed_->setAccessibleName(tr("Command"));
    typed_->setPlaceholderText(tr("Type a part of what you want to do"));
    typed_->setClearButtonEnabled(true);
    typed_->installEventFilter(this);
    layout->addWidget(typed_);
    list_ = new QTreeWidget;
    list_->setObjectName(QStringLiteral("commandList"));
    list_->setAccessibleName(tr("Commands"));
    list_->setColumnCount(2);
    list_->setHeaderHidden(true);
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setAlternatingRowColors(true);
    list_->setAllColumnsShowFocus(true);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    layout->addWidget(list_, 1);
    nothing_ = new QLabel(tr("No command is called or described that way. Try another word."));
    nothing_->setObjectName(QStringLiteral("noCommand"));
    nothing_->setAlignment(Qt::AlignCenter);
    nothing_->setWordWrap(true);
    layout->addWidget(nothing_, 1);
    auto* grid_keys = new QLabel(
        tr("In the grid, arrow keys move and the space bar picks the face. Return runs the "
           "chosen command."));
    grid_keys->setWordWrap(true);
    layout->addWidget(grid_keys);
    fill();
    filter({});
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 30);
    connect(typed_, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(list_, &QTreeWidget::itemClicked, this, &CommandPalette::run);
}

void CommandPalette::fill() {
    for (const Command& command : commands_) {
        const QString keys = command.action->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QTreeWidgetItem(list_, {command.name, keys});
        item->setToolTip(0, plainToolTip(command.action->toolTip()));
        item->setDisabled(!command.enabled);
        if (command.action->isCheckable())
            item->setCheckState(0, command.action->isChecked() ? Qt::Checked : Qt::Unchecked);
        item->setFlags(item->flags() & ~Qt::ItemIsUserCheckable);
    }
}

void CommandPalette::filter(const QString& typed) {
    const QStringList words = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto holds = [&](const QString& text) {
        return std::ranges::all_of(
            words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
    };
    // A command of that name comes before one that is only told of in these words.
    QTreeWidgetItem* named = nullptr;
    QTreeWidgetItem* told = nullptr;
    bool any = false;
    for (int row = 0; row < list_->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = list_->topLevelItem(row);
        const bool in_name = holds(item->text(0));
        const bool shown = in_name || holds(item->text(0) + QLatin1Char(' ') + item->toolTip(0));
        item->setHidden(!shown);
        any = any || shown;
        if (item->isDisabled() || !shown) continue;
        if (named == nullptr && in_name) named = item;
        if (told == nullptr) told = item;
    }
    list_->setVisible(any);
    nothing_->setVisible(!any);
    list_->setCurrentItem(named != nullptr ? named : told);
    if (list_->currentItem() != nullptr) list_->scrollToItem(list_->currentItem());
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched != typed_ || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QCoreApplication::sendEvent(list_, event);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            run(list_->currentItem());
            return true;
        default:
            return false;
    }
}

void CommandPalette::run(QTreeWidgetItem* item) {
    if (item == nullptr || item->isDisabled() || item->isHidden()) return;
    const int row = list_->indexOfTopLevelItem(item);
    const QPointer<QAction> action = commands_[static_cast<std::size_t>(row)].action;
    accept();
    // What it opens comes after this window has gone.
    QMetaObject::invokeMethod(
        qApp,
        [action] {
            if (action) action->trigger();
        },
        Qt::QueuedConnection);
}

}  // namespace faceloom
