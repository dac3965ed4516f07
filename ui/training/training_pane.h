// The training pane: which pictures and which part of them, the options, the buttons, how far the
// run has come.
#pragma once

#include "core/base/latest_worker.h"
#include "core/train/run_folder.h"
#include "ui/base/gui_queue.h"
#include "ui/training/run_look.h"
#include "ui/training/training_pictures.h"

#include <QWidget>
#include <filesystem>
#include <optional>

class QAction;
class QBoxLayout;

namespace faceloom {

class PictureSourceBox;
class RunProgressBox;
class TrainingController;
class TrainingOptionsBox;

class TrainingPane : public QWidget {
    Q_OBJECT
public:
    // The controller must outlive the pane.
    explicit TrainingPane(TrainingController* controller, QWidget* parent = nullptr);
    ~TrainingPane() override;

    // Shared with the menu and the toolbar; they enable and show themselves.
    [[nodiscard]] QAction* trainAction() const { return train_; }
    [[nodiscard]] QAction* pauseAction() const { return pause_; }    // hidden while paused
    [[nodiscard]] QAction* resumeAction() const { return resume_; }  // shown while paused
    [[nodiscard]] QAction* stopAction() const { return stop_; }
    [[nodiscard]] QAction* continueAction() const { return continue_; }

    [[nodiscard]] PictureSourceBox* pictureSource() const { return source_; }
    [[nodiscard]] TrainingOptionsBox* optionsBox() const { return options_; }

public slots:
    // A folder of photographs or a prepared file: from a menu, a drop, the command line.
    void openPictures(const QString& path);
    void useSketchFaces();
    // A run to continue: its options are shown and Continue is offered.
    void openRun(const QString& folder);
    // Into the folder that the line names, left or not; a message where that holds a run.
    void train();
    // Continues the run in the folder that the line names, or else the one that ended last, with
    // what the box shows if that is this run's; asks for one where there is none.
    void continueRun();

    // Shows the options of a new run that begins as another was at a checkpoint; into a new folder,
    // on that run's pictures unless others are chosen. False, and a message, while a run goes on.
    bool branchFrom(const faceloom::RunDescription& run, const std::filesystem::path& checkpoint);

    // Why no run can begin now; empty: one can.
    void setHeldUp(const QString& reason);

signals:
    void messageRaised(const QString& text, bool is_error);
    // A run was opened here: its options are shown.
    void runShown(const QString& folder);
    // A file or folder was opened here that belongs into the list of recent ones.
    void picturesOpened(const QString& path);

private:
    [[nodiscard]] QAction* addAction(const char* name, const QString& text, const QString& tip);
    void createActions();
    void arrange();
    [[nodiscard]] QBoxLayout* createButtons();
    void connectController();
    void updateActions();
    [[nodiscard]] bool mayStart() const;
    void runFolderChosen(const QString& folder);
    void look(const std::filesystem::path& folder, bool start);
    void takeRun(const RunLook& look);
    void showRun(const std::filesystem::path& folder, const RunDescription& run);
    // As networks, limit and threads want them; nothing while none are chosen.
    [[nodiscard]] std::optional<TrainingPictures> chosenPictures(const TrainOptions& options) const;
    void startContinued(const RunLook& look);
    void chooseRun();

    TrainingController* controller_;
    PictureSourceBox* source_;
    TrainingOptionsBox* options_;
    RunProgressBox* progress_;
    QAction* train_ = nullptr;
    QAction* pause_ = nullptr;
    QAction* resume_ = nullptr;
    QAction* stop_ = nullptr;
    QAction* continue_ = nullptr;
    std::optional<std::filesystem::path> asked_;       // named by the options, not looked into yet
    std::optional<std::filesystem::path> chosen_run_;  // the options name a folder that holds a run
    std::optional<std::filesystem::path> shown_run_;   // the options shown are, or were, this run's
    std::optional<std::filesystem::path> last_run_;    // of this session, with something saved
    QString held_up_;
    GuiQueue to_gui_;
    LatestWorker<RunLookRequest> looker_;  // last: it stops before the rest goes
};

}  // namespace faceloom
