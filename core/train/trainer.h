// Trains the two networks on a packed data set and keeps a run folder. Synchronous; knows no
// threads.
#pragma once

#include "core/base/log.h"
#include "core/base/result.h"
#include "core/data/packed_dataset.h"
#include "core/train/train_options.h"
#include "core/train/train_types.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>

namespace faceloom {

struct RunRequest {
    TrainOptions options;
    std::filesystem::path run_folder;  // created if it is not there
    std::string data_name;             // for people and run.json: "celeba", "sketch faces"
    bool resume =
        false;  // from the newest whole checkpoint; afresh, with a message, if there is none
    // The run's log.txt begins after this line of the log: with what is logged from here on.
    std::uint64_t log_after = lastLogNumber();
};

// Runs until all steps are done or the token is triggered; then carries out the step under way,
// writes a checkpoint and generator.safetensors, and returns. May be called from any thread, for
// one run folder at a time. See run_folder.h for what it writes. Errors: InvalidArgument (options
// out of range; a run is there already and resume is off; resumed with another network, batch, seed
// or data set; other learning rates are taken), Unavailable (no CUDA), BrokenFile, WriteFailed (a
// disk that fills: the last whole checkpoint stays), NonFinite (says at which step; the last good
// checkpoint stays).
[[nodiscard]] Result<RunReport> runTraining(const PackedDataset& dataset, const RunRequest& request,
                                            const std::stop_token& stop, TrainObserver& observer);

}  // namespace faceloom
