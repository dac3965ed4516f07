#include "app/main_window.h"

#include "app/main_window_layout.h"
#include "app/main_window_log.h"
#include "app/main_window_photographs.h"
#include "app/main_window_quiz.h"
#include "app/main_window_sessions.h"
#include "app/main_window_sweep.h"
#include "app/main_window_timeline.h"
#include "core/data/packed_dataset.h"
#include "core/train/run_folder.h"
#include "ui/base/message_bar.h"
#include "ui/base/native_path.h"
#include "ui/base/plain_texts.h"
#include "ui/base/recent_paths.h"
#include "ui/curves/curves_pane.h"
#include "ui/curves/loss_plot.h"
#include "ui/directions/direction_edit.h"
#include "ui/directions/direction_finder.h"
#include "ui/directions/directions_pane.h"
#include "ui/explore/arithmetic_pane.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/first_steps.h"
#include "ui/explore/history_pane.h"
#include "ui/explore/latent_controller.h"
#include "ui/explore/result_history.h"
#include "ui/explore/sets_pane.h"
#include "ui/explore/welcome_page.h"
#include "ui/log/log_pane.h"
#include "ui/path/path_edit.h"
#include "ui/path/path_pane.h"
#include "ui/photograph/photograph_pane.h"
#include "ui/quiz/quiz_pane.h"
#include "ui/reading/reading_controller.h"
#include "ui/sweep/sweep_pane.h"
#include "ui/timeline/timeline_pane.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_pane.h"

