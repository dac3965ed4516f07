#include "ui/log/log_pane.h"

#include "ui/base/named_widget.h"
#include "ui/log/log_filter.h"
#include "ui/log/log_model.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QShortcut>
#include <QToolBar>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <chrono>

namespace faceloom {
namespace {

// Soon enough to read along; what comes faster is taken in batches.
constexpr std::chrono::milliseconds kDrainInterval{100};
constexpr int kSearchInCharacters = 24;

QString textOf(const LogFilter& lines, const QList<int>& rows) {
    QString text;
    for (const int row : rows)
        text += QString::fromStdString(toText(lines.line(row))) + QLatin1Char('\n');
    return text;
}

}  // namespace

LogPane::LogPane(QWidget* parent)
    : QWidget(parent), model_(new LogModel(this)), filter_(new LogFilter(model_, this)) {
    setObjectName(QStringLiteral("logPane"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 6);
    auto* bar = new QToolBar;
    buildView();
    buildBar(bar);
    hint_ = new QLabel;
    hint_->setObjectName(QStringLiteral("logHint"));
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(bar);
    layout->addWidget(view_, 1);
    layout->addWidget(hint_, 1);
    timer_.setInterval(kDrainInterval);
    connect(&timer_, &QTimer::timeout, this, &LogPane::drain);
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LogPane::showState);
    followNewest();
    showState();
}

void LogPane::buildView() {
    view_ = named(new QTreeView, "logLines", tr("Log"), tr("What the program did, line by line."));
    view_->setModel(filter_);
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->setHeaderHidden(true);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    view_->setContextMenuPolicy(Qt::ActionsContextMenu);
    view_->installEventFilter(this);
    QHeaderView* header = view_->header();
    header->setMinimumSectionSize(0);
    header->setStretchLastSection(true);
    const QFontMetrics metrics = view_->fontMetrics();
    const int space = metrics.averageCharWidth() * 3;
    int widest = 0;
    for (const auto level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error})
        widest = std::max(widest, metrics.horizontalAdvance(shownLevel(level)));
    header->resizeSection(LogModel::TimeColumn,
                          metrics.horizontalAdvance(QStringLiteral("00:00:00.000")) + space);
    header->resizeSection(LogModel::LevelColumn, widest + space);
}

void LogPane::buildBar(QToolBar* bar) {
    level_ = named(new QComboBox, "logLevel", tr("Shown"), tr("Which lines are shown."));
    level_->addItem(tr("Everything"), int(LogLevel::Debug));
    level_->addItem(tr("Without details"), int(LogLevel::Info));
    level_->addItem(tr("Warnings and errors"), int(LogLevel::Warning));
    level_->addItem(tr("Errors"), int(LogLevel::Error));
    level_->setCurrentIndex(1);
    search_ = named(new QLineEdit, "logSearch", tr("Search the log"),
                    tr("Show only the lines that hold this (Ctrl+F); Esc shows all again."));
    search_->setPlaceholderText(tr("Search"));
    search_->setClearButtonEnabled(true);
    search_->setMaximumWidth(search_->fontMetrics().averageCharWidth() * kSearchInCharacters);
    search_->installEventFilter(this);
    constexpr int kGap = 6;
    bar->layout()->setSpacing(kGap);
    bar->addWidget(level_);
    bar->addWidget(search_);
    bar->addSeparator();
    copy_ = addAction(bar, "logCopyAction", tr("Copy"), tr("Copy the chosen lines (Ctrl+C)."));
    copy_all_ = addAction(bar, "logCopyAllAction", tr("Copy all"), tr("Copy all lines shown."));
    QAction* report = addAction(bar, "logReportAction", tr("Copy report"),
                                tr("Copy what to send along with a question: versions, machine, "
                                   "model, run and the last lines."));
    clear_ = addAction(bar, "logClearAction", tr("Clear"),
                       tr("Empty this pane; log.txt in the run's folder keeps every line."));
    folder_ = addAction(bar, "logFolderAction", tr("Open folder"), {});
    connect(level_, &QComboBox::currentIndexChanged, this, &LogPane::refilter);
    connect(search_, &QLineEdit::textChanged, this, &LogPane::refilter);
    connect(copy_, &QAction::triggered, this, &LogPane::copySelected);
    connect(copy_all_, &QAction::triggered, this, &LogPane::copyAll);
    connect(report, &QAction::triggered, this, &LogPane::reportRequested);
    connect(clear_, &QAction::triggered, this, [this] {
        model_->clear();
        showState();
    });
    connect(folder_, &QAction::triggered, this, &LogPane::openFolder);
    // A pane behind another one is visible to Qt, and not to anybody else.
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, search_, [this] {
        if (!visibleRegion().isEmpty()) search_->setFocus();
    });
    setRunFolder({});
}

