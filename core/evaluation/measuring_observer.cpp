#include "core/evaluation/measuring_observer.h"

#include "core/base/log.h"
#include "core/base/shipped_models.h"
#include "core/data/hold_out.h"
#include "core/evaluation/checkpoint_measures.h"
#include "core/evaluation/measured_training.h"

#include <algorithm>
#include <utility>

namespace faceloom {

namespace {

int cores() {
    return static_cast<int>(std::thread::hardware_concurrency());
}

}  // namespace

MeasuringObserver::MeasuringObserver(PackedDataset dataset, const TrainOptions& options,
                                     TrainObserver& next)
    : dataset_(std::move(dataset)),
      options_(options),
      next_(next),
      flatness_(options.stop_when_flat) {}

MeasuringObserver::~MeasuringObserver() = default;

void MeasuringObserver::onStart(const RunStart& start) {
    next_.onStart(start);
    folder_.emplace(start.run_folder);
    on_gpu_ = start.device != "cpu";
    begun_ = std::chrono::steady_clock::now();
    readEarlier(start.step);
    if (auto missing = whatIsMissing(); !missing.empty()) {
        measures_.absent = std::move(missing);
        saySoon("nothing is measured: " + measures_.absent);
    } else {
        beginMeasuring();
    }
    sayWhatWaits();
    tell();
    // What an end in haste left unmeasured.
    if (start.step > 0 && !measureAt(measures_.measured, start.step, kMeasuredFaces))
        submit(start.step);
}

void MeasuringObserver::readEarlier(std::int64_t step) {
    auto earlier = readMeasures(folder_->measuresFile());
    if (!earlier) {
        unreadable_ = true;
        saySoon(fmt::format("{}; what is measured is not kept", earlier.error().message));
        return;
    }
    // What came after the checkpoint that the run goes on from is measured again.
    std::erase_if(*earlier, [step](const RunMeasure& row) { return row.step > step; });
    flatness_.beginAfter(*earlier);
    measures_.measured = std::move(*earlier);
}

std::string MeasuringObserver::whatIsMissing() const {
    const auto wanted = static_cast<std::size_t>(options_.hold_out);
    const std::size_t held_out = heldOutCount(dataset_.count(), wanted);
    if (held_out < kLeastHeldOut) {
        return fmt::format(
            "{} of {} pictures held out, at least {} are needed ({})", held_out, dataset_.count(),
            kLeastHeldOut,
            wanted < kLeastHeldOut ? "more can be asked for" : "at most a tenth can be");
    }
    std::error_code ignored;
    if (!std::filesystem::exists(shippedAttributeReader(), ignored))
        return fmt::format("{}: the face reader is not there", shippedAttributeReader().string());
    return {};
}

void MeasuringObserver::beginMeasuring() {
    MeasureWorker::Calls calls;
    calls.measure = [this](const MeasureJob& job, const std::stop_token& stop) {
        return measure(job, stop);
    };
    calls.begun = [this](const MeasureJob& job) { begin(job); };
    calls.ended = [this](const MeasureJob& job, const Result<RunMeasure>& measured) {
        take(job, measured);
    };
    const int threads = on_gpu_ ? std::max(1, cores() / 2) : 1;
    worker_ = std::make_unique<MeasureWorker>(std::move(calls), threads);
}

void MeasuringObserver::onCheckpoint(std::int64_t step, const std::filesystem::path& generator) {
    next_.onCheckpoint(step, generator);
    if (isDue(step)) submit(step);
}

bool MeasuringObserver::isDue(std::int64_t step) const {
    if (!worker_) return false;
    if (options_.measure_every > 0)
        return last_submitted_ < 0 || step - last_submitted_ >= options_.measure_every;
    if (!worker_->steps().empty()) return false;  // what it spends is not counted yet
    if (on_gpu_) return true;                     // the processor has little else to do
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begun_;
    return worker_->secondsSpent() <= kMeasuringShare * elapsed.count();
}

void MeasuringObserver::submit(std::int64_t step) {
    if (!worker_) return;
    last_submitted_ = step;
    worker_->submit({step, folder_->checkpointFile(step)});
}

void MeasuringObserver::begin(const MeasureJob& job) {
    {
        const std::lock_guard lock(mutex_);
        measures_.under_way = job.step;
    }
    tell();
}

Result<RunMeasure> MeasuringObserver::measure(const MeasureJob& job, const std::stop_token& stop) {
    if (!real_) {
        const auto reader = AttributeReader::open(shippedAttributeReader());
        if (!reader) return passOn(reader);
        auto real =
            RealFaces::read(dataset_, static_cast<std::size_t>(options_.hold_out),
                            static_cast<std::size_t>(options_.measure_faces), *reader, stop);
        if (!real) return passOn(real);
        for (const std::string& note : real->notes())
            saySoon(note);
        real_.emplace(std::move(*real));
    }
    return measureCheckpoint(job.checkpoint, *real_, stop);
}

void MeasuringObserver::take(const MeasureJob& job, const Result<RunMeasure>& measured) {
    if (measured) {
        logInfo("measured step {}: {}", job.step, inOneLine(*measured));
        keep(job.step, *measured);
    } else {
        saySoon(fmt::format("the checkpoint of step {} was not measured: {}", job.step,
                            measured.error().message));
    }
    {
        const std::lock_guard lock(mutex_);
        measures_.under_way.reset();
        // It will fail again for every checkpoint where not even the real pictures could be read.
        if (!measured && !real_) measures_.absent = measured.error().message;
    }
    tell();
}

void MeasuringObserver::keep(std::int64_t step, const RunMeasure& measured) {
    const std::lock_guard lock(mutex_);
    measures_.newest = step;
    auto& rows = measures_.measured;
    const auto place = std::ranges::lower_bound(rows, step, {}, &RunMeasure::step);
    if (place != rows.end() && place->step == step)
        *place = measured;
    else
        rows.insert(place, measured);
    // While the discriminator learns alone, every measure is that of the generator begun with.
    if (options_.generatorLearns(step - 1)) flatness_.add(measured);
    flat_ = flatness_.flat();
    if (unreadable_) return;
    // All of them: what could not be written the last time is written now.
    if (const auto written = writeMeasures(folder_->measuresFile(), rows); !written)
        to_say_.push_back(written.error().message);
}

void MeasuringObserver::tell() {
    RunMeasures now;
    {
        const std::lock_guard lock(mutex_);
        now = measures_;
    }
    next_.onMeasures(now);
}

void MeasuringObserver::saySoon(std::string text) {
    const std::lock_guard lock(mutex_);
    if (std::ranges::find(to_say_, text) == to_say_.end()) to_say_.push_back(std::move(text));
}

void MeasuringObserver::sayWhatWaits() {
    std::vector<std::string> now;
    {
        const std::lock_guard lock(mutex_);
        now.swap(to_say_);
    }
    for (const std::string& text : now) {
        logInfo("{}", text);
        next_.onMessage(text);
    }
}

std::vector<std::int64_t> MeasuringObserver::stepsInUse() {
    auto steps = next_.stepsInUse();
    if (!worker_) return steps;
    const auto measured = worker_->steps();
    steps.insert(steps.end(), measured.begin(), measured.end());
    return steps;
}

bool MeasuringObserver::wantsEnd() {
    return flat_ || next_.wantsEnd();
}

void MeasuringObserver::atStepBorder(const std::stop_token& stop) {
    sayWhatWaits();
    next_.atStepBorder(stop);
}

// With the run's own threads and priority: nobody else needs them now, and somebody waits.
void MeasuringObserver::measureRest(std::int64_t last_step, const std::stop_token& stop) {
    auto jobs = worker_->stop();
    if (stop.stop_requested()) return;
    if (last_submitted_ != last_step)
        jobs.push_back({last_step, folder_->checkpointFile(last_step)});
    for (const MeasureJob& job : jobs) {
        next_.onMessage(
            fmt::format("the run is saved; the faces of step {} are being measured", job.step));
        begin(job);
        const auto measured = measure(job, stop);
        if (!measured && measured.error().code == ErrorCode::Cancelled) return;
        take(job, measured);
    }
}

void MeasuringObserver::onEnd(RunReport& report, const std::stop_token& stop) {
    if (worker_) measureRest(report.steps_done, stop);
    sayWhatWaits();
    {
        const std::lock_guard lock(mutex_);
        measures_.under_way.reset();
        report.best = bestCheckpoint(measures_.measured, folder_->checkpointSteps());
    }
    tell();
    next_.onEnd(report, stop);
}

}  // namespace faceloom