#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace faceloom {
namespace {

constexpr QSize kFrame(8, 40);  // what a desktop puts around a window, at most

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      sets_(new FaceSets(this)),
      history_(new ResultHistory(sets_->undoStack(), this)),
      directions_(new DirectionEdit(sets_->undoStack(), this)),
      path_(new PathEdit(sets_->undoStack(), this)),
      latents_(new LatentController(sets_, this)),
      training_(new TrainingController(this)),
      readings_(new ReadingController(this)),
      finder_(new DirectionFinder(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    PlainTexts::install();
    setWindowTitle(QStringLiteral("Faceloom"));
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    buildCentre();
    buildDocks();
    buildStatusBar();
    sessions_ =
        new WindowSessions(this, {sets_, directions_, history_, path_}, latents_, messages_);
    buildMenus();
    buildToolBar();
    connectExploring();
    connectPath();
    connectHistory();
    connectDirections();
    connectTraining();
    connectTimeline();
    connectMeasures();
    connectReadings();
    connectSessions();
    connectPhotographs();
    connectQuiz();
    connectSweep();
    connectFirstSteps();
    restoreView();
    showSessionState(training_->state());
}

// Hidden first: fields give up what was typed into them, and views look once more, while all that
// they speak to is there.
MainWindow::~MainWindow() {
    for (QDockWidget* dock : docks_)
        dock->hide();
    hide();
    layout_->stands();
}

void MainWindow::buildCentre() {
    auto* central = new QWidget;
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    centre_ = new QStackedWidget;
    centre_->setObjectName(QStringLiteral("centre"));
    welcome_ = new WelcomePage;
    grid_ = new FaceGrid(sets_);
    centre_->addWidget(welcome_);
    auto* faces = new QWidget;
    auto* faces_layout = new QVBoxLayout(faces);
    faces_layout->setContentsMargins(0, 0, 0, 0);
    first_steps_ = new FirstSteps;
    faces_layout->addWidget(first_steps_);
    faces_layout->addWidget(grid_, 1);
    centre_->addWidget(faces);
    layout->addWidget(centre_);
    setCentralWidget(central);
    messages_ = new MessageBar(central);
}

QDockWidget* MainWindow::addDock(const char* name, const QString& title, const QString& purpose,
                                 QWidget* pane, Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title);
    dock->setWhatsThis(purpose);
    dock->setObjectName(QLatin1String(name));
    dock->setWidget(pane);
    addDockWidget(area, dock);
    docks_.push_back(dock);
    return dock;
}

void MainWindow::buildDocks() {
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    training_pane_ = new TrainingPane(training_);
    curves_ = new CurvesPane;
    losses_ = curves_->losses();
    timeline_ = new WindowTimeline(this, training_, training_pane_);
    log_ = new WindowLog(this, training_, latents_);
    log_->connectTo(messages_, training_pane_);
    sets_pane_ = new SetsPane(sets_);
    arithmetic_pane_ = new ArithmeticPane(sets_, [this] { return latents_->arithmeticResult(); });
    path_pane_ = new PathPane(path_, sets_->undoStack());
    history_pane_ = new HistoryPane(history_, sets_);
    directions_pane_ = new DirectionsPane(directions_, sets_);
    photographs_ = new WindowPhotographs(this, {sets_, directions_, history_, path_}, latents_);
    quiz_ = new WindowQuiz(this, latents_);
    sweep_ = new WindowSweep(this, training_, training_pane_);
    constexpr auto kLeft = Qt::LeftDockWidgetArea, kRight = Qt::RightDockWidgetArea,
                   kBottom = Qt::BottomDockWidgetArea;
    auto* training = addDock("trainingDock", tr("Training"),
                             tr("choose pictures and options, train a model (a DCGAN), pause, "
                                "stop and continue it"),
                             training_pane_, kLeft);
    auto* sets =
        addDock("setsDock", tr("Sets"),
                tr("faces picked in the grid, put together, each set with its average face"),
                sets_pane_, kRight);
    auto* sums = addDock("arithmeticDock", tr("Arithmetic"),
                         tr("add and subtract the sets' averages: latent vector arithmetic"),
                         arithmetic_pane_, kRight);
    auto* path = addDock("pathDock", tr("Path"),
                         tr("interpolate between faces with a slider, as a strip or as a movie (a "
                            "morph, a walk through latent space)"),
                         path_pane_, kBottom);
    auto* edits = addDock("directionsDock", tr("Directions"),
                          tr("sliders that edit a face: smile, age, glasses and other attributes, "
                             "as directions of latent space"),
                          directions_pane_, kBottom);
    auto* results = addDock("historyDock", tr("Results"), tr("the faces that were found and kept"),
                            history_pane_, kBottom);
    auto* losses = addDock("lossDock", tr("Curves"),
                           tr("the losses of a run, live, and how near its faces are to real ones "
                              "(kernel and Fréchet distance: KID, FID)"),
                           curves_, kBottom);
    auto* timeline = addDock("timelineDock", tr("Timeline"),
                             tr("the saved points (checkpoints) of a run: look through them, "
                                "compare, roll back, branch off"),
                             timeline_->pane(), kBottom);
    auto* photograph = addDock("photographDock", tr("Photograph"),
                               tr("find the latent vector of a photograph (projection, GAN "
                                  "inversion) and work with it as with any face"),
                               photographs_->pane(), kBottom);
    tabifyDockWidget(path, edits);
    tabifyDockWidget(edits, results);
    tabifyDockWidget(results, photograph);
    tabifyDockWidget(photograph, losses);
    tabifyDockWidget(losses, timeline);
    path->raise();
    auto* log = addDock("logDock", tr("Log"), tr("what happened: messages, warnings and errors"),
                        log_->pane(), kBottom);
    log->hide();  // until somebody asks for it
    tabifyDockWidget(timeline, log);
    auto* quiz = addDock("quizDock", tr("Real or fake"),
                         tr("a quiz: who can tell photographs from generated faces"), quiz_->pane(),
                         kBottom);
    quiz->hide();  // the same
    tabifyDockWidget(log, quiz);
    auto* sweep = addDock("sweepDock", tr("Sweep"),
                          tr("compare short runs with other options (hyperparameters, ablation "
                             "studies)"),
                          sweep_->pane(), kBottom);
    sweep->hide();
    tabifyDockWidget(quiz, sweep);
    resize(kUsualSize.boundedTo(screen()->availableSize() - kFrame));
    resizeDocks({training, sets}, {320, 350}, Qt::Horizontal);
    const int share = height() < kUsualSize.height() ? 24 : 31;  // the faces come first
    resizeDocks({path}, {height() * share / 100}, Qt::Vertical);
    resizeDocks({sets, sums}, {430, 300}, Qt::Vertical);
}

void MainWindow::connectTraining() {
    connect(training_, &TrainingController::metricsAppended, losses_, &LossPlot::append);
    connect(training_, &TrainingController::historyReplaced, losses_, &LossPlot::replaceAll);
    connect(training_, &TrainingController::previewArrived, welcome_, &WelcomePage::showPreview);
    connect(training_, &TrainingController::generatorWritten, this, &MainWindow::followRun);
    connect(training_, &TrainingController::messageRaised, log_, &WindowLog::showRunMessage);
    connect(training_, &TrainingController::stateChanged, this, &MainWindow::showSessionState);
    connect(training_, &TrainingController::progressed, this, [this](const RunProgress& progress) {
        speed_label_->setText(
            tr("%1 pictures per second").arg(progress.images_per_second, 0, 'f', 1));
    });
    connect(losses_, &LossPlot::messageRaised, messages_, &MessageBar::showMessage);
    connect(training_pane_, &TrainingPane::messageRaised, messages_, &MessageBar::showMessage);
    connect(training_pane_, &TrainingPane::picturesOpened, messages_, &MessageBar::dismiss);
    connect(training_pane_, &TrainingPane::picturesOpened, this,
            [](const QString& path) { recentModels().add(path); });
}

void MainWindow::openPath(const QString& path) {
    const QFileInfo info(path);
    if (!info.exists()) {
        messages_->showMessage(tr("There is no file or folder %1.").arg(path), true);
    } else if (info.isFile() && (photographs_->open(path) || sessions_->open(path))) {
        return;
    } else if (info.isDir() && sweep_->open(path)) {
        return;
    } else if (info.isDir() && RunFolder(nativePath(path)).hasRun()) {
        training_pane_->openRun(path);
        openModel(path);
    } else if (info.isDir() && !QFileInfo::exists(QDir(path).filePath("generator.safetensors"))) {
        training_pane_->openPictures(path);
    } else if (info.isFile() && PackedDataset::looksLikeOne(nativePath(path))) {
        training_pane_->openPictures(path);
    } else {
        openModel(path);
    }
}

void MainWindow::showSessionState(SessionState state) {
    welcome_->setTraining(isActive(state));
    if (!isActive(state)) speed_label_->clear();
    if (state == SessionState::Preparing && !closing_) {
        findChild<QDockWidget*>(QStringLiteral("lossDock"))->raise();
    }
    if (state == SessionState::Failed) closing_ = false;  // what went wrong can be read
    if (closing_ && !isActive(state)) close();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const bool at_work = training_->active() || sweep_->active();
    if (!at_work && !sessions_->mayClose()) {
        closing_ = false;  // the answer closes the window, not the end of a later run
        event->ignore();
        return;
    }
    if (!at_work) {
        saveView();
        photographs_->stop();
        sessions_->closed();
        training_pane_->setHeldUp(tr("The window closes."));  // what was asked for just before
        event->accept();
        return;
    }
    closing_ = true;
    training_->stop();
    sweep_->stop();
    messages_->showMessage(tr("Stopping the run; the window closes as soon as it is saved."),
                           false);
    event->ignore();
}

}  // namespace faceloom
