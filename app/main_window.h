// The window: makes the panes and connects them. What they do is theirs.
#pragma once

#include "core/gan/model_info.h"
#include "core/train/training_session.h"
#include "ui/explore/export_dialog.h"
#include "ui/explore/picked_face.h"

#include <QMainWindow>
#include <QString>
#include <optional>
#include <utility>
#include <vector>

class QDockWidget;
class QLabel;
class QMenu;
class QStackedWidget;
class QToolBar;

namespace faceloom {

class ArithmeticPane;
class DirectionEdit;
class DirectionFinder;
class DirectionsPane;
class FaceGrid;
class FaceSets;
class FaceTile;
class FaceZoom;
class FirstSteps;
struct ExportSources;
class HistoryPane;
class LatentController;
class CurvesPane;
class LossPlot;
class MessageBar;
class NearestController;
class NearestDialog;
class PathEdit;
class PathPane;
class ReadingController;
class ResultHistory;
class SetsPane;
class TrainingController;
class TrainingPane;
class WelcomePage;
class WindowLayout;
class WindowLog;
class WindowPhotographs;
class WindowQuiz;
class WindowReport;
class WindowSessions;
class WindowSweep;
class WindowTimeline;
enum class PathSpot;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    // As it was left; at first with the whole of a screen that is small.
    void showAsLeft();
    // A model, run folder, session, exported picture, photograph, prepared data set or folder of
    // pictures.
    void openPath(const QString& path);
    // At the start: what was named, if anything, and what ships with the program. Its generator is
    // for whoever names no model: nothing at all, or a photograph.
    void openFirst(const QString& path);
    // The readers that come with the program and, if asked for, its generator, where they are
    // there.
    void openShipped(bool generator);
    // Keeps the session in `folder` while the window is open, and offers what a crash left there.
    void keepSessionsIn(const QString& folder);
    // A Caffe pair, named by its weights.
    void openAgeModel(const QString& caffemodel);

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    static constexpr QSize kUsualSize{1400, 900};

    void buildCentre();
    void buildDocks();
    QDockWidget* addDock(const char* name, const QString& title, const QString& purpose,
                         QWidget* pane, Qt::DockWidgetArea area);
    void buildStatusBar();
    void connectExploring();
    void connectPath();
    void connectHistory();
    void connectDirections();
    void connectTraining();
    void connectTimeline();
    void connectMeasures();
    void connectReadings();
    void connectSessions();
    void connectPhotographs();
    void connectQuiz();
    void connectSweep();
    void connectFirstSteps();

    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildFacesMenu();
    void buildReadingsMenu(QMenu* menu);
    void buildDirectionsMenu(QMenu* menu);
    void buildNearestMenu(QMenu* menu);
    void fillAgeNetworkMenu(QMenu* menu);
    void buildTrainMenu();
    void buildViewMenu();
    void buildHelpMenu();
    void buildToolBar();
    QAction* addAction(QMenu* menu, const char* name, const QIcon& icon, const QString& text,
                       const QKeySequence& shortcut, const QString& tip);
    void fillRecentMenu();
    void fillSetsMenu();
    void showCommands();
    void zoomFace();
    void showZoomed(FaceTile* tile);
    void showNearest(const QImage& face);
    void showAbout();

    void chooseModel();
    void chooseRun();
    void choosePictures();
    void openModel(const QString& path);
    void keepModel(const QString& path);  // a run that goes on does not take it away
    void showModel(const ModelInfo& info);
    void showCard();
    void showReadings();
    void openAgeNet();
    void chooseAgeModel();
    void followRun(const QString& generator);
    void showSessionState(SessionState state);
    void putOnPath(PathSpot spot, int number);
    void putOnPath(PathSpot spot, const PickedFace& face);
    // As soon as everything is drawn.
    void exportAs(ExportKind kind, int face);
    void exportWhenDrawn();
    void showModelsName();                        // as the title
    void describe(ExportSources& sources) const;  // what the pictures carry
    void copyFace(int number);
    void editFace(int number);
    void restoreView();
    void saveView() const;

    FaceSets* sets_;
    ResultHistory* history_;
    DirectionEdit* directions_;
    PathEdit* path_;
    LatentController* latents_;
    TrainingController* training_;
    ReadingController* readings_;
    DirectionFinder* finder_;
    WindowSessions* sessions_ = nullptr;
    WindowPhotographs* photographs_ = nullptr;
    WindowTimeline* timeline_ = nullptr;
    WindowLog* log_ = nullptr;
    WindowQuiz* quiz_ = nullptr;
    WindowReport* report_ = nullptr;
    WindowSweep* sweep_ = nullptr;
    FaceGrid* grid_ = nullptr;
    WelcomePage* welcome_ = nullptr;
    QStackedWidget* centre_ = nullptr;
    FirstSteps* first_steps_ = nullptr;
    NearestController* nearest_ = nullptr;
    NearestDialog* nearest_dialog_ = nullptr;  // none until it was asked for
    FaceZoom* zoom_ = nullptr;                 // none until a face was enlarged
    MessageBar* messages_ = nullptr;
    TrainingPane* training_pane_ = nullptr;
    CurvesPane* curves_ = nullptr;
    LossPlot* losses_ = nullptr;
    SetsPane* sets_pane_ = nullptr;
    ArithmeticPane* arithmetic_pane_ = nullptr;
    PathPane* path_pane_ = nullptr;
    HistoryPane* history_pane_ = nullptr;
    DirectionsPane* directions_pane_ = nullptr;
    QLabel* model_label_ = nullptr;
    QLabel* speed_label_ = nullptr;
    QToolBar* tool_bar_ = nullptr;
    QMenu* recent_menu_ = nullptr;
    QMenu* sets_menu_ = nullptr;
    QAction* open_model_ = nullptr;
    QAction* open_pictures_ = nullptr;
    QAction* new_faces_ = nullptr;
    QAction* export_ = nullptr;
    QAction* copy_ = nullptr;
    QAction* ages_ = nullptr;
    QAction* expressions_ = nullptr;
    QAction* suggest_ = nullptr;
    QAction* card_ = nullptr;
    std::vector<QDockWidget*> docks_;  // as they were made, which raising one does not change
    WindowLayout* layout_ = nullptr;
    QString opened_by_user_;  // empty while the window follows the run that goes on here
    QString opened_before_;   // the same of the model that is open, should another not open
    std::optional<std::pair<ExportKind, int>> export_when_drawn_;
    bool closing_ = false;  // waits for the run to end
};

}  // namespace faceloom
