// What must hold whatever was done to the window: its buttons agree with the session, runs lose
// nothing, faces are shown, and after closing nothing of it is left.
#pragma once

#include "core/train/run_folder.h"
#include "core/train/training_session.h"
#include "tests/monkey/monkey_watch.h"

#include <QObject>
#include <filesystem>
#include <map>

namespace faceloom {

class MainWindow;
class TrainingController;

class MonkeyChecks : public QObject {
public:
    explicit MonkeyChecks(MonkeyWatch& watch);

    void follow(MainWindow* window);  // from now on this one
    // Between two events: cheap.
    void checkWindow();
    // Turns the event loop until every face is there; nothing may stand in its way.
    void checkFaces();
    // The window has gone.
    void checkNothingLeft();

    [[nodiscard]] int endedRuns() const { return ended_runs_; }
    [[nodiscard]] int checkedRuns() const { return checked_runs_; }
    [[nodiscard]] std::size_t mostThreads() const { return most_threads_; }

private:
    void checkRuns();
    // Empty: nothing. `steps`: done by the run that ended there last.
    [[nodiscard]] QString lostIn(const std::filesystem::path& run, std::int64_t steps) const;

    MonkeyWatch& watch_;
    MainWindow* window_ = nullptr;
    TrainingController* training_ = nullptr;
    std::map<std::filesystem::path, std::int64_t> ended_;  // to be looked at, with the steps done
    std::map<std::filesystem::path, int> doubtful_;        // looked at in vain so often
    int ended_runs_ = 0;
    int checked_runs_ = 0;
    std::size_t fewest_threads_ = 0;  // after a closing
    std::size_t most_threads_ = 0;
};

}  // namespace faceloom
