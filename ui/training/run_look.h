// Whether a folder holds a run that can go on, and whether its pictures are there for it.
#pragma once

#include "core/base/result.h"
#include "core/train/run_folder.h"

#include <filesystem>

namespace faceloom {

struct RunLookRequest {
    std::filesystem::path folder;
    bool start = false;            // continue at once; else only show it
    bool pictures_chosen = false;  // there are others to go on with
};

struct RunLook {
    RunLookRequest request;
    Result<RunDescription> description;  // Errors: those of RunFolder::readDescription
    // The run can begin with the file that it names. Where others are chosen the file must hold the
    // run's pictures; else it is enough that it exists. Only looked for to start.
    bool has_data = false;
};

// Thread-safe, and not for the GUI thread: it may read all of the pictures, some second a gigabyte.
[[nodiscard]] RunLook lookAtRun(const RunLookRequest& request);

}  // namespace faceloom
