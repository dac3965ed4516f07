// What a training run tells: standard-library values only, so that they may cross threads and
// layers.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/train/best_checkpoint.h"
#include "core/train/run_measures.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace faceloom {

// One training step. Losses are mean binary cross-entropies in nats.
struct StepMetrics {
    std::int64_t step = 0;   // counted from 1
    std::int64_t epoch = 0;  // counted from 1: the pass over the pictures that this step is in
    double d_loss_real = 0;  // discriminator on real pictures, target 1
    double d_loss_fake = 0;  // discriminator on generated ones, target 0
    double g_loss = 0;       // generator: discriminator on generated ones, target 1
    double d_real_mean = 0;  // mean probability "real" given to real pictures, 0..1
    double d_fake_mean = 0;  // … and to generated ones
    double images_per_second = 0;  // real pictures
    bool operator==(const StepMetrics&) const = default;
};

struct RunProgress {
    std::int64_t step = 0;  // done
    std::int64_t total_steps = 0;
    std::int64_t epoch = 0;
    std::int64_t total_epochs = 0;
    double images_per_second = 0;  // over the last steps
    double seconds_left = 0;       // estimated; < 0 while unknown
};

// The same 36 latents drawn by the generator as it is at `step`.
struct Preview {
    std::int64_t step = 0;
    std::vector<RgbImage> faces;  // 36, row by row of a 6×6 grid
};

enum class AlarmKind {
    DiscriminatorWins,   // its loss is next to zero for long
    GeneratorCollapsed,  // the 36 faces have become alike
    NonFinite,           // a loss or a weight is not finite: the run has ended with it
    NothingLearned,      // the faces do not change
};

// Something that goes wrong, for a person to act on.
struct Alarm {
    AlarmKind kind = AlarmKind::NothingLearned;
    std::int64_t step = 0;   // at which it was noticed
    std::int64_t since = 0;  // when it began: a checkpoint before this one is still good
    std::string text;        // what it is and what can be done, a sentence or two
    bool operator==(const Alarm&) const = default;
};

// A run as it begins.
struct RunStart {
    std::filesystem::path run_folder;
    std::int64_t step = 0;  // done by what it goes on from; 0: it begins afresh
    std::int64_t total_steps = 0;
    std::string device;     // "cpu", "cuda:0"
    std::string precision;  // what convolutions compute in: "float32", "bf16"
};

// Why a run waits: what it has to write cannot be written. It tries again by itself.
struct RunHold {
    std::filesystem::path run_folder;
    std::string reason;      // one line: the path and the system's own words
    bool disk_full = false;  // or the user's share of it
    bool operator==(const RunHold&) const = default;
};

// What has been measured of a run's checkpoints, and what becomes of it.
struct RunMeasures {
    std::vector<RunMeasure> measured;       // steps ascending
    std::optional<std::int64_t> newest;     // the step measured last since the run began or went on
    std::optional<std::int64_t> under_way;  // the step that is being measured
    std::string absent;  // why nothing is and will be measured, one line; empty: it will
    bool operator==(const RunMeasures&) const = default;
};

enum class RunEnd {
    Finished,         // all steps done
    AlreadyFinished,  // resumed, but the total was reached before
    Stopped,          // asked to stop; a checkpoint was written
    Flat,             // what was measured no longer got better; a checkpoint was written
};

struct RunReport {
    RunEnd end = RunEnd::Finished;
    std::int64_t steps_done = 0;
    std::filesystem::path run_folder;
    std::filesystem::path generator_file;
    std::optional<BestCheckpoint> best;  // where checkpoints were measured
};

// What a run calls back, on the thread that runs it. Defaults do nothing.
class TrainObserver {
public:
    virtual ~TrainObserver() = default;
    // The run folder is there and says in run.json what the run is. RunLog hands this and all below
    // on.
    virtual void onStart(const RunStart&) {}
    // Loss history of a resumed run, before its first step.
    virtual void onHistory(const std::vector<StepMetrics>&) {}
    virtual void onStep(const StepMetrics&, const RunProgress&) {}
    virtual void onPreview(const Preview&) {}
    // A checkpoint and generator.safetensors have been written.
    virtual void onCheckpoint(std::int64_t /*step*/, const std::filesystem::path& /*generator*/) {}
    // One line a person should see: "nothing to resume from in …; starting afresh".
    virtual void onMessage(const std::string&) {}
    virtual void onAlarm(const Alarm&) {}
    // The run waits, and after that goes on. Told again where the reason becomes another one.
    virtual void onHold(const RunHold&) {}
    virtual void onHoldOver() {}
    // From a thread of the measuring's own. Whoever measures is itself an observer, see
    // core/evaluation.
    virtual void onMeasures(const RunMeasures&) {}
    // Steps of checkpoints that are still to be read, and so are not removed to save space.
    [[nodiscard]] virtual std::vector<std::int64_t> stepsInUse() { return {}; }
    // Asked between two steps: whether the run is to end as though all were done (RunEnd::Flat).
    [[nodiscard]] virtual bool wantsEnd() { return false; }
    // Of a run that began: its last checkpoint has been written, and the folder is still its own.
    // May add to the report and may block, but must return when the token is triggered.
    virtual void onEnd(RunReport&, const std::stop_token&) {}
    // Between two steps; may block (pause), but must return when the token is triggered.
    virtual void atStepBorder(const std::stop_token&) {}
};

}  // namespace faceloom
