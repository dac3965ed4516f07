// Writes a run's files as it goes. Internal to core: includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/gan/model_file.h"
#include "core/train/gan_step.h"
#include "core/train/loss_writer.h"
#include "core/train/run_folder.h"
#include "core/train/run_lock.h"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace faceloom {

// Not thread-safe. Every function's errors: WriteFailed, naming the file and the system's reason;
// what failed may be tried again.
class RunRecorder {
public:
    // The space that checkpoints may take: see TrainOptions.
    RunRecorder(RunFolder folder, int keep_space_mb)
        : folder_(std::move(folder)),
          keep_bytes_(static_cast<std::uintmax_t>(keep_space_mb) * 1'000'000),
          losses_(folder_.lossFile()) {}

    // Makes the folder where it is not there, locks it for as long as this object lives, and
    // removes what a killed process left half-written. Errors: Unavailable as well, naming who has
    // it.
    [[nodiscard]] Status takeOver();
    // After takeOver: writes run.json, starts losses.csv with these rows, replacing what is there,
    // and removes checkpoints too many.
    [[nodiscard]] Status begin(RunDescription run, const std::vector<StepMetrics>& history);
    // These after begin. A row is written whole or not at all.
    [[nodiscard]] Status recordStep(const StepMetrics& metrics);
    [[nodiscard]] Status recordPreview(const Preview& preview);
    // The losses so far are flushed to disk first; then the checkpoint, then generator.safetensors,
    // then what is not to be kept is removed: see thinOut in timeline.h.
    [[nodiscard]] Status recordCheckpoint(const GanStep& state, const Generator& settled,
                                          const ModelInfo& info,
                                          std::span<const std::int64_t> in_use = {});
    [[nodiscard]] Status recordGenerator(const Generator& settled, const ModelInfo& info);

    // Puts back what others removed since begin: the lock, parts of the folder, run.json, the
    // losses. A folder that is gone is not made anew: a disk may only be away. Errors: also
    // Unavailable and InvalidArgument, where another run is in the folder now.
    [[nodiscard]] Status restore();
    // Whether the folder has been another one since this was last asked: earlier checkpoints are
    // not in it.
    [[nodiscard]] bool takeFolderReplaced() { return std::exchange(replaced_, false); }

    [[nodiscard]] const RunFolder& folder() const { return folder_; }

private:
    [[nodiscard]] Status restoreIfMoved();

    RunFolder folder_;
    std::uintmax_t keep_bytes_;
    RunDescription run_;
    std::optional<RunLock> lock_;
    LossWriter losses_;
    bool replaced_ = false;
};

}  // namespace faceloom
