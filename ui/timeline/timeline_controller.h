// The timeline of a run: reads its points off the event loop, follows it while it goes on, carries
// out what is asked of a point. Lives on the GUI thread.
#pragma once

#include "core/train/roll_back.h"
#include "core/train/timeline.h"
#include "core/train/train_types.h"
#include "ui/base/answer_channel.h"

#include <QFileSystemWatcher>
#include <QImage>
#include <QObject>
#include <QString>
#include <QTimer>
#include <deque>
#include <filesystem>
#include <functional>
#include <vector>

namespace faceloom {

class TimelineController : public QObject {
    Q_OBJECT
public:
    explicit TimelineController(QObject* parent = nullptr);

    // The folder of a run. What is written into it later is seen by itself.
    void open(const std::filesystem::path& folder);
    // A run goes on in the folder from now on, or does no longer.
    void setRunning(const std::filesystem::path& folder, bool running);
    // Of the run that goes on.
    void showLive(const faceloom::Preview& preview);

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }  // empty: none
    [[nodiscard]] const RunTimeline& timeline() const { return timeline_; }
    // Why there are no points, one line; empty: there are some, or they are still being read.
    [[nodiscard]] QString problem() const { return problem_; }
    // A run goes on in this folder; its newest faces, none before its first preview.
    [[nodiscard]] bool live() const { return running_; }
    [[nodiscard]] const std::vector<QImage>& liveFaces() const { return live_faces_; }
    [[nodiscard]] std::int64_t liveStep() const { return live_step_; }
    // The folder is being read again: timeline() is what it held before.
    [[nodiscard]] bool reading() const { return reading_; }
    // Something asked for is being done; what else is asked for waits.
    [[nodiscard]] bool busy() const { return busy_; }

    // A checkpoint's generator as a model of its own, also of a run that is not shown.
    void exportModel(const std::filesystem::path& checkpoint, const std::filesystem::path& file);
    // Its faces of the seed as a PNG that carries their latents.
    void exportFaces(const std::filesystem::path& checkpoint, std::uint64_t seed,
                     const std::filesystem::path& file);
    void planRollBack(std::int64_t step);  // answers with rollBackPlanned
    // Also of a run that is not shown. Answers with rolledBack.
    void rollBack(const std::filesystem::path& run, std::int64_t step);

signals:
    void changed();      // the points, whether it is live, or whether it is busy
    void liveArrived();  // other live faces
    void rollBackPlanned(const std::filesystem::path& run, const faceloom::RollBack& plan);
    // `losses`: as losses.csv is now.
    void rolledBack(const std::filesystem::path& run, const faceloom::RollBack& done,
                    const std::vector<faceloom::StepMetrics>& losses);
    void messageRaised(const QString& text, bool is_error);

private:
    using Then = std::function<void()>;         // on the GUI thread
    using Job = std::function<Result<Then>()>;  // on the worker's

    void read();
    void take(const Result<RunTimeline>& timeline);
    void submit(Job job);
    void finish(const Result<Then>& then);
    void tell(const QString& text) { emit messageRaised(text, false); }

    std::filesystem::path folder_;
    RunTimeline timeline_;
    QString problem_;
    bool reading_ = false;
    bool running_ = false;
    std::vector<QImage> live_faces_;
    std::int64_t live_step_ = 0;
    bool busy_ = false;
    std::deque<Job> waiting_;  // asked for while busy
    QFileSystemWatcher watcher_;
    QTimer reread_;  // several changes at once are looked at once
    AnswerChannel<std::filesystem::path, RunTimeline>
        reader_;  // last two: they stop before the rest
    AnswerChannel<Job, Then> worker_;
};

}  // namespace faceloom
