#include "ui/sweep/sweep_pane.h"

#include "core/train/run_folder.h"
#include "ui/base/icons.h"
#include "ui/base/named_widget.h"
#include "ui/base/native_path.h"
#include "ui/sweep/sweep_results.h"
#include "ui/sweep/sweep_setup_box.h"
#include "ui/training/run_progress_box.h"
#include "ui/training/training_widgets.h"

#include <QAction>
#include <QBoxLayout>
#include <QFileDialog>
#include <QLabel>
#include <QProgressBar>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QToolButton>
#include <algorithm>
#include <cmath>

namespace faceloom {
namespace {

constexpr int kBarTicks = 1000;

QString shownPath(const std::filesystem::path& path) {
    return QFile::decodeName(path.c_str());
}

// Follows its action in being shown.
QToolButton* buttonOf(QAction* action) {
    auto* button = new QToolButton;
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setAccessibleName(action->text().remove(u'&'));
    const auto follow = [button, action] { button->setVisible(action->isVisible()); };
    QObject::connect(action, &QAction::changed, button, follow);
    if (!action->isVisible()) button->hide();
    return button;
}

}  // namespace

SweepPane::SweepPane(SweepController* sweep, Sources sources, QWidget* parent)
    : QWidget(parent), sweep_(sweep), sources_(std::move(sources)) {
    setObjectName(QStringLiteral("sweepPane"));
    buildCommands();
    splitter_ = new QSplitter;
    splitter_->setObjectName(QStringLiteral("sweepSplitter"));
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(buildLeft());
    splitter_->addWidget(buildRight());
    splitter_->setStretchFactor(0, 2);
    splitter_->setStretchFactor(1, 3);
    splitter_->setSizes({480, 520});  // what is to be tried is read whole in the usual window
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 6);
    layout->addWidget(splitter_);
    connect(sweep_, &SweepController::changed, this, &SweepPane::showView);
    connect(sweep_, &SweepController::progressed, this, &SweepPane::showProgress);
    connect(sweep_, &SweepController::phaseChanged, this, &SweepPane::showState);
    connect(sweep_, &SweepController::messageRaised, this, &SweepPane::messageRaised);
    connect(sweep_, &SweepController::preparing, this, [this](std::size_t done, std::size_t total) {
        headline_->setText(total == 0 ? tr("Getting the pictures ready")
                                      : tr("Getting the pictures ready: %L1 of %L2")
                                            .arg(qulonglong(done))
                                            .arg(qulonglong(total)));
    });
    showView();
}

QAction* SweepPane::addCommand(const char* name, const QIcon& icon, const QString& text,
                               const QString& tip) {
    auto* action = new QAction(icon, text, this);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(tip);
    action->setStatusTip(tip);
    return action;
}

void SweepPane::buildCommands() {
    start_ = addCommand("sweepStartAction", symbolIcon(Symbol::Play), tr("&Start the sweep"),
                        tr("Train a run for each setting and measure it."));
    pause_ = addCommand("sweepPauseAction", symbolIcon(Symbol::Pause), tr("&Pause the sweep"),
                        tr("Save the runs under way and rest; going on begins where they were."));
    go_on_ = addCommand("sweepContinueAction", symbolIcon(Symbol::Play), tr("&Continue the sweep"),
                        tr("Go on with the sweep that is shown: only what it still lacks, also "
                           "where values, runs or budget were added."));
    stop_ = addCommand("sweepStopAction", symbolIcon(Symbol::Stop), tr("S&top the sweep"),
                       tr("Save the runs under way and end; it can be opened and gone on with "
                          "later."));
    retry_ = addCommand("sweepRetryAction", symbolIcon(Symbol::Reset), tr("Try &failed runs again"),
                        tr("Go on with the sweep, and with its failed runs too."));
    open_ = addCommand("sweepOpenAction", symbolIcon(Symbol::Open), tr("&Open a sweep…"),
                       tr("Show a sweep that was begun earlier, to look at it or go on."));
    explore_ = addCommand("sweepExploreAction", symbolIcon(Symbol::Open), tr("&Explore this run"),
                          tr("Open the model of the chosen run in the grid."));
    start_->setShortcut(Qt::Key_F7);
    pause_->setShortcut(Qt::Key_F8);
    go_on_->setShortcut(Qt::CTRL | Qt::Key_F7);
    stop_->setShortcut(Qt::SHIFT | Qt::Key_F7);
    retry_->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_F7);
    open_->setShortcut(Qt::CTRL | Qt::Key_F8);
    explore_->setShortcut(Qt::SHIFT | Qt::Key_F8);
    // Before they have buttons: the pane asks for no room for what is not shown.
    for (QAction* action : {pause_, go_on_, stop_, retry_})
        action->setVisible(false);
    connect(start_, &QAction::triggered, this, &SweepPane::start);
    connect(pause_, &QAction::triggered, sweep_, &SweepController::pause);
    connect(go_on_, &QAction::triggered, this, [this] { goOn(false); });
    connect(stop_, &QAction::triggered, sweep_, &SweepController::stop);
    connect(retry_, &QAction::triggered, this, [this] { goOn(true); });
    connect(open_, &QAction::triggered, this, &SweepPane::chooseSweep);
    connect(explore_, &QAction::triggered, this, &SweepPane::explore);
}

