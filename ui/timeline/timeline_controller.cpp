#include "ui/timeline/timeline_controller.h"

#include "core/gan/model_export.h"
#include "core/imaging/contact_sheet.h"
#include "core/latent/latent_studio.h"
#include "core/latent/provenance.h"
#include "core/train/loss_file.h"
#include "core/train/run_lock.h"
#include "ui/base/image_convert.h"
#include "ui/session/session_state.h"

#include <QFile>
#include <chrono>
#include <utility>

namespace faceloom {
namespace {

constexpr std::chrono::milliseconds kSettling{200};  // after a file's change
constexpr std::size_t kFaces = 36;

QString shownPath(const std::filesystem::path& path) {
    return QFile::decodeName(path.c_str());
}

Status writeFaces(const std::filesystem::path& checkpoint, std::uint64_t seed,
                  const std::filesystem::path& file) {
    const auto studio = LatentStudio::open(checkpoint);
    if (!studio) return passOn(studio);
    const auto latents = sampleLatents(seed, kFaces, studio->latentSize());
    auto faces = studio->render(latents);
    if (!faces) return passOn(faces);
    Provenance provenance{referenceTo(studio->info()), GridSeed{seed}, {}, {}, {}};
    std::vector<SheetTile> tiles;
    for (std::size_t i = 0; i < faces->size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        tiles.push_back({std::move((*faces)[i]), {}, {}});
        provenance.faces.push_back(
            {fmt::format("face {}", number), latents[i], SeedFace{seed, number}});
    }
    return writePngWith(file, drawSheet(tiles, {}), provenance);
}

// Nobody else may be in the folder meanwhile.
Result<RollBack> rollBackLocked(const RunFolder& folder, std::int64_t step) {
    const auto lock = RunLock::take(folder.root());
    if (!lock) return passOn(lock);
    return rollBack(folder, step);
}

}  // namespace

TimelineController::TimelineController(QObject* parent)
    : QObject(parent),
      reader_([](const std::filesystem::path& folder) { return readTimeline(RunFolder(folder)); },
              [this](const Result<RunTimeline>& timeline) { take(timeline); }),
      worker_([](const Job& job) { return job(); },
              [this](const Result<Then>& then) { finish(then); }) {
    reread_.setSingleShot(true);
    reread_.setInterval(kSettling);
    connect(&reread_, &QTimer::timeout, this, &TimelineController::read);
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, &reread_,
            qOverload<>(&QTimer::start));
}

void TimelineController::open(const std::filesystem::path& folder) {
    if (folder != folder_) {
        folder_ = folder;
        timeline_ = {};
        problem_.clear();
        running_ = false;
        live_faces_.clear();
        if (const auto watched = watcher_.directories(); !watched.isEmpty())
            watcher_.removePaths(watched);
        emit changed();
    }
    read();
}

void TimelineController::setRunning(const std::filesystem::path& folder, bool running) {
    if (running) {
        open(folder);
        live_faces_.clear();
    } else if (folder != folder_) {
        return;
    } else {
        read();
    }
    running_ = running;
    emit changed();
}

void TimelineController::showLive(const Preview& preview) {
    if (!running_) return;
    live_faces_.clear();
    for (const RgbImage& face : preview.faces)
        live_faces_.push_back(toQImage(face));
    live_step_ = preview.step;
    if (timeline_.folder.empty()) read();  // run.json is there by now
    emit liveArrived();
}

void TimelineController::read() {
    if (folder_.empty()) return;
    reading_ = true;
    reader_.ask(folder_);
}

void TimelineController::take(const Result<RunTimeline>& timeline) {
    reading_ = false;
    if (timeline) {
        // A run makes its folders when it begins.
        if (watcher_.directories().isEmpty())
            watcher_.addPaths({shownPath(folder_), shownPath(folder_ / "checkpoints")});
        problem_ = QString::fromStdString(timeline->problem);
        timeline_ = *timeline;
    } else {
        // A run that is about to begin has none yet.
        const bool to_come = running_ && timeline.error().code == ErrorCode::NotFound;
        problem_ = to_come ? QString() : QString::fromStdString(timeline.error().message);
        timeline_ = {};
    }
    emit changed();
}

void TimelineController::submit(Job job) {
    if (busy_) {
        waiting_.push_back(std::move(job));
        return;
    }
    busy_ = true;
    emit changed();
    worker_.ask(std::move(job));
}

void TimelineController::finish(const Result<Then>& then) {
    busy_ = false;
    if (then)
        (*then)();
    else
        emit messageRaised(QString::fromStdString(then.error().message), true);
    if (!busy_ && !waiting_.empty()) {
        Job next = std::move(waiting_.front());
        waiting_.pop_front();
        submit(std::move(next));
    }
    emit changed();
}

void TimelineController::exportModel(const std::filesystem::path& checkpoint,
                                     const std::filesystem::path& file) {
    submit([this, checkpoint, file]() -> Result<Then> {
        if (const auto status = exportGenerator(checkpoint, file); !status) return passOn(status);
        return [this, file] { tell(tr("Saved %1").arg(shownPath(file))); };
    });
}

void TimelineController::exportFaces(const std::filesystem::path& checkpoint, std::uint64_t seed,
                                     const std::filesystem::path& file) {
    submit([this, checkpoint, seed, file]() -> Result<Then> {
        if (const auto status = writeFaces(checkpoint, seed, file); !status) return passOn(status);
        return [this, file] { tell(tr("Saved %1").arg(shownPath(file))); };
    });
}

void TimelineController::planRollBack(std::int64_t step) {
    submit([this, folder = folder_, step]() -> Result<Then> {
        const auto plan = faceloom::planRollBack(RunFolder(folder), step);
        if (!plan) return passOn(plan);
        return [this, folder, plan = *plan] { emit rollBackPlanned(folder, plan); };
    });
}

void TimelineController::rollBack(const std::filesystem::path& run, std::int64_t step) {
    submit([this, run, step]() -> Result<Then> {
        const RunFolder folder(run);
        const auto done = rollBackLocked(folder, step);
        if (!done) return passOn(done);
        auto losses = salvageLosses(folder.lossFile(), step);
        if (!losses) return passOn(losses);
        return [this, run, done = *done, losses = std::move(*losses)] {
            read();
            emit rolledBack(run, done, losses);
        };
    });
}

}  // namespace faceloom
