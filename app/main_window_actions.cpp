// The main window's menus, tool bar, status bar, drops and dialogs.
#include "app/main_window.h"
#include "app/main_window_latents.h"
#include "app/main_window_log.h"
#include "app/main_window_photographs.h"
#include "app/main_window_report.h"
#include "app/main_window_sessions.h"
#include "app/main_window_sweep.h"
#include "app/main_window_timeline.h"
#include "core/gan/compute_runtime.h"
#include "ui/base/command_palette.h"
#include "ui/base/elided_label.h"
#include "ui/base/icons.h"
#include "ui/base/message_bar.h"
#include "ui/base/recent_paths.h"
#include "ui/explore/arithmetic_pane.h"
#include "ui/explore/export_sheets.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/latent_controller.h"
#include "ui/path/path_pane.h"
#include "ui/training/training_pane.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QUndoStack>

namespace faceloom {

QAction* MainWindow::addAction(QMenu* menu, const char* name, const QIcon& icon,
                               const QString& text, const QKeySequence& shortcut,
                               const QString& tip) {
    QAction* action = menu->addAction(icon, text);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(shortcut);
    action->setToolTip(tip);
    action->setStatusTip(tip);
    return action;
}

void MainWindow::buildMenus() {
    buildFileMenu();
    buildEditMenu();
    buildFacesMenu();
    buildTrainMenu();
    buildViewMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    open_model_ =
        addAction(menu, "openModelAction", symbolIcon(Symbol::Open), tr("&Open model…"),
                  QKeySequence::Open, tr("Open a trained generator, a .safetensors file."));
    open_model_->setIconText(tr("Open model"));
    QAction* run =
        addAction(menu, "openRunAction", {}, tr("Open &run…"), tr("Ctrl+Shift+O"),
                  tr("Open the folder of a training run: see its faces, or continue it."));
    open_pictures_ =
        addAction(menu, "openPicturesAction", symbolIcon(Symbol::Pictures), tr("Open &pictures…"),
                  tr("Ctrl+I"), tr("Choose the folder of face photographs to train on."));
    open_pictures_->setIconText(tr("Open pictures"));
    photographs_->addTo(menu);
    recent_menu_ = menu->addMenu(tr("Open re&cent"));
    recent_menu_->setObjectName(QStringLiteral("recentMenu"));
    menu->addSeparator();
    sessions_->addTo(menu);
    menu->addSeparator();
    export_ =
        addAction(menu, "exportAction", symbolIcon(Symbol::Export), tr("&Export…"), tr("Ctrl+E"),
                  tr("Save the faces, the arithmetic row or the strip as a PNG."));
    export_->setIconText(tr("Export"));
    export_->setEnabled(false);
    menu->addAction(path_pane_->movieAction());
    report_ = new WindowReport(this, sets_, latents_, readings_, messages_);
    report_->addTo(menu);
    (new WindowLatents(this, {sets_, directions_, history_, path_}, latents_, messages_))
        ->addTo(menu);
    menu->addSeparator();
    QAction* quit =
        addAction(menu, "quitAction", {}, tr("&Quit"), tr("Ctrl+Q"),
                  tr("Close the window; a run that goes on is stopped and saved first."));
    connect(open_model_, &QAction::triggered, this, &MainWindow::chooseModel);
    connect(run, &QAction::triggered, this, &MainWindow::chooseRun);
    connect(open_pictures_, &QAction::triggered, this, &MainWindow::choosePictures);
    connect(recent_menu_, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    connect(export_, &QAction::triggered, this,
            [this] { exportAs(ExportKind::Grid, grid_->currentFace()); });
    connect(quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::buildEditMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = sets_->undoStack()->createUndoAction(this, tr("&Undo"));
    undo->setObjectName(QStringLiteral("undoAction"));
    undo->setShortcut(QKeySequence::Undo);
    QAction* redo = sets_->undoStack()->createRedoAction(this, tr("&Redo"));
    redo->setObjectName(QStringLiteral("redoAction"));
    redo->setShortcut(QKeySequence::Redo);
    menu->addActions({undo, redo});
    menu->addSeparator();
    copy_ = addAction(menu, "copyFaceAction", {}, tr("&Copy face"), QKeySequence::Copy,
                      tr("Copy the picture of the face the keyboard is at."));
    copy_->setEnabled(false);
    connect(copy_, &QAction::triggered, this, [this] { copyFace(grid_->currentFace()); });
    photographs_->addPasteTo(menu);
}

void MainWindow::copyFace(int number) {
    const auto face = latents_->face(number);
    if (!face || face->picture.isNull()) return;
    QGuiApplication::clipboard()->setImage(face->picture);
    statusBar()->showMessage(tr("Face %1 is on the clipboard.").arg(number), 4000);
}

void MainWindow::buildFacesMenu() {
    QMenu* menu = menuBar()->addMenu(tr("F&aces"));
    new_faces_ = addAction(menu, "newFacesAction", symbolIcon(Symbol::NewFaces), tr("&New faces"),
                           QKeySequence::New, tr("Show 36 other faces; undo brings these back."));
    new_faces_->setEnabled(false);
    connect(new_faces_, &QAction::triggered, this, [this] { sets_->setSeed(sets_->seed() + 1); });
    menu->addSeparator();
    sets_menu_ = menu->addMenu(tr("&Put clicked faces into"));
    sets_menu_->setObjectName(QStringLiteral("setsMenu"));
    connect(sets_, &FaceSets::setsChanged, this, &MainWindow::fillSetsMenu);
    connect(sets_, &FaceSets::activeSetChanged, sets_menu_,
            [this](int set) { sets_menu_->actions().at(set)->setChecked(true); });
    fillSetsMenu();
    QAction* add = addAction(menu, "newSetAction", symbolIcon(Symbol::Add), tr("New s&et"),
                             tr("Ctrl+Shift+N"), tr("Another set, for the formula."));
    connect(add, &QAction::triggered, sets_, &FaceSets::addSet);
    menu->addSeparator();
    QAction* clear =
        addAction(menu, "clearSetAction", symbolIcon(Symbol::Clear), tr("&Clear the set"),
                  tr("Ctrl+Backspace"), tr("Take all faces out of the chosen set."));
    connect(clear, &QAction::triggered, this, [this] { sets_->clear(sets_->activeSet()); });
    QAction* from = addAction(menu, "interpolateFromAction", {}, tr("Interpolate &from this face"),
                              tr("Ctrl+1"), tr("Start the path at the face the keyboard is at."));
    QAction* to = addAction(menu, "interpolateToAction", {}, tr("Interpolate &to this face"),
                            tr("Ctrl+2"), tr("End the path at the face the keyboard is at."));
    QAction* next =
        addAction(menu, "addToPathAction", {}, tr("A&dd this face to the path"), tr("Ctrl+3"),
                  tr("Go on with the path to the face the keyboard is at."));
    for (const auto& [action, spot] :
         {std::pair(from, PathSpot::Start), std::pair(to, PathSpot::End),
          std::pair(next, PathSpot::Next)}) {
        connect(action, &QAction::triggered, this,
                [this, spot = spot] { putOnPath(spot, grid_->currentFace()); });
    }
    menu->addActions({path_pane_->playAction(), path_pane_->loopAction()});
    menu->addSeparator();
    QAction* keep = addAction(menu, "keepFaceAction", {}, tr("&Keep this face"), tr("Ctrl+K"),
                              tr("Put the face the keyboard is at among the results, as a "
                                 "favourite."));
    connect(keep, &QAction::triggered, this,
            [this] { emit grid_->keepRequested(grid_->currentFace()); });
    buildDirectionsMenu(menu);
    buildNearestMenu(menu);
    buildReadingsMenu(menu);
}

void MainWindow::fillSetsMenu() {
    constexpr int kKeys = 9;
    sets_menu_->clear();
    auto* group = new QActionGroup(sets_menu_);
    for (int set = 0; set < sets_->count(); ++set) {
        const FaceSet& shown = sets_->set(set);
        QAction* action =
            addAction(sets_menu_, "", {}, QStringLiteral("%1  %2").arg(shown.letter, shown.name),
                      set < kKeys ? QKeySequence(Qt::Key_1 + set) : QKeySequence(),
                      tr("Put the faces you click into this set."));
        action->setObjectName(QStringLiteral("setAction%1").arg(shown.letter));
        action->setCheckable(true);
        action->setChecked(set == sets_->activeSet());
        group->addAction(action);
        connect(action, &QAction::triggered, sets_, [this, set] { sets_->setActiveSet(set); });
    }
}

void MainWindow::buildTrainMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Train"));
    training_pane_->trainAction()->setShortcut(Qt::Key_F5);
    training_pane_->pauseAction()->setShortcut(Qt::Key_F6);
    training_pane_->resumeAction()->setShortcut(Qt::Key_F6);  // one of the two is shown
    training_pane_->stopAction()->setShortcut(Qt::SHIFT | Qt::Key_F5);
    menu->addActions({training_pane_->trainAction(), training_pane_->pauseAction(),
                      training_pane_->resumeAction(), training_pane_->stopAction()});
    menu->addSeparator();
    training_pane_->continueAction()->setShortcut(Qt::CTRL | Qt::Key_F5);
    menu->addAction(training_pane_->continueAction());
    timeline_->addTo(menu);
    sweep_->addTo(menu);
}

void MainWindow::buildHelpMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    QAction* keys =
        addAction(menu, "commandsAction", symbolIcon(Symbol::Help), tr("All &commands and keys…"),
                  tr("Ctrl+Shift+P"), tr("Find any command by a part of its name, and its key."));
    keys->setShortcuts({tr("Ctrl+Shift+P"), QKeySequence(QKeySequence::HelpContents)});
    card_ = addAction(menu, "modelCardAction", {}, tr("About this &model"), tr("Ctrl+M"),
                      tr("What the open model was trained on, how good it is, and its limits."));
    card_->setEnabled(false);
    connect(card_, &QAction::triggered, this, &MainWindow::showCard);
    log_->addTo(menu);
    QAction* about = addAction(menu, "aboutAction", {}, tr("&About Faceloom"), tr("Shift+F1"),
                               tr("What this program is."));
    connect(keys, &QAction::triggered, this, &MainWindow::showCommands);
    connect(about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::buildToolBar() {
    QToolBar* bar = tool_bar_ = addToolBar(tr("Tool bar"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->addActions({open_model_, open_pictures_});
    bar->addSeparator();
    bar->addActions({training_pane_->trainAction(), training_pane_->pauseAction(),
                     training_pane_->resumeAction(), training_pane_->stopAction()});
    bar->addSeparator();
    bar->addActions({new_faces_, ages_, export_, report_->action()});
}

void MainWindow::buildStatusBar() {
    model_label_ = new ElidedLabel(tr("No model open"));
    model_label_->setObjectName(QStringLiteral("modelLabel"));
    speed_label_ = new QLabel;
    speed_label_->setObjectName(QStringLiteral("speedLabel"));
    auto* device = new QLabel(QString::fromStdString(computeDescription()));
    device->setObjectName(QStringLiteral("deviceLabel"));
    device->setToolTip(tr("What calculates the faces."));
    auto* history = new QToolButton;
    history->setObjectName(QStringLiteral("messageHistory"));
    history->setAccessibleName(tr("Earlier messages"));
    history->setToolTip(tr("Read the last messages again."));
    history->setIcon(symbolIcon(Symbol::History));
    history->setAutoRaise(true);
    history->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(history);
    history->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { messages_->fillHistoryMenu(menu); });
    statusBar()->addWidget(model_label_, 1);
    statusBar()->addPermanentWidget(speed_label_);
    statusBar()->addPermanentWidget(device);
    statusBar()->addPermanentWidget(history);
}

void MainWindow::fillRecentMenu() {
    recent_menu_->clear();
    for (const QString& path : recentModels().paths()) {
        recent_menu_->addAction(path, this, [this, path] { openPath(path); });
    }
    if (recent_menu_->isEmpty()) {
        recent_menu_->addAction(tr("Nothing opened yet"))->setEnabled(false);
        return;
    }
    recent_menu_->addSeparator();
    recent_menu_->addAction(tr("Clear this list"), this, [] { recentModels().clear(); });
}

void MainWindow::chooseModel() {
    auto* dialog =
        new QFileDialog(this, tr("Open a model"), {}, tr("Models (*.safetensors);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openPath);
    dialog->open();
}

void MainWindow::chooseRun() {
    auto* dialog = new QFileDialog(this, tr("Open a run folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        training_pane_->openRun(folder);
        openModel(folder);
    });
    dialog->open();
}

void MainWindow::choosePictures() {
    auto* dialog = new QFileDialog(this, tr("Choose a folder of face photographs"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, training_pane_, &TrainingPane::openPictures);
    dialog->open();
}

void MainWindow::exportAs(ExportKind kind, int face) {
    export_when_drawn_.reset();
    if (!latents_->drawn() && latents_->modelInfo() != nullptr) {
        export_when_drawn_ = {kind, face};
        messages_->showMessage(tr("The faces are being drawn; the export comes with them."), false);
        return;
    }
    ExportSources sources{sets_->grid(), latents_->faces(), arithmetic_pane_->sheet(),
                          path_pane_->strip(), face};
    describe(sources);
    photographs_->describe(sources);
    auto* dialog = new ExportDialog(gatherSheets(sources), kind, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::messageRaised, messages_, &MessageBar::showMessage);
    dialog->open();
}

void MainWindow::exportWhenDrawn() {
    if (!export_when_drawn_ || !latents_->drawn()) return;
    const auto [kind, face] = *export_when_drawn_;
    exportAs(kind, face);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    const bool file = urls.size() == 1 && urls.front().isLocalFile();
    if (file || WindowPhotographs::holdsPicture(event->mimeData())) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile())
        openPath(urls.front().toLocalFile());
    else
        photographs_->open(event->mimeData()->imageData().value<QImage>(), tr("dropped picture"));
}

void MainWindow::showCommands() {
    auto* palette = new CommandPalette(commandsOf(*menuBar()), this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->open();
}

void MainWindow::showAbout() {
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Faceloom"),
                                tr("<h3>Faceloom %1</h3><p>Train a model of faces on photographs, "
                                   "pick its faces, add and subtract "
                                   "them, slide from one to another, and save what you "
                                   "found.</p><p>Faces made here show nobody "
                                   "who exists. MIT licence.</p>")
                                    .arg(QApplication::applicationVersion()),
                                QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("aboutBox"));
    box->setTextFormat(Qt::RichText);
    box->open();
}

}  // namespace faceloom
