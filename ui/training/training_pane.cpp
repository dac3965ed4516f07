#include "ui/training/training_pane.h"

#include "core/train/same_run.h"
#include "ui/base/icons.h"
#include "ui/training/picture_source_box.h"
#include "ui/training/run_progress_box.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_options_box.h"
#include "ui/training/training_widgets.h"

#include <QAction>
#include <QBoxLayout>
#include <QFileDialog>
#include <QFileInfo>
#include <QFrame>
#include <QLabel>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>
#include <system_error>
#include <variant>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

QFrame* separator() {
    auto* line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Sunken);
    return line;
}

// Follows its action in being shown, which a tool button outside a toolbar does not do by itself.
QToolButton* actionButton(QAction* action) {
    auto* button = new QToolButton;
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setAccessibleName(action->text());
    const auto follow = [button, action] { button->setVisible(action->isVisible()); };
    QObject::connect(action, &QAction::changed, button, follow);
    if (!action->isVisible()) button->hide();
    return button;
}

}  // namespace

TrainingPane::TrainingPane(TrainingController* controller, QWidget* parent)
    : QWidget(parent),
      controller_(controller),
      source_(new PictureSourceBox),
      options_(new TrainingOptionsBox),
      progress_(new RunProgressBox),
      looker_([this](std::uint64_t, const RunLookRequest& request) {
          to_gui_.post([this, found = lookAtRun(request)] { takeRun(found); });
      }) {
    setObjectName(QStringLiteral("trainingPane"));
    createActions();
    arrange();
    connect(source_, &PictureSourceBox::picturesChanged, this, [this] {
        const auto pictures = source_->pictures();
        if (!pictures || !std::holds_alternative<PackedFile>(*pictures))
            options_->setFixedImageSize(0);
        updateActions();
    });
    connect(source_, &PictureSourceBox::imageSizeKnown, options_,
            &TrainingOptionsBox::setFixedImageSize);
    connect(source_, &PictureSourceBox::pathOpened, this, &TrainingPane::picturesOpened);
    connect(source_, &PictureSourceBox::messageRaised, this, &TrainingPane::messageRaised);
    connect(options_, &TrainingOptionsBox::imageSizeChanged, source_,
            &PictureSourceBox::setImageSize);
    connect(options_, &TrainingOptionsBox::runFolderChanged, this, &TrainingPane::runFolderChosen);
    connect(options_, &TrainingOptionsBox::optionsShown, this, [this] { shown_run_.reset(); });
    connectController();
    updateActions();
}

TrainingPane::~TrainingPane() = default;

QAction* TrainingPane::addAction(const char* name, const QString& text, const QString& tip) {
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(tip);
    action->setStatusTip(tip);
    return action;
}

void TrainingPane::createActions() {
    train_ = addAction("trainAction", tr("Train"), tr("Train a new model on the chosen pictures."));
    train_->setIcon(symbolIcon(Symbol::Play));
    pause_ = addAction("pauseAction", tr("Pause"), tr("Rest after the step under way."));
    pause_->setIcon(symbolIcon(Symbol::Pause));
    resume_ = addAction("resumeAction", tr("Resume"), tr("Go on where the run was paused."));
    resume_->setIcon(symbolIcon(Symbol::Play));
    stop_ =
        addAction("stopAction", tr("Stop"), tr("End the run and save it, to be continued later."));
    stop_->setIcon(symbolIcon(Symbol::Stop));
    continue_ = addAction("continueAction", tr("Continue a run…"), {});
    connect(train_, &QAction::triggered, this, &TrainingPane::train);
    connect(pause_, &QAction::triggered, controller_, &TrainingController::pause);
    connect(resume_, &QAction::triggered, controller_, &TrainingController::resume);
    connect(stop_, &QAction::triggered, controller_, &TrainingController::stop);
    connect(continue_, &QAction::triggered, this, &TrainingPane::continueRun);
}

