// The window's timeline: which run it shows, its commands in the menu, and what they set in motion.
#pragma once

#include "core/train/roll_back.h"
#include "core/train/train_types.h"

#include <QObject>
#include <QString>
#include <filesystem>
#include <optional>

class QMainWindow;
class QMenu;

namespace faceloom {

class MessageBar;
class TimelineController;
class TimelinePane;
class TrainingController;
class TrainingPane;

class WindowTimeline : public QObject {
    Q_OBJECT
public:
    // Makes the pane; the window takes it.
    WindowTimeline(QMainWindow* window, TrainingController* training, TrainingPane* training_pane);

    [[nodiscard]] TimelinePane* pane() const { return pane_; }
    [[nodiscard]] TimelineController* controller() const { return timeline_; }
    void connectTo(MessageBar* messages);
    void addTo(QMenu* train_menu);

signals:
    void exploreRequested(const QString& model);
    void generatorChanged(const QString& generator);  // a run went back
    void trainingPaneWanted();                        // something was filled in there

private:
    // Another run may be shown by the time that a question is answered or a run has stopped.
    struct RunPoint {
        std::filesystem::path run;
        std::int64_t step = 0;
        // Whatever checkpoint is the newest before this step, since they are thinned out while a
        // run goes on; nothing: `step` is meant.
        std::optional<std::int64_t> before = {};
    };
    // With the step that is there now; nothing: there is none any more.
    [[nodiscard]] static std::optional<RunPoint> found(RunPoint point);

    void follow();
    void explore();
    void exportModel();
    void exportFaces();
    void ask(const std::filesystem::path& run, const RollBack& plan);
    void rollBackWhenStopped(const RunPoint& wanted);
    void showAlarm(const Alarm& alarm);
    void takeRollBack(const std::filesystem::path& run, const RollBack& done);
    void branch();
    [[nodiscard]] bool runsIn(const std::filesystem::path& run) const;
    // In the folder that is shown.
    [[nodiscard]] bool runsHere() const;

    QMainWindow* window_;
    TrainingController* training_;
    TrainingPane* training_pane_;
    TimelineController* timeline_;
    TimelinePane* pane_;
    MessageBar* messages_ = nullptr;
    std::optional<RunPoint> roll_back_to_;  // as soon as the run has stopped
};

}  // namespace faceloom
