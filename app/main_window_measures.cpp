#include "app/main_window_measures.h"

#include "app/main_window.h"
#include "app/main_window_timeline.h"
#include "core/data/hold_out.h"
#include "core/train/loss_file.h"
#include "core/train/timeline.h"
#include "ui/base/message_bar.h"
#include "ui/curves/curves_pane.h"
#include "ui/curves/loss_plot.h"
#include "ui/curves/measure_plot.h"
#include "ui/timeline/timeline_controller.h"
#include "ui/training/training_controller.h"

#include <QFile>
#include <QLocale>
#include <limits>

namespace faceloom {
namespace {

QString number(std::int64_t value) {
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString distance(const BestCheckpoint::Measured& measured) {
    const QString value = QLocale().toString(measured.distance, 'g', 3);
    if (measured.standard_error <= 0) return value;
    return WindowMeasures::tr("%1 ± %2").arg(value,
                                             QLocale().toString(measured.standard_error, 'g', 2));
}

std::optional<std::int64_t> bestOf(const RunTimeline& timeline) {
    for (const TimelinePoint& point : timeline.points) {
        if (point.best) return point.step;
    }
    return std::nullopt;
}

}  // namespace

WindowMeasures::WindowMeasures(TrainingController* training, TimelineController* timeline,
                               CurvesPane* curves, MessageBar* messages, QObject* parent)
    : QObject(parent),
      training_(training),
      timeline_(timeline),
      curves_(curves),
      messages_(messages),
      reader_(
          [](const std::filesystem::path& folder) {
              return salvageLosses(RunFolder(folder).lossFile(),
                                   std::numeric_limits<std::int64_t>::max());
          },
          [this](const Result<Losses>& losses) {
              if (!losses)
                  messages_->showMessage(QString::fromStdString(losses.error().message), true);
              else if (!training_->active())
                  curves_->losses()->replaceAll(*losses);
          }) {
    connect(training_, &TrainingController::measured, this, &WindowMeasures::takeMeasures);
    connect(training_, &TrainingController::finished, this, &WindowMeasures::tellEnd);
    connect(training_, &TrainingController::stateChanged, this, &WindowMeasures::followTimeline);
    connect(training_, &TrainingController::progressed, this,
            [this] { curves_->measures()->setExpectation(expectation()); });
    connect(timeline_, &TimelineController::changed, this, [this] {
        if (!training_->active() && !timeline_->reading()) folder_behind_ = false;
        followTimeline();
    });
    connect(timeline_, &TimelineController::rolledBack, this, &WindowMeasures::takeRolledBack);
    followTimeline();
}

WindowMeasures::~WindowMeasures() = default;

bool WindowMeasures::showsOwnRun() const {
    return !training_->runFolder().empty() && training_->runFolder() == timeline_->folder();
}

void WindowMeasures::takeMeasures(const RunMeasures& measures) {
    live_ = measures;
    folder_behind_ = true;
    followTimeline();
}

void WindowMeasures::showLive() {
    std::vector<std::int64_t> steps;
    for (const RunMeasure& measure : live_.measured)
        steps.push_back(measure.step);
    show(live_.measured, bestStep(live_.measured, steps));
}

// A run that goes on tells more, and at once; what its folder holds is all there is of others.
void WindowMeasures::followTimeline() {
    const RunTimeline& timeline = timeline_->timeline();
    const bool own = training_->active() || showsOwnRun();
    curves_->measures()->setUnderWay(own ? live_.under_way : std::nullopt);
    curves_->measures()->setExpectation(expectation());
    if (training_->active() || (own && folder_behind_)) {
        reader_.cancel();
        losses_ = training_->runFolder();  // which tells its losses itself
        showLive();
        return;
    }
    if (timeline.folder.empty()) return;
    show(timeline.measures, bestOf(timeline));
    if (losses_ == timeline.folder) return;
    losses_ = timeline.folder;
    reader_.ask(losses_);
}

void WindowMeasures::takeRolledBack(const std::filesystem::path& run, const RollBack&,
                                    const Losses& losses) {
    if (run != losses_) return;
    reader_.cancel();
    curves_->losses()->replaceAll(losses);
}

void WindowMeasures::show(const std::vector<RunMeasure>& measured,
                          std::optional<std::int64_t> best) {
    curves_->measures()->showMeasures(measured, best);
}

QString WindowMeasures::expectation() const {
    if (!training_->active()) {
        return timeline_->timeline().folder.empty()
                   ? tr("How near the faces are to real ones, and more, is measured with the saved "
                        "points of a run and appears here.")
                   : tr("No saved point of this run has been measured.");
    }
    if (!live_.absent.empty())
        return tr("Nothing is measured: %1.").arg(QString::fromStdString(live_.absent));
    return training_->runOptions() ? expectationOf(*training_->runOptions()) : QString();
}

QString WindowMeasures::expectationOf(const TrainOptions& options) const {
    if (options.measure_faces == 0)
        return tr("Measuring is off for this run (More options, Measure with).");
    const std::int64_t every = options.checkpoint_every;
    const RunProgress& progress = training_->progress();
    const std::int64_t next = every == 0 ? 0 : (progress.step / every + 1) * every;
    if (every == 0 || (progress.total_steps > 0 && next >= progress.total_steps))
        return tr("How good the faces are is measured when the run is saved, at its end.");
    return tr("How good the faces are is measured when the run is saved: the next time after step "
              "%1.")
        .arg(number(next));
}

void WindowMeasures::tellEnd(const RunReport& report) {
    const QString end = report.end == RunEnd::Flat
                            ? tr("The faces no longer get better: the run has ended after step %1.")
                                      .arg(number(report.steps_done)) +
                                  QStringLiteral(" ")
                            : QString();
    if (!report.best) return;
    const BestCheckpoint& best = *report.best;
    if (best.isNewest()) {
        messages_->showMessage(end + tr("The newest saved point is the best (kernel distance %1).")
                                         .arg(distance(best.best)),
                               false);
        return;
    }
    const QString compared =
        best.compared ? tr("%1 there, %2 in the newest, of step %3")
                            .arg(distance(best.best), distance(*best.compared), number(best.newest))
                      : tr("%1; the newest, of step %2, was not measured")
                            .arg(distance(best.best), number(best.newest));
    const auto file = RunFolder(report.run_folder).checkpointFile(best.best.step);
    messages_->showOffer(
        end + tr("The best faces are those of step %1 (kernel distance %2).")
                  .arg(number(best.best.step), compared),
        {{tr("Open step %1").arg(number(best.best.step)),
          [this, file] { emit exploreRequested(QFile::decodeName(file.c_str())); }},
         {tr("Keep the newest"), [] {}}});
}

void MainWindow::connectMeasures() {
    auto* measures =
        new WindowMeasures(training_, timeline_->controller(), curves_, messages_, this);
    connect(measures, &WindowMeasures::exploreRequested, this, &MainWindow::openModel);
}

}  // namespace faceloom
