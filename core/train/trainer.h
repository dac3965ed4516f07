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
#include <optional>
#include <stop_token>

namespace faceloom {

struct RunRequest {
    TrainOptions options;
    std::filesystem::path run_folder;  // created if it is not there
    std::string data_name;             // for people and run.json: "celeba", "sketch faces"
    bool resume =
        false;  // from the newest whole checkpoint; afresh, with a message, if there is none
    // With resume: from the checkpoint of this step instead, after rollBack (see roll_back.h).
    std::optional<std::int64_t> from_step = {};
    // The run's log.txt begins after this line of the log: with what is logged from here on.
    std::uint64_t log_after = lastLogNumber();
};

// Runs until all steps are done or the token is triggered; then carries out the step under way,
// writes a checkpoint and generator.safetensors, and returns. May be called from any thread. See
// run_folder.h for what it writes. Once the first step has begun, what cannot be written is waited
// for (TrainObserver::onHold) until it can be or the token is triggered. Errors: InvalidArgument
// (options out of range; a run is there already and resume is off; resumed with another network,
// batch, seed or data set; other learning rates are taken), NotFound (no checkpoint of from_step),
// Unavailable (no CUDA; another run goes on in the folder), BrokenFile, WriteFailed (at the start;
// or stopped while waiting, and then what is lost), NonFinite (says at which step; the last good
// checkpoint stays).
[[nodiscard]] Result<RunReport> runTraining(const PackedDataset& dataset, const RunRequest& request,
                                            const std::stop_token& stop, TrainObserver& observer);

}  // namespace faceloom
