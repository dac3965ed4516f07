#include "ui/timeline/timeline_pane.h"

#include "ui/base/icons.h"
#include "ui/timeline/timeline_controller.h"
#include "ui/timeline/timeline_side.h"
#include "ui/timeline/timeline_slider.h"
#include "ui/training/preview_view.h"
#include "ui/training/training_widgets.h"

#include <QAction>
#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QResizeEvent>
#include <QToolButton>

namespace faceloom {
namespace {

// Logical pixels.
constexpr int kControlsWidth = 300;  // beside the faces
constexpr int kWideEnough = 460;     // for both beside each other
constexpr int kHighEnough = 340;     // for the faces above the controls

QToolButton* buttonOf(QAction* action) {
    auto* button = new QToolButton;
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setAccessibleName(action->text().remove(u'&'));
    return button;
}

}  // namespace

TimelinePane::TimelinePane(TimelineController* timeline, QWidget* parent)
    : QWidget(parent),
      timeline_(timeline),
      first_(new TimelineSide(timeline, QStringLiteral("timeline"), this)),
      second_(new TimelineSide(timeline, QStringLiteral("timelineOther"), this)),
      chosen_(first_) {
    setObjectName(QStringLiteral("timelinePane"));
    buildCommands();
    layout_ = new QBoxLayout(QBoxLayout::LeftToRight, this);
    auto* faces = new QHBoxLayout;
    faces->addWidget(first_->faces(), 1);
    faces->addWidget(second_->faces(), 1);
    layout_->addLayout(faces, 3);
    controls_ = new QWidget;
    auto* controls = new QVBoxLayout(controls_);
    controls->setContentsMargins(0, 0, 0, 0);
    controls->addStretch(1);
    for (const TimelineSide* side : {first_, second_}) {
        controls->addWidget(side->words());
        controls->addWidget(side->slider());
    }
    buildButtons(controls);
    controls->addStretch(1);
    layout_->addWidget(controls_, 2);
    second_->faces()->setToolTip(tr("The same faces at another point of the run."));
    second_->slider()->setAccessibleName(tr("Other time in the run"));
    for (TimelineSide* side : {first_, second_}) {
        connect(side, &TimelineSide::moved, this, &TimelinePane::showState);
        connect(side->slider(), &QSlider::valueChanged, this, [this, side] { choose(side); });
        connect(side->slider(), &QSlider::sliderPressed, this, [this, side] { choose(side); });
    }
    connect(timeline_, &TimelineController::changed, this, &TimelinePane::showState);
    setComparing(false);
}

QAction* TimelinePane::addCommand(const char* name, const QIcon& icon, const QString& text,
                                  const QKeySequence& shortcut, const QString& tip) {
    auto* action = new QAction(icon, text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(shortcut);
    action->setToolTip(tip);
    action->setStatusTip(tip);
    return action;
}

void TimelinePane::buildCommands() {
    explore_ = addCommand("timelineExploreAction", symbolIcon(Symbol::Open), tr("E&xplore"),
                          tr("Ctrl+Alt+X"),
                          tr("Open the model as it was then in the grid; the sets keep their "
                             "faces."));
    compare_ = addCommand("timelineCompareAction", symbolIcon(Symbol::Swap), tr("&Compare"),
                          tr("Ctrl+Alt+C"), tr("Show another point of the run beside this one."));
    compare_->setCheckable(true);
    export_model_ =
        addCommand("timelineExportModelAction", {}, tr("Export this &model…"), tr("Ctrl+Alt+M"),
                   tr("Save the generator as it was then as a model of its own."));
    export_faces_ =
        addCommand("timelineExportFacesAction", {}, tr("Export these &faces…"), tr("Ctrl+Alt+P"),
                   tr("Save the 36 faces as a PNG that carries their numbers."));
    roll_back_ = addCommand("timelineRollBackAction", symbolIcon(Symbol::Reset),
                            tr("&Roll back to here…"), tr("Ctrl+Alt+Z"),
                            tr("Let the run go on from here. What came later is put aside, not "
                               "deleted."));
    branch_ = addCommand("timelineBranchAction", symbolIcon(Symbol::Add), tr("&Branch…"),
                         tr("Ctrl+Alt+B"),
                         tr("Begin another run with what was learnt by then, in a folder of its "
                            "own and with other options."));
    connect(explore_, &QAction::triggered, this, &TimelinePane::exploreRequested);
    connect(compare_, &QAction::toggled, this, &TimelinePane::setComparing);
    connect(export_model_, &QAction::triggered, this, &TimelinePane::exportModelRequested);
    connect(export_faces_, &QAction::triggered, this, &TimelinePane::exportFacesRequested);
    connect(roll_back_, &QAction::triggered, this, &TimelinePane::rollBackRequested);
    connect(branch_, &QAction::triggered, this, &TimelinePane::branchRequested);
}

void TimelinePane::buildButtons(QBoxLayout* layout) {
    about_ = quietLabel();
    about_->setObjectName(QStringLiteral("timelineAbout"));
    layout->addWidget(about_);
    auto* exports = new QToolButton;
    exports->setObjectName(QStringLiteral("timelineExportButton"));
    exports->setText(tr("Export…"));
    exports->setIcon(symbolIcon(Symbol::Export));
    exports->setToolTip(tr("Save this point's model or its faces."));
    exports->setAccessibleName(tr("Export this point"));
    exports->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    exports->setPopupMode(QToolButton::InstantPopup);
    exports->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* menu = new QMenu(exports);
    menu->addActions({export_model_, export_faces_});
    exports->setMenu(menu);
    auto* grid = new QGridLayout;
    grid->addWidget(buttonOf(explore_), 0, 0);
    grid->addWidget(buttonOf(compare_), 0, 1);
    grid->addWidget(exports, 0, 2);
    grid->addWidget(buttonOf(branch_), 1, 0);
    grid->addWidget(buttonOf(roll_back_), 1, 1, 1, 2);
    layout->addLayout(grid);
}

QList<QAction*> TimelinePane::commands() const {
    return {explore_, compare_, export_model_, export_faces_, branch_, roll_back_};
}

const TimelinePoint* TimelinePane::point() const {
    return chosen_->point();
}

QSize TimelinePane::sizeHint() const {
    return {640, 280};
}

void TimelinePane::setComparing(bool comparing) {
    // The first on one side and the newest on the other say most.
    if (comparing && second_->slider()->value() == first_->slider()->value())
        second_->slider()->setValue(first_->slider()->value() > 0 ? 0
                                                                  : second_->slider()->maximum());
    second_->setVisible(comparing);
    first_->setBrief(comparing);
    second_->setBrief(comparing);
    choose(first_);
}

void TimelinePane::choose(TimelineSide* side) {
    chosen_ = side;
    showState();
}

void TimelinePane::showState() {
    const auto& points = timeline_->timeline().points;
    const bool empty = points.empty() && !timeline_->live();
    controls_->setVisible(!empty || timeline_->live());
    const QString run = tr("This run has no saved point yet.");
    first_->faces()->setPlaceholder(
        !timeline_->problem().isEmpty() ? timeline_->problem()
        : timeline_->live()             ? tr("The first faces of this run come in a moment.")
        : !timeline_->timeline().folder.empty()
            ? run
            : tr("How a run's faces came to be: a slider through its saved points.\n\nTrain a "
                 "model (F5), or open a run that is there (Ctrl+Shift+O)."));
    compare_->setEnabled(points.size() > 1);
    if (points.size() < 2) compare_->setChecked(false);
    const bool usable = point() != nullptr && !timeline_->busy();
    for (QAction* action : {explore_, export_model_, export_faces_, branch_})
        action->setEnabled(usable);
    roll_back_->setEnabled(usable && !point()->newest);
    findChild<QToolButton*>(QStringLiteral("timelineExportButton"))->setEnabled(usable);
    const bool both = compare_->isChecked();
    about_->setVisible(both);
    if (both && usable) {
        about_->setText(
            tr("With step %1:").arg(QLocale().toString(static_cast<qlonglong>(point()->step))));
    }
}

void TimelinePane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool wide = height() <= width() && (width() >= kWideEnough || height() < kHighEnough);
    layout_->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    // Above each other the faces take all the height there is.
    layout_->setStretch(1, wide ? 2 : 0);
    controls_->setMinimumWidth(wide ? kControlsWidth : 0);
}

}  // namespace faceloom