void TrainingPane::arrange() {
    auto* inner = new QWidget;
    auto* parts = new QVBoxLayout(inner);
    parts->addWidget(headingLabel(tr("Pictures")));
    parts->addWidget(source_);
    parts->addWidget(separator());
    parts->addWidget(headingLabel(tr("Options")));
    parts->addWidget(options_);
    parts->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("trainingScroll"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inner);
    // Never cut off at the right: there is nothing to scroll sideways by.
    scroll->setMinimumWidth(inner->minimumSizeHint().width() +
                            style()->pixelMetric(QStyle::PM_ScrollBarExtent));

    // Always in view, however far the options are scrolled.
    auto* bottom = new QWidget;
    auto* bottom_layout = new QVBoxLayout(bottom);
    bottom_layout->addWidget(progress_);
    bottom_layout->addLayout(createButtons());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addWidget(separator());
    layout->addWidget(bottom);
}

QBoxLayout* TrainingPane::createButtons() {
    auto* buttons = new QVBoxLayout;
    auto* row = new QHBoxLayout;
    for (QAction* action : {train_, pause_, resume_, stop_})
        row->addWidget(actionButton(action));
    buttons->addLayout(row);
    buttons->addWidget(actionButton(continue_));
    return buttons;
}

void TrainingPane::connectController() {
    connect(controller_, &TrainingController::stateChanged, this, [this](SessionState state) {
        progress_->showState(state);
        updateActions();
    });
    connect(controller_, &TrainingController::preparing, progress_, &RunProgressBox::showPreparing);
    connect(controller_, &TrainingController::progressed, progress_, &RunProgressBox::showProgress);
    connect(controller_, &TrainingController::held, progress_, &RunProgressBox::showHold);
    const auto remember_run = [this] {
        last_run_ = controller_->runFolder();
        updateActions();
    };
    connect(controller_, &TrainingController::generatorWritten, this, remember_run);
    connect(controller_, &TrainingController::finished, this, remember_run);
}

void TrainingPane::updateActions() {
    const SessionState state = controller_->state();
    const bool startable = mayStart();
    const bool has_pictures = source_->pictures().has_value();
    train_->setEnabled(startable && has_pictures && !chosen_run_);
    pause_->setEnabled(canPause(state));
    pause_->setVisible(!canResume(state));
    resume_->setEnabled(canResume(state));
    resume_->setVisible(canResume(state));
    stop_->setEnabled(canStop(state));
    continue_->setEnabled(startable);
    const bool known = chosen_run_ || last_run_;
    continue_->setText(known ? tr("Continue this run") : tr("Continue a run…"));
    continue_->setToolTip(known ? tr("Go on training the run in %1.")
                                      .arg(QString::fromStdString(
                                          chosen_run_.value_or(last_run_.value_or("")).string()))
                                : tr("Choose the folder of a run, to go on training it."));
    source_->setLocked(!startable);
    options_->setEnabled(startable);
    progress_->setAdvice(!held_up_.isEmpty() ? held_up_
                         : chosen_run_       ? tr("Press Continue to go on with this run.")
                         : !has_pictures     ? tr("Choose pictures, then press Train.")
                                             : tr("Press Train when you are ready."));
}

bool TrainingPane::mayStart() const {
    return canStart(controller_->state()) && held_up_.isEmpty();
}

void TrainingPane::setHeldUp(const QString& reason) {
    if (reason == held_up_) return;
    held_up_ = reason;
    updateActions();
}

void TrainingPane::openPictures(const QString& path) {
    if (QFileInfo(path).isDir())
        source_->openFolder(path);
    else
        source_->openPackedFile(path);
}

void TrainingPane::useSketchFaces() {
    source_->useSketchFaces();
}

void TrainingPane::openRun(const QString& folder) {
    options_->setRunFolder(folder);
    emit runShown(folder);
}

bool TrainingPane::branchFrom(const RunDescription& run, const fs::path& checkpoint) {
    if (!canStart(controller_->state())) {
        emit messageRaised(tr("A run goes on here. Stop it, then branch."), true);
        return false;
    }
    options_->setRunFolder(TrainingOptionsBox::newRunFolder());
    TrainOptions options = run.options;
    options.start_from = fs::absolute(checkpoint).string();
    options_->setOptions(options);
    std::error_code ignored;
    if (!source_->pictures() && fs::exists(run.data_path, ignored))
        source_->openPackedFile(QString::fromStdString(run.data_path.string()));
    updateActions();
    return true;
}

