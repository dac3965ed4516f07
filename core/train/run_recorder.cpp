#include "core/train/run_recorder.h"

#include "core/base/atomic_file.h"
#include "core/base/png_file.h"
#include "core/train/checkpoint.h"
#include "core/train/leftovers.h"
#include "core/train/preview_renderer.h"
#include "core/train/timeline.h"

namespace faceloom {

Status RunRecorder::takeOver() {
    if (auto status = folder_.create(); !status) return status;
    auto lock = RunLock::take(folder_.root());
    if (!lock) return passOn(lock);
    lock_.emplace(std::move(*lock));
    removeLeftovers(folder_);
    return {};
}

Status RunRecorder::begin(RunDescription run, const std::vector<StepMetrics>& history) {
    run_ = std::move(run);
    if (auto status = folder_.writeDescription(run_); !status) return status;
    if (auto status = losses_.begin(history); !status) return status;
    thinOut(folder_, keep_bytes_);  // a run that is killed again and again may never come to it
    return {};
}

Status RunRecorder::recordStep(const StepMetrics& metrics) {
    if (auto status = restoreIfMoved(); !status) return status;
    return losses_.append(metrics);
}

Status RunRecorder::recordPreview(const Preview& preview) {
    return writePng(folder_.sampleFile(preview.step), previewSheet(preview.faces));
}

Status RunRecorder::recordCheckpoint(const GanStep& state, const Generator& settled,
                                     const ModelInfo& info, std::span<const std::int64_t> in_use) {
    if (auto status = restoreIfMoved(); !status) return status;
    if (auto status = losses_.flush(); !status) return status;
    if (auto status = writeCheckpoint(folder_.checkpointFile(info.step), state, info); !status)
        return status;
    if (auto status = recordGenerator(settled, info); !status) return status;
    thinOut(folder_, keep_bytes_, in_use);
    return {};
}

Status RunRecorder::recordGenerator(const Generator& settled, const ModelInfo& info) {
    return writeGenerator(folder_.generatorFile(), settled, info);
}

Status RunRecorder::restoreIfMoved() {
    return lock_->inPlace() && losses_.inPlace() ? Status{} : restore();
}

Status RunRecorder::restore() {
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder_.root(), ignored)) {
        return fail(ErrorCode::WriteFailed, "{}: the run folder is gone", folder_.root().string());
    }
    if (!lock_->inPlace()) {
        auto lock = RunLock::take(folder_.root());
        if (!lock) return passOn(lock);
        *lock_ = std::move(*lock);
        replaced_ = true;
    }
    if (folder_.hasRun()) {
        const auto found = folder_.readDescription();
        if (found && (found->options != run_.options || found->data_sha256 != run_.data_sha256)) {
            return fail(ErrorCode::InvalidArgument, "{}: another run is in this folder now",
                        folder_.root().string());
        }
    }
    if (auto status = folder_.create(); !status) return status;
    if (!folder_.hasRun()) {
        if (auto status = folder_.writeDescription(run_); !status) return status;
    }
    return losses_.inPlace() ? Status{} : losses_.putBack();
}

}  // namespace faceloom
