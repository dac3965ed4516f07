// Writes that a run cannot go on without: one that fails is tried again until it works. No Torch
// here. Not thread-safe.
#pragma once

#include "core/base/result.h"
#include "core/train/train_types.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>

namespace faceloom {

class PatientWriter {
public:
    using Work = std::function<Status()>;

    // `repair` puts back what has gone missing of the folder; it is called before each new attempt.
    // The observer must outlive the writer.
    PatientWriter(std::filesystem::path run_folder, Work repair, TrainObserver& observer,
                  std::stop_token stop);

    // Does `work`; at a WriteFailed tells the observer why, once a reason, and tries again every
    // second until it works. Errors: WriteFailed, when the token is triggered meanwhile or before;
    // any other error of `work` or the repair, at once.
    [[nodiscard]] Status carryOut(const Work& work);

    // How long it has waited since this was last asked.
    [[nodiscard]] std::chrono::steady_clock::duration takeTimeHeld();

private:
    [[nodiscard]] Status again(const Work& work) const;
    [[nodiscard]] Status holdUntil(const Work& work, Status failed);

    std::filesystem::path run_folder_;
    Work repair_;
    TrainObserver& observer_;
    std::stop_token stop_;
    std::chrono::steady_clock::duration held_{};
};

}  // namespace faceloom
