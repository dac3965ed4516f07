// Writes a run's files as it goes. Internal to core: includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/gan/model_file.h"
#include "core/train/gan_step.h"
#include "core/train/run_folder.h"

#include <cstdint>
#include <fstream>
#include <vector>

namespace faceloom {

// Not thread-safe. Every function's errors: WriteFailed, naming the file.
class RunRecorder {
public:
    explicit RunRecorder(RunFolder folder) : folder_(std::move(folder)) {}

    // Starts losses.csv with these rows, replacing what is there.
    [[nodiscard]] Status beginLosses(const std::vector<StepMetrics>& history);
    [[nodiscard]] Status recordStep(const StepMetrics& metrics);
    [[nodiscard]] Status recordPreview(const Preview& preview);
    // The checkpoint first, then generator.safetensors, then checkpoints but the newest few are
    // removed.
    [[nodiscard]] Status recordCheckpoint(const GanStep& state, const Generator& settled,
                                          const ModelInfo& info);

    [[nodiscard]] const RunFolder& folder() const { return folder_; }

private:
    RunFolder folder_;
    std::ofstream losses_;
};

}  // namespace faceloom
