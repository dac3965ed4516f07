// faceloom-cli: everything the window does to pictures and models, from the shell.
#include "app/commands/command.h"
#include "app/commands/program_facts.h"
#include "core/base/log.h"
#include "core/gan/compute_runtime.h"

#include <csignal>
#include <exception>
#include <iostream>
#include <optional>
#include <string>

namespace {

// The library only says that a command is missing.
std::optional<std::string> unknownCommand(const CLI::App& app, int argc, char** argv) {
    if (argc < 2 || argv[1][0] == '-') return std::nullopt;
    const std::string word = argv[1];
    const auto named = [&word](const CLI::App* command) { return command->get_name() == word; };
    return app.get_subcommands(named).empty() ? std::optional(word) : std::nullopt;
}

// Before or after the command's name.
void addLogLevel(CLI::App& app) {
    const auto show = [](const std::string& name) {
        const auto level = faceloom::logLevelNamed(name);
        if (!level) throw CLI::ValidationError("--log-level", level.error().message);
        faceloom::showLogOnStderr(*level);
    };
    app.add_option_function<std::string>("--log-level", show,
                                         "Show the log on stderr: debug, info, warning or error")
        ->type_name("LEVEL");
    app.fallthrough();
}

int parseAndRun(int argc, char** argv) {
    using namespace faceloom;
    CLI::App app("Faceloom: a studio for face GANs", "faceloom-cli");
    app.set_version_flag("--version", "faceloom-cli " FACELOOM_VERSION);
    app.require_subcommand(1);
    addLogLevel(app);
    CommandOutcome outcome;
    addInfoCommand(app, outcome);
    addTrainCommand(app, outcome);
    addHalveCommand(app, outcome);
    addReportProblemCommand(app, outcome);
#ifdef FACELOOM_HAS_IMAGING
    addPrepareCommand(app, outcome);
    addTimelineCommand(app, outcome);
    addSweepCommand(app, outcome);
    addReportCommand(app, outcome);
    addGenerateCommand(app, outcome);
    addArithmeticCommand(app, outcome);
    addInterpolateCommand(app, outcome);
    addPathCommand(app, outcome);
    addDirectionsCommand(app, outcome);
    addEditCommand(app, outcome);
    addProjectCommand(app, outcome);
    addLatentsCommand(app, outcome);
    addRenderCommand(app, outcome);
    addSessionCommand(app, outcome);
    addAgeCommand(app, outcome);
    addAttributesCommand(app, outcome);
    addTrainAgeCommand(app, outcome);
    addTrainAttributesCommand(app, outcome);
    addTrainEncoderCommand(app, outcome);
    addEvaluateAgeCommand(app, outcome);
    addEvaluateAttributesCommand(app, outcome);
    addEvaluateGeneratorCommand(app, outcome);
    addMeasureCommand(app, outcome);
    addNearestCommand(app, outcome);
    addQuizCommand(app, outcome);
#endif
    if (const auto unknown = unknownCommand(app, argc, argv)) {
        std::cerr << "faceloom-cli: '" << *unknown << "' is no command; see faceloom-cli --help\n";
        return exitCodeOf(ErrorCode::InvalidArgument);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& wanted) {  // --help, --version
        return app.exit(wanted);
    } catch (const CLI::ParseError& error) {
        std::cerr << "faceloom-cli: " << error.what() << '\n';
        return exitCodeOf(ErrorCode::InvalidArgument);
    }
    if (outcome.status) return outcome.exit_code_when_good;
    std::cerr << "faceloom-cli: " << outcome.status.error().message << '\n';
    return exitCodeOf(outcome.status.error().code);
}

}  // namespace

int main(int argc, char** argv) {
    faceloom::initializeCompute();
    // A write beyond a size limit is reported as an error like a full disk, not by killing the
    // process.
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        faceloom::logProgramStart(argc, argv);
        return parseAndRun(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "faceloom-cli: " << error.what() << '\n';
        return faceloom::exitCodeOf(faceloom::ErrorCode::Internal);
    }
}
