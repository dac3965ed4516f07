// What the files of commands share: one function each adds a subcommand to the command line.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/latent/latent_ops.h"

#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>

namespace faceloom {

// Set by the subcommand that ran.
struct CommandOutcome {
    Status status;
    int exit_code_when_good = 0;
};

void addInfoCommand(CLI::App& app, CommandOutcome& outcome);
void addPrepareCommand(CLI::App& app, CommandOutcome& outcome);
void addTrainCommand(CLI::App& app, CommandOutcome& outcome);
void addSweepCommand(CLI::App& app, CommandOutcome& outcome);
void addTimelineCommand(CLI::App& app, CommandOutcome& outcome);
void addGenerateCommand(CLI::App& app, CommandOutcome& outcome);
void addArithmeticCommand(CLI::App& app, CommandOutcome& outcome);
void addInterpolateCommand(CLI::App& app, CommandOutcome& outcome);
void addPathCommand(CLI::App& app, CommandOutcome& outcome);
void addDirectionsCommand(CLI::App& app, CommandOutcome& outcome);
void addEditCommand(CLI::App& app, CommandOutcome& outcome);
void addProjectCommand(CLI::App& app, CommandOutcome& outcome);
void addLatentsCommand(CLI::App& app, CommandOutcome& outcome);
void addRenderCommand(CLI::App& app, CommandOutcome& outcome);
void addSessionCommand(CLI::App& app, CommandOutcome& outcome);
void addHalveCommand(CLI::App& app, CommandOutcome& outcome);
void addReportCommand(CLI::App& app, CommandOutcome& outcome);
void addReportProblemCommand(CLI::App& app, CommandOutcome& outcome);
void addAgeCommand(CLI::App& app, CommandOutcome& outcome);
void addAttributesCommand(CLI::App& app, CommandOutcome& outcome);
void addTrainAgeCommand(CLI::App& app, CommandOutcome& outcome);
void addTrainAttributesCommand(CLI::App& app, CommandOutcome& outcome);
void addTrainEncoderCommand(CLI::App& app, CommandOutcome& outcome);
void addMeasureCommand(CLI::App& app, CommandOutcome& outcome);
void addNearestCommand(CLI::App& app, CommandOutcome& outcome);
void addQuizCommand(CLI::App& app, CommandOutcome& outcome);
void addEvaluateAgeCommand(CLI::App& app, CommandOutcome& outcome);
void addEvaluateAttributesCommand(CLI::App& app, CommandOutcome& outcome);
void addEvaluateGeneratorCommand(CLI::App& app, CommandOutcome& outcome);

// 0 is success; each kind of error has a code of its own: see the README.
[[nodiscard]] int exitCodeOf(ErrorCode code);

// 1 to 8. Errors: InvalidArgument.
[[nodiscard]] Status checkScale(int scale);
// Faces a command draws or lists: 1 to 10,000. Errors: InvalidArgument.
[[nodiscard]] Status checkCount(int count);
// lerp or slerp. Errors: InvalidArgument.
[[nodiscard]] Result<InterpolationMode> readMode(const std::string& text);

inline constexpr int kExitInterrupted = 130;  // stopped by Ctrl-C, as shells have it

}  // namespace faceloom