void TrainingPane::train() {
    if (!mayStart()) return;
    options_->commitRunFolder();
    RunRequest request;
    request.options = options_->options();
    const auto pictures = chosenPictures(request.options);
    if (!pictures) return;
    request.data_name = nameOf(*pictures).toStdString();
    const QString folder = options_->runFolder();
    request.run_folder =
        (folder.isEmpty() ? TrainingOptionsBox::newRunFolder() : folder).toStdString();
    if (const Status usable = request.options.check(); !usable) {
        emit messageRaised(QString::fromStdString(usable.error().message), true);
        return;
    }
    if (RunFolder(request.run_folder).hasRun()) {
        emit messageRaised(tr("There is a run in %1. Continue goes on with it; choose another "
                              "folder to train a new one.")
                               .arg(folder),
                           true);
        return;
    }
    asked_.reset();  // what would be found there from now on is the run that begins
    shown_run_ = request.run_folder;
    progress_->setRunFolder(request.run_folder);
    controller_->start(request, *pictures);
}

std::optional<TrainingPictures> TrainingPane::chosenPictures(const TrainOptions& options) const {
    auto pictures = source_->pictures();
    if (!pictures) return pictures;
    if (auto* photographs = std::get_if<PrepareOptions>(&*pictures)) {
        photographs->image_size = options.network.imageSize();
        photographs->limit = options_->limit();
        photographs->threads = options.threads;
    } else if (auto* sketch = std::get_if<SketchPictures>(&*pictures)) {
        sketch->image_size = options.network.imageSize();
    }
    return pictures;
}

void TrainingPane::runFolderChosen(const QString& folder) {
    chosen_run_.reset();
    asked_.reset();
    options_->setExistingRun(std::nullopt);
    updateActions();
    if (folder.isEmpty()) return;
    asked_ = folder.toStdString();
    look(*asked_, false);
}

void TrainingPane::continueRun() {
    if (!mayStart()) return;
    options_->commitRunFolder();  // neither a click on the button nor a key leaves the line
    const auto run = asked_ ? asked_ : chosen_run_ ? chosen_run_ : last_run_;
    if (run)
        look(*run, true);
    else
        chooseRun();
}

void TrainingPane::look(const fs::path& folder, bool start) {
    looker_.submit({folder, start, source_->pictures().has_value()});
}

void TrainingPane::takeRun(const RunLook& look) {
    const bool asked = asked_ == look.request.folder;
    if (asked) asked_.reset();
    const bool missing = !look.description && look.description.error().code == ErrorCode::NotFound;
    if (!look.description) {
        // A folder without a run is a fine place for a new one.
        if (look.request.start || !missing) {
            emit messageRaised(QString::fromStdString(look.description.error().message), true);
        }
        return;
    }
    if (asked) showRun(look.request.folder, *look.description);
    if (look.request.start) startContinued(look);
}

void TrainingPane::showRun(const fs::path& folder, const RunDescription& run) {
    chosen_run_ = folder;
    options_->setExistingRun(run);
    shown_run_ = folder;
    updateActions();
    emit runShown(QString::fromStdString(folder.string()));
}

void TrainingPane::startContinued(const RunLook& look) {
    if (!mayStart()) return;
    RunRequest request;
    request.run_folder = look.request.folder;
    // The box may show another run's length and rates.
    const bool shown = chosen_run_ == request.run_folder || shown_run_ == request.run_folder;
    request.options = shown ? continued(look.description->options, options_->options())
                            : look.description->options;
    request.data_name = look.description->data_name;
    request.resume = true;
    std::optional<TrainingPictures> pictures = chosenPictures(request.options);
    if (look.has_data) pictures = PackedFile{look.description->data_path};
    if (!pictures) {
        emit messageRaised(
            tr("The pictures of this run are no longer at %1. Choose them, then continue.")
                .arg(QString::fromStdString(look.description->data_path.string())),
            true);
        return;
    }
    progress_->setRunFolder(request.run_folder);
    controller_->start(request, *pictures);
}

void TrainingPane::chooseRun() {
    auto* dialog = folderDialog(this, "continueRunDialog", tr("Choose the folder of a run"));
    connect(dialog, &QFileDialog::fileSelected, this, &TrainingPane::openRun);
    dialog->open();
}

}  // namespace faceloom
