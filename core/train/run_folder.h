// The folder of one run: run.json (options, data, version), losses.csv, samples/, checkpoints/,
// measures.csv, generator.safetensors, log.txt. No Torch here. Not thread-safe.
#pragma once

#include "core/base/result.h"
#include "core/train/train_options.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace faceloom {

struct RunDescription {
    TrainOptions options;
    // What was taken of the model that options.start_from names: "generator" or "whole state", see
    // first_weights.h; empty: nothing.
    std::string started_with;
    std::string data_name;
    std::filesystem::path data_path;
    std::string data_sha256;     // of the pictures as training sees them, whatever their files
    std::size_t data_count = 0;  // pictures
    std::string faceloom_version;

    // Of those, how many an epoch shows: the others are held out.
    [[nodiscard]] std::size_t trainingCount() const;
};

class RunFolder {
public:
    explicit RunFolder(std::filesystem::path root) : root_(std::move(root)) {}

    [[nodiscard]] const std::filesystem::path& root() const { return root_; }
    [[nodiscard]] std::filesystem::path descriptionFile() const { return root_ / "run.json"; }
    [[nodiscard]] std::filesystem::path lossFile() const { return root_ / "losses.csv"; }
    [[nodiscard]] std::filesystem::path logFile() const { return root_ / "log.txt"; }
    [[nodiscard]] std::filesystem::path generatorFile() const {
        return root_ / "generator.safetensors";
    }
    [[nodiscard]] std::filesystem::path measuresFile() const { return root_ / "measures.csv"; }
    [[nodiscard]] std::filesystem::path sampleFile(
        std::int64_t step) const;  // samples/step-00000050.png
    [[nodiscard]] std::filesystem::path checkpointFile(
        std::int64_t step) const;  // checkpoints/step-00000500.safetensors

    // Whether a run is in it (a run.json).
    [[nodiscard]] bool hasRun() const;
    // Makes the folder and its parts and tries to write in it. Errors: WriteFailed.
    [[nodiscard]] Status create() const;
    // Steps of the checkpoints that are there, oldest first.
    [[nodiscard]] std::vector<std::int64_t> checkpointSteps() const;
    // The same of the pictures in samples/.
    [[nodiscard]] std::vector<std::int64_t> sampleSteps() const;

    [[nodiscard]] Status writeDescription(const RunDescription& run) const;
    [[nodiscard]] Result<RunDescription> readDescription() const;  // Errors: NotFound, BrokenFile

private:
    std::filesystem::path root_;
};

}  // namespace faceloom
