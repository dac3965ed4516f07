// A run of a sweep in a process of its own, so that one that runs out of memory or crashes ends
// alone. No Torch here.
#pragma once

#include "core/sweep/sweep_runner.h"

#include <filesystem>
#include <string>

namespace faceloom {

// faceloom-cli beside the program that runs, or that program itself; empty: it is not there.
[[nodiscard]] std::filesystem::path commandLineProgram();

// Starts `program sweep --out FOLDER --trial NAME --to-step N --threads T` for each run and follows
// what it prints (see trialLine). Asked to stop, it sends SIGTERM and waits for the run to be
// saved. Errors of the work: what the process said last on stderr, or by which signal it ended.
[[nodiscard]] TrialWork trialInProcess(const SweepFolder& folder,
                                       const std::filesystem::path& program, int threads);

// What such a process prints for its parent: "step 12 400 96.5" or "measuring", with the line feed.
[[nodiscard]] std::string trialLine(const TrialProgress& progress);

// Lets this process end with the one that started it, however that ends; a run that is cut off so
// goes on from its newest checkpoint.
void endWithParent();

}  // namespace faceloom
