#include "core/train/run_recorder.h"

#include "core/base/atomic_file.h"
#include "core/base/png_file.h"
#include "core/train/checkpoint.h"
#include "core/train/preview_renderer.h"

namespace faceloom {

namespace {

constexpr std::size_t kKeptCheckpoints = 3;

}  // namespace

Status RunRecorder::beginLosses(const std::vector<StepMetrics>& history) {
    std::string text = lossHeader();
    for (const StepMetrics& row : history)
        text += lossRow(row);
    losses_.close();
    if (auto status = writeTextAtomically(folder_.lossFile(), text); !status) return status;
    losses_.open(folder_.lossFile(), std::ios::binary | std::ios::app);
    if (losses_) return {};
    return fail(ErrorCode::WriteFailed, "{}: cannot be opened for writing",
                folder_.lossFile().string());
}

Status RunRecorder::recordStep(const StepMetrics& metrics) {
    losses_ << lossRow(metrics) << std::flush;
    if (losses_) return {};
    return fail(ErrorCode::WriteFailed, "{}: the row of step {} cannot be written (disk full?)",
                folder_.lossFile().string(), metrics.step);
}

Status RunRecorder::recordPreview(const Preview& preview) {
    return writePng(folder_.sampleFile(preview.step), previewSheet(preview.faces));
}

Status RunRecorder::recordCheckpoint(const GanStep& state, const Generator& settled,
                                     const ModelInfo& info) {
    if (auto status = writeCheckpoint(folder_.checkpointFile(info.step), state, info.step);
        !status) {
        return status;
    }
    if (auto status = writeGenerator(folder_.generatorFile(), settled, info); !status)
        return status;
    auto steps = folder_.checkpointSteps();
    while (steps.size() > kKeptCheckpoints) {
        std::error_code ignored;  // an old file that stays does no harm
        std::filesystem::remove(folder_.checkpointFile(steps.front()), ignored);
        steps.erase(steps.begin());
    }
    return {};
}

}  // namespace faceloom
