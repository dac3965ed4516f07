// Going back to an earlier checkpoint of a run: what came after it is put aside, not deleted. No
// Torch header.
#pragma once

#include "core/base/result.h"
#include "core/train/run_folder.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace faceloom {

struct RollBack {
    std::int64_t step = 0;  // that the run goes on from
    // A folder that holds a run itself, to be opened and, with a checkpoint in it, gone on with;
    // empty: nothing comes after the step.
    std::filesystem::path moved_to;
    std::size_t checkpoints = 0;  // that come after the step, as the others
    std::size_t samples = 0;
    std::size_t loss_rows = 0;
    std::size_t measures = 0;
    [[nodiscard]] bool nothing() const { return checkpoints + samples + loss_rows + measures == 0; }
};

// What rollBack would do now. Errors: NotFound (no run; no checkpoint of that step, naming those
// that are there), BrokenFile (the checkpoint).
[[nodiscard]] Result<RollBack> planRollBack(const RunFolder& folder, std::int64_t step);

// Moves the checkpoints and samples after the step into rolled-back/N of the run folder, with the
// losses and measures as they were and the generator of then; what stays is the run as it was after
// that step, its generator.safetensors drawn from the checkpoint. The caller sees to it that no run
// goes on in the folder. Errors: those of planRollBack and exportGenerator; WriteFailed: some of it
// may have been moved then, and asking again moves the rest.
[[nodiscard]] Result<RollBack> rollBack(const RunFolder& folder, std::int64_t step);

// "3 checkpoints, 30 pictures and the losses of 1500 steps": what comes after the step.
[[nodiscard]] std::string describe(const RollBack& back);

}  // namespace faceloom