QList<QAction*> SweepPane::commands() const {
    return {start_, pause_, go_on_, stop_, retry_, open_, explore_};
}

QWidget* SweepPane::buildLeft() {
    setup_ = new SweepSetupBox(sources_.options);
    connect(setup_, &SweepSetupBox::edited, this, &SweepPane::showState);
    connect(setup_, &SweepSetupBox::picturesWanted, this, &SweepPane::picturesWanted);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("sweepScroll"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inner = new QWidget;
    auto* inner_layout = new QVBoxLayout(inner);
    inner_layout->setContentsMargins(0, 0, 4, 0);
    inner_layout->addWidget(setup_);
    inner_layout->addStretch();
    scroll->setWidget(inner);
    scroll->setMinimumWidth(inner->minimumSizeHint().width() +
                            style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    bar_ = named(new QProgressBar, "sweepBar", tr("Progress of the sweep"),
                 tr("How much of the sweep is done."));
    bar_->setRange(0, kBarTicks);
    headline_ = new QLabel;
    headline_->setObjectName(QStringLiteral("sweepHeadline"));
    headline_->setTextFormat(Qt::PlainText);
    headline_->setWordWrap(true);
    auto* left = new QWidget;
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll, 1);
    layout->addWidget(bar_);
    layout->addWidget(headline_);
    auto* first = new QHBoxLayout;
    for (QAction* action : {start_, go_on_, pause_, stop_})
        first->addWidget(buttonOf(action));
    auto* second = new QHBoxLayout;
    for (QAction* action : {retry_, open_})
        second->addWidget(buttonOf(action));
    layout->addLayout(first);
    layout->addLayout(second);
    return left;
}

QWidget* SweepPane::buildRight() {
    right_ = new QStackedWidget;
    hint_ = quietLabel();
    hint_->setObjectName(QStringLiteral("sweepHint"));
    hint_->setAlignment(Qt::AlignCenter);
    right_->addWidget(hint_);
    results_ = new SweepResults(sweep_, explore_);
    right_->addWidget(results_);
    connect(results_, &SweepResults::chosenChanged, this, &SweepPane::showState);
    return right_;
}

QSize SweepPane::sizeHint() const {
    return {700, 300};
}

void SweepPane::picturesChanged() {
    const auto pictures = sources_.pictures();
    setup_->setPictures(pictures ? nameOf(*pictures) : QString());
    if (!pictures || !std::holds_alternative<PackedFile>(*pictures)) setup_->setFixedImageSize(0);
    showState();
}

void SweepPane::setFixedImageSize(int side) {
    setup_->setFixedImageSize(side);
}

void SweepPane::setHeldUp(const QString& reason) {
    if (reason == held_up_) return;
    held_up_ = reason;
    showState();
}

void SweepPane::openSweep(const QString& folder) {
    shown_folder_.clear();
    sweep_->open(nativePath(folder));
}

void SweepPane::chooseSweep() {
    auto* dialog = folderDialog(this, "sweepOpenDialog", tr("Choose the folder of a sweep"));
    connect(dialog, &QFileDialog::fileSelected, this, &SweepPane::openSweep);
    dialog->open();
}

void SweepPane::start() {
    const auto pictures = sources_.pictures();
    if (!pictures || sweep_->active() || !held_up_.isEmpty()) return;
    SweepPlan plan = setup_->plan();
    if (const auto status = plan.check(); !status) {
        emit messageRaised(QString::fromStdString(status.error().message), true);
        return;
    }
    const auto folder = setup_->folder();
    if (SweepFolder(folder).hasSweep()) {
        emit messageRaised(tr("There is a sweep in %1. Open it to go on with it, or choose another "
                              "folder.")
                               .arg(shownPath(folder)),
                           true);
        return;
    }
    shown_folder_ = folder;
    shown_plan_ = plan;
    setup_->forgetFolder();  // the next sweep has another one
    sweep_->start(folder, plan, pictures, setup_->atOnce());
}

// The sweep that is shown, with what may be asked for on top of it: other values, more seeds, a
// larger budget.
SweepPlan SweepPane::extendedPlan() const {
    SweepPlan plan = sweep_->view().plan;
    const SweepPlan asked = setup_->plan();
    const auto take = [&](auto member) {
        if (asked.*member != shown_plan_.*member) plan.*member = asked.*member;
    };
    take(&SweepPlan::study);
    take(&SweepPlan::axes);
    take(&SweepPlan::seeds);
    take(&SweepPlan::random_settings);
    take(&SweepPlan::halving);
    take(&SweepPlan::budget_steps);
    take(&SweepPlan::budget_hours);
    return plan;
}

void SweepPane::goOn(bool retry) {
    const SweepPlan plan = extendedPlan();
    if (const auto status = plan.check(); !status) {
        emit messageRaised(QString::fromStdString(status.error().message), true);
        return;
    }
    sweep_->goOn(plan, setup_->atOnce(), retry);
}

void SweepPane::explore() {
    const auto trial = results_->chosenTrial();
    if (!trial || sweep_->view().states[*trial].steps == 0) return;
    const SweepView& view = sweep_->view();
    emit exploreRequested(shownPath(
        RunFolder(SweepFolder(view.folder).runFolder(view.trials[*trial])).generatorFile()));
}

void SweepPane::showView() {
    const SweepView& view = sweep_->view();
    if (!view.folder.empty() && shown_folder_ != view.folder) {
        shown_folder_ = view.folder;
        setup_->setPlan(view.plan);
        shown_plan_ = setup_->plan();
    }
    right_->setCurrentIndex(view.trials.empty() ? 0 : 1);
    hint_->setText(!sweep_->problem().isEmpty()
                       ? sweep_->problem()
                       : tr("Let the program try settings: it trains a few runs with each, "
                            "measures their faces, and says which is better and whether that may "
                            "be chance.\n\nChoose what to try and press Start, or open a sweep "
                            "that is there."));
    showState();
}

QString SweepPane::headline() const {
    const SweepView& view = sweep_->view();
    switch (sweep_->phase()) {
        case SweepController::Phase::Preparing:
            return tr("Getting the pictures ready");
        case SweepController::Phase::Stopping:
            return tr("The runs under way are being saved");
        case SweepController::Phase::Running: {
            const auto done = std::ranges::count_if(view.states, [&](const TrialState& state) {
                return state.measuredAt(view.plan.base.steps) != nullptr;
            });
            const QString runs =
                tr("%L1 of %L2 runs done").arg(qlonglong(done)).arg(qulonglong(view.trials.size()));
            const QString left = timeLeftInWords(sweep_->secondsLeft());
            return left.isEmpty() ? runs : tr("%1, %2").arg(runs, left);
        }
        case SweepController::Phase::Idle:
            break;
    }
    if (!held_up_.isEmpty()) return held_up_;
    if (sweep_->paused()) return tr("Paused. Continue goes on where the runs were.");
    if (!view.folder.empty())
        return view.complete ? tr("Done. Saved in %1").arg(shownPath(view.folder))
                             : tr("Not finished. Continue goes on with it.");
    if (!sources_.pictures()) return tr("Choose pictures in the pane Training, then press Start.");
    const SweepPlan plan = setup_->plan();
    if (const auto status = plan.check(); !status)
        return QString::fromStdString(status.error().message);
    return tr("%L1 runs, %L2 steps in all")
        .arg(qulonglong(plan.trials().size()))
        .arg(qlonglong(plan.totalSteps()));
}

void SweepPane::showProgress() {
    headline_->setText(headline());
    bar_->setValue(static_cast<int>(std::lround(sweep_->shareDone() * kBarTicks)));
}

void SweepPane::showState() {
    if (results_ == nullptr) return;  // while it is being built
    const SweepView& view = sweep_->view();
    const bool active = sweep_->active();
    const bool startable = !active && held_up_.isEmpty();
    const bool resumable =
        startable && !view.folder.empty() && (!view.complete || extendedPlan() != view.plan);
    const bool failed = std::ranges::any_of(view.states, &TrialState::failed);
    start_->setVisible(!active && !sweep_->paused());
    start_->setEnabled(startable && sources_.pictures().has_value() && setup_->plan().check());
    go_on_->setVisible(resumable);
    go_on_->setEnabled(resumable);
    pause_->setVisible(active);
    pause_->setEnabled(active && sweep_->phase() != SweepController::Phase::Stopping);
    stop_->setVisible(active || sweep_->paused());
    stop_->setEnabled(sweep_->paused() ||
                      (active && sweep_->phase() != SweepController::Phase::Stopping));
    retry_->setVisible(failed);
    retry_->setEnabled(startable && failed);
    open_->setEnabled(!active);
    setup_->setEnabled(!active && !sweep_->paused());
    const auto trial = results_->chosenTrial();
    explore_->setEnabled(trial && view.states[*trial].steps > 0);
    bar_->setVisible(active || !view.trials.empty());
    bar_->setRange(0, sweep_->phase() == SweepController::Phase::Preparing ? 0 : kBarTicks);
    showProgress();
}

void SweepPane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    splitter_->setOrientation(height() > width() ? Qt::Vertical : Qt::Horizontal);
}

}  // namespace faceloom