QAction* LogPane::addAction(QToolBar* bar, const char* name, const QString& text,
                            const QString& tip) {
    QAction* action = bar->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(tip);
    view_->addAction(action);
    return action;
}

void LogPane::setRunFolder(const QString& folder) {
    run_folder_ = folder;
    folder_->setEnabled(!folder.isEmpty());
    folder_->setToolTip(folder.isEmpty()
                            ? tr("While a run goes on its folder gets all of this as log.txt.")
                            : tr("Open %1, where the run's log.txt lies.").arg(folder));
}

void LogPane::openFolder() {
    QDesktopServices::openUrl(QUrl::fromLocalFile(run_folder_));
}

void LogPane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    drain();
    view_->scrollToBottom();
    timer_.start();
}

void LogPane::hideEvent(QHideEvent* event) {
    timer_.stop();
    QWidget::hideEvent(event);
}

// The newest line stays in sight until somebody scrolls up, and then what is read stays in place.
void LogPane::followNewest() {
    QScrollBar* scroll = view_->verticalScrollBar();
    connect(scroll, &QScrollBar::valueChanged, this,
            [this, scroll](int value) { follows_ = value >= scroll->maximum(); });
    connect(scroll, &QScrollBar::rangeChanged, this, [this, scroll](int, int maximum) {
        if (follows_) scroll->setValue(maximum);
    });
    connect(filter_, &LogFilter::rowsRemoved, this,
            [this, scroll](const QModelIndex&, int first, int last) {
                if (first == 0 && !follows_) scroll->setValue(scroll->value() - (last - first + 1));
            });
}

void LogPane::drain() {
    const auto lines = logLines(model_->lastNumber());
    if (lines.empty()) return;
    model_->append(lines);
    showState();
    if (follows_) view_->scrollToBottom();
}

void LogPane::refilter() {
    const bool follows = follows_;
    filter_->setLeastLevel(static_cast<LogLevel>(level_->currentData().toInt()));
    filter_->setSearch(search_->text());
    showState();
    if (follows)
        view_->scrollToBottom();
    else
        view_->scrollTo(view_->currentIndex());
}

void LogPane::showState() {
    const bool any = filter_->rowCount() > 0;
    view_->setVisible(any);
    hint_->setVisible(!any);
    hint_->setText(search_->text().isEmpty() ? tr("What happens from now on is told here.")
                                             : tr("No line holds “%1”.").arg(search_->text()));
    copy_->setEnabled(view_->selectionModel()->hasSelection());
    copy_all_->setEnabled(any);
    clear_->setEnabled(model_->rowCount() > 0);
}

void LogPane::copySelected() {
    QList<int> rows;
    for (const QModelIndex& index : view_->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::ranges::sort(rows);
    if (!rows.isEmpty()) QGuiApplication::clipboard()->setText(textOf(*filter_, rows));
}

void LogPane::copyAll() {
    QList<int> rows;
    for (int row = 0; row < filter_->rowCount(); ++row)
        rows.push_back(row);
    QGuiApplication::clipboard()->setText(textOf(*filter_, rows));
}

// Ctrl+C means lines here, not the face that the window's own command copies.
bool LogPane::eventFilter(QObject* watched, QEvent* event) {
    const bool press = event->type() == QEvent::KeyPress;
    if (press || event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool copies = watched == view_ && key->matches(QKeySequence::Copy);
        const bool clears = watched == search_ && key->key() == Qt::Key_Escape;
        if (copies || clears) {
            event->accept();
            if (press && copies) copySelected();
            if (press && clears) search_->clear();
            return press;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace faceloom
