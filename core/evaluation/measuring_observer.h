// Stands between a run and its observer, to whom it hands everything on, and has the run's
// checkpoints measured.
#pragma once

#include "core/data/packed_dataset.h"
#include "core/evaluation/flatness.h"
#include "core/evaluation/measure_worker.h"
#include "core/evaluation/real_faces.h"
#include "core/train/run_folder.h"
#include "core/train/train_types.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace faceloom {

// For the thread that runs the run; `next` must outlive it.
class MeasuringObserver : public TrainObserver {
public:
    MeasuringObserver(PackedDataset dataset, const TrainOptions& options, TrainObserver& next);
    ~MeasuringObserver() override;

    void onStart(const RunStart& start) override;
    void onCheckpoint(std::int64_t step, const std::filesystem::path& generator) override;
    [[nodiscard]] std::vector<std::int64_t> stepsInUse() override;
    [[nodiscard]] bool wantsEnd() override;
    void onEnd(RunReport& report, const std::stop_token& stop) override;
    void atStepBorder(const std::stop_token& stop) override;

    void onHistory(const std::vector<StepMetrics>& rows) override { next_.onHistory(rows); }
    void onStep(const StepMetrics& metrics, const RunProgress& progress) override {
        next_.onStep(metrics, progress);
    }
    void onPreview(const Preview& preview) override { next_.onPreview(preview); }
    void onMessage(const std::string& text) override { next_.onMessage(text); }
    void onAlarm(const Alarm& alarm) override { next_.onAlarm(alarm); }
    void onMeasures(const RunMeasures& measures) override { next_.onMeasures(measures); }
    void onHold(const RunHold& hold) override { next_.onHold(hold); }
    void onHoldOver() override { next_.onHoldOver(); }

private:
    void measureRest(std::int64_t last_step, const std::stop_token& stop);
    void readEarlier(std::int64_t step);
    [[nodiscard]] std::string whatIsMissing() const;  // one line; empty: nothing
    void beginMeasuring();
    void submit(std::int64_t step);
    [[nodiscard]] bool isDue(std::int64_t step) const;
    // On the worker's thread, or when that has ended.
    void begin(const MeasureJob& job);
    [[nodiscard]] Result<RunMeasure> measure(const MeasureJob& job, const std::stop_token& stop);
    void take(const MeasureJob& job, const Result<RunMeasure>& measured);
    void keep(std::int64_t step, const RunMeasure& measured);
    // From any thread.
    void tell();
    void saySoon(std::string text);
    void sayWhatWaits();

    PackedDataset dataset_;
    TrainOptions options_;
    TrainObserver& next_;
    std::optional<RunFolder> folder_;
    bool on_gpu_ = false;
    std::chrono::steady_clock::time_point begun_;
    std::int64_t last_submitted_ = -1;
    std::optional<RealFaces> real_;  // for whoever measures
    std::atomic<bool> flat_ = false;
    std::mutex mutex_;  // of what follows
    RunMeasures measures_;
    bool unreadable_ = false;  // the file there is; nothing is written over it
    Flatness flatness_;
    std::vector<std::string> to_say_;
    std::unique_ptr<MeasureWorker> worker_;  // last: it stops before the rest goes
};

}  // namespace faceloom
