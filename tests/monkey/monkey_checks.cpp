#include "tests/monkey/monkey_checks.h"

#include "app/main_window.h"
#include "core/base/checked_safetensors.h"
#include "core/gan/model_info.h"
#include "core/train/loss_file.h"
#include "core/train/run_lock.h"
#include "core/train/timeline.h"
#include "tests/ui/ui_test_support.h"
#include "ui/base/message_bar.h"
#include "ui/explore/face_tile.h"
#include "ui/explore/latent_controller.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_options_box.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <algorithm>
#include <iterator>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

// Threads that libraries keep for later: OpenMP's, TBB's, Qt's pool.
constexpr std::size_t kLibraryThreads = 16;
constexpr std::size_t kMostDialogs = 12;  // of a window, hidden ones among them

std::size_t threadCount() {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator("/proc/self/task"), fs::directory_iterator()));
}

}  // namespace

MonkeyChecks::MonkeyChecks(MonkeyWatch& watch) : watch_(watch) {}

void MonkeyChecks::follow(MainWindow* window) {
    window_ = window;
    training_ = window->findChild<TrainingController*>();
    connect(training_, &TrainingController::finished, this, [this](const RunReport& report) {
        ++ended_runs_;
        ended_[report.run_folder] = report.steps_done;
    });
    connect(window->findChild<MessageBar*>(), &MessageBar::messageShown, this,
            [this](const QString& text, bool is_error) {
                watch_.note(QStringLiteral("  says%1: %2")
                                .arg(is_error ? QStringLiteral(" in red") : QString(), text));
                if (text.contains(QLatin1String("training failed")) ||
                    text.contains(QLatin1String("unknown reason")))
                    watch_.fail(text);
            });
}

void MonkeyChecks::checkWindow() {
    const SessionState state = training_->state();
    const auto agree = [this](const char* name, bool wanted) {
        if (window_->findChild<QAction*>(QLatin1String(name))->isEnabled() == wanted) return;
        watch_.fail(QStringLiteral("%1 is %2")
                        .arg(QLatin1String(name),
                             wanted ? QStringLiteral("not enabled") : QStringLiteral("enabled")));
    };
    agree("pauseAction", canPause(state));
    agree("resumeAction", canResume(state));
    agree("stopAction", canStop(state));
    if (!canStart(state)) {
        agree("continueAction", false);
        agree("trainAction", false);
        if (window_->findChild<TrainingOptionsBox*>()->isEnabled())
            watch_.fail(QStringLiteral("the options can be changed while a run goes on"));
    }
    const auto dialogs = window_->findChildren<QDialog*>();
    if (static_cast<std::size_t>(dialogs.size()) > kMostDialogs)
        watch_.fail(QStringLiteral("%1 dialogs are kept, %2 first")
                        .arg(dialogs.size())
                        .arg(dialogs.front()->objectName()));
    checkRuns();
}

QString MonkeyChecks::lostIn(const fs::path& path, std::int64_t steps) const {
    const RunFolder run(path);
    const auto timeline = readTimeline(run);
    if (!timeline) return QString::fromStdString(timeline.error().message);
    const std::int64_t newest = timeline->points.empty() ? 0 : timeline->points.back().step;
    std::error_code ignored;
    const bool rolled_back = fs::exists(path / "rolled-back", ignored);
    if (newest != steps && !rolled_back)
        return QStringLiteral("of %1 steps %2 were saved").arg(steps).arg(newest);
    if (newest == 0) return {};
    const auto file = SafetensorsFile::open(run.checkpointFile(newest));
    if (!file) return QString::fromStdString(file.error().message);
    if (const Status whole = checkChecksum(*file); !whole)
        return QString::fromStdString(whole.error().message);
    if (const auto model = readModelInfo(run.generatorFile()); !model)
        return QString::fromStdString(model.error().message);
    const auto losses = readLosses(run.lossFile());
    if (!losses) return QString::fromStdString(losses.error().message);
    if (losses->size() != static_cast<std::size_t>(newest))
        return QStringLiteral("%1 losses of %2 steps").arg(losses->size()).arg(newest);
    for (std::size_t i = 0; i < losses->size(); ++i) {
        if ((*losses)[i].step != static_cast<std::int64_t>(i) + 1)
            return QStringLiteral("a loss of step %1 in row %2").arg((*losses)[i].step).arg(i + 1);
    }
    return {};
}

void MonkeyChecks::checkRuns() {
    for (const auto& [run, steps] : std::exchange(ended_, {})) {
        if (!RunFolder(run).hasRun() || (training_->active() && training_->runFolder() == run))
            continue;
        const QString lost = lostIn(run, steps);
        watch_.beat();
        ++checked_runs_;
        if (lost.isEmpty()) {
            doubtful_.erase(run);
            continue;
        }
        // It may be rolled back just now: what is half way then is whole a moment later.
        constexpr int kPatience = 4;
        if (++doubtful_[run] > kPatience)
            watch_.fail(QStringLiteral("%1: %2").arg(QString::fromStdString(run.string()), lost));
        ended_[run] = steps;
    }
}

void MonkeyChecks::checkFaces() {
    const auto* latents = window_->findChild<LatentController*>();
    if (!latents->hasModel()) return;
    const auto shown = [&] {
        watch_.beat();
        const auto& faces = latents->faces();
        if (faces.size() != kFaceCount) return false;
        return std::all_of(faces.begin(), faces.end(),
                           [](const QImage& face) { return !face.isNull(); });
    };
    const auto patience = std::chrono::milliseconds(watch_.bound()).count();
    if (!waitFor(shown, static_cast<int>(patience)))
        watch_.fail(QStringLiteral("faces are missing"));
    for (int number = 1; number <= kFaceCount; ++number) {
        if (childOf<FaceTile>(*window_, qPrintable(QStringLiteral("face%1").arg(number)))
                ->face()
                .isNull())
            watch_.fail(QStringLiteral("tile %1 is empty").arg(number));
    }
}

void MonkeyChecks::checkNothingLeft() {
    window_ = nullptr;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    for (const QWidget* widget : QApplication::topLevelWidgets()) {
        if (widget->parent() == nullptr && widget->isVisible())
            watch_.fail(
                QStringLiteral("a %1 %2 is left")
                    .arg(QLatin1String(widget->metaObject()->className()), widget->objectName()));
    }
    // A thread that was joined may still be listed for a moment.
    const bool gone = waitFor(
        [&] {
            watch_.beat();
            const std::size_t count = threadCount();
            if (fewest_threads_ == 0 || count < fewest_threads_) fewest_threads_ = count;
            most_threads_ = std::max(most_threads_, fewest_threads_);
            return count <= fewest_threads_ + kLibraryThreads;
        },
        10'000);
    if (!gone)
        watch_.fail(QStringLiteral("%1 threads are left, %2 after another closing")
                        .arg(threadCount())
                        .arg(fewest_threads_));
}

}  // namespace faceloom
