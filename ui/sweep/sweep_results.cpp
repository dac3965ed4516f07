#include "ui/sweep/sweep_results.h"

#include "ui/base/named_widget.h"
#include "ui/sweep/sweep_faces_view.h"
#include "ui/sweep/sweep_plot.h"
#include "ui/sweep/sweep_trials_model.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QTreeView>
#include <set>

namespace faceloom {

SweepResults::SweepResults(SweepController* sweep, QAction* explore, QWidget* parent)
    : QTabWidget(parent), sweep_(sweep), faces_(new SweepFacesView) {
    setObjectName(QStringLiteral("sweepTabs"));
    setAccessibleName(tr("Results of the sweep"));
    addTab(buildRuns(explore), tr("Runs"));
    addTab(buildPlot(), tr("Plot"));
    addTab(faces_, tr("Faces"));
    addTab(buildFindings(), tr("Findings"));
    connect(this, &QTabWidget::currentChanged, this, &SweepResults::showFaces);
    connect(sweep_, &SweepController::changed, this, &SweepResults::showView);
    showView();
}

QWidget* SweepResults::buildRuns(QAction* explore) {
    trials_ = new SweepTrialsModel(sweep_, this);
    table_ = named(new QTreeView, "sweepRuns", tr("Runs of the sweep"),
                   tr("Each run with its setting, how far it is, and what was measured. Choose "
                      "some to see their faces; Enter opens a run's model."));
    table_->setModel(trials_);
    table_->setRootIsDecorated(false);
    table_->setUniformRowHeights(true);
    table_->setAllColumnsShowFocus(true);
    table_->setAlternatingRowColors(true);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    table_->addAction(explore);
    QHeaderView* header = table_->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(table_, &QTreeView::activated, explore, &QAction::trigger);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        emit chosenChanged();
        showProblem();
        showFaces();
    });
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("sweepExploreActionButton"));
    button->setDefaultAction(explore);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAccessibleName(explore->text().remove(u'&'));
    problem_ = new QLabel;
    problem_->setObjectName(QStringLiteral("sweepProblem"));
    problem_->setTextFormat(Qt::PlainText);
    problem_->setWordWrap(true);
    problem_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    problem_->setToolTip(tr("Why the chosen run failed, or the first that did."));
    auto* runs = new QWidget;
    auto* layout = new QVBoxLayout(runs);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table_, 1);
    auto* row = new QHBoxLayout;
    row->addWidget(button, 0, Qt::AlignTop);
    row->addWidget(problem_, 1);
    layout->addLayout(row);
    return runs;
}

// In full, where the table has no room for it.
void SweepResults::showProblem() {
    const SweepView& view = sweep_->view();
    std::optional<std::size_t> shown = chosenTrial();
    for (std::size_t i = 0; !shown && i < view.states.size(); ++i) {
        if (view.states[i].failed()) shown = i;
    }
    const bool failed = shown && view.states[*shown].failed();
    problem_->setText(failed ? tr("%1, seed %L2: %3")
                                   .arg(QString::fromStdString(labelOf(view.trials[*shown].values)))
                                   .arg(qulonglong(view.trials[*shown].seed))
                                   .arg(QString::fromStdString(view.states[*shown].problem))
                             : QString());
}

QWidget* SweepResults::buildPlot() {
    measure_ = named(new QComboBox, "sweepMeasure", tr("Measure shown"),
                     tr("What is plotted against the settings."));
    measure_->addItems({tr("Kernel distance to real faces"), tr("Sharpness")});
    plot_ = new SweepPlot;
    connect(measure_, &QComboBox::currentIndexChanged, this, [this](int measure) {
        plot_->show(sweep_->view().outcome, static_cast<std::size_t>(measure));
    });
    auto* part = new QWidget;
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(measure_, 0, Qt::AlignLeft);
    layout->addWidget(plot_, 1);
    return part;
}

QWidget* SweepResults::buildFindings() {
    findings_ = new QLabel;
    findings_->setObjectName(QStringLiteral("sweepFindings"));
    findings_->setTextFormat(Qt::PlainText);
    findings_->setWordWrap(true);
    findings_->setMargin(8);
    findings_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    findings_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    findings_->setToolTip(tr("What the runs show, and what they do not."));
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("sweepFindingsScroll"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(findings_);
    return scroll;
}

std::optional<std::size_t> SweepResults::chosenTrial() const {
    const QModelIndex index = table_->currentIndex();
    const auto row = static_cast<std::size_t>(index.row());
    if (!index.isValid() || row >= sweep_->view().trials.size()) return std::nullopt;
    return row;
}

void SweepResults::showView() {
    const SweepOutcome& outcome = sweep_->view().outcome;
    plot_->show(outcome, static_cast<std::size_t>(measure_->currentIndex()));
    QStringList said;
    for (const std::string& sentence : outcome.sentences)
        said << QString::fromStdString(sentence);
    findings_->setText(said.isEmpty()
                           ? tr("What the runs show is said here, once some were measured.")
                           : said.join(QStringLiteral("\n\n")));
    showFaces();
    showProblem();
    emit chosenChanged();  // the run that was chosen may be another one now
}

// Of what is chosen in the table, or else of all settings.
void SweepResults::showFaces() {
    if (currentWidget() != faces_) return;
    const SweepView& view = sweep_->view();
    std::set<std::size_t> chosen;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows()) {
        const auto row = static_cast<std::size_t>(index.row());
        if (row < view.trials.size()) chosen.insert(view.trials[row].setting);
    }
    if (chosen.empty()) {
        for (std::size_t i = 0; i < view.outcome.settings.size(); ++i)
            chosen.insert(i);
    }
    faces_->show(view, {chosen.begin(), chosen.end()});
}

}  // namespace faceloom
