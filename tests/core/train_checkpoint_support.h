// A small run whose checkpoints are looked at.
#pragma once

#include "core/train/run_folder.h"
#include "core/train/trainer.h"
#include "tests/core/train_support.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace faceloom::testing_support {

using Steps = std::vector<std::int64_t>;

inline std::string textOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

class CheckpointModel : public testing::Test {
protected:
    Result<RunReport> run(const TrainOptions& options, bool resume = false,
                          std::optional<std::int64_t> from_step = {}) {
        observer_ = RecordingObserver{};
        RunRequest request{options, run_, "small", resume};
        request.from_step = from_step;
        return runTraining(data_, request, std::stop_token{}, observer_);
    }
    [[nodiscard]] RunFolder folder() const { return RunFolder(run_); }
    [[nodiscard]] bool said(const std::string& words) const {
        return std::ranges::any_of(observer_.messages, [&](const std::string& message) {
            return message.find(words) != std::string::npos;
        });
    }

    TempFolder folder_;
    PackedDataset data_ = smallDataset(folder_.path());
    std::filesystem::path run_ = folder_.path() / "run";
    RecordingObserver observer_;
};

inline TrainOptions averaged(std::int64_t steps) {
    TrainOptions options = smallTraining(steps);
    options.weight_average = 0.9;
    options.learning_rate = 0.002;
    return options;
}

}  // namespace faceloom::testing_support
