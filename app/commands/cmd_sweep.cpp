#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "app/commands/sweep_arguments.h"
#include "core/base/atomic_file.h"
#include "core/base/one_line.h"
#include "core/base/png_file.h"
#include "core/gan/compute_runtime.h"
#include "core/sweep/sweep_faces.h"
#include "core/sweep/sweep_runner.h"
#include "core/sweep/sweep_table.h"
#include "core/sweep/trial_process.h"
#include "core/sweep/trial_run.h"

#include <algorithm>
#include <iostream>
#include <memory>

#include <unistd.h>

namespace faceloom {

namespace {

// One line a run that begins or ends; on a terminal its progress as well, rewritten.
class ConsoleSweep : public SweepObserver {
public:
    void onTrialStarted(const Trial& trial, std::int64_t target) override {
        std::cerr << lineStart() << fmt::format("{}: to step {}\n", trial.name, target);
    }
    void onTrialProgress(const Trial& trial, const TrialProgress& progress) override {
        if (!terminal_) return;
        if (progress.measuring)
            std::cerr << lineStart() << fmt::format("{}: measuring", trial.name) << std::flush;
        else
            std::cerr << lineStart()
                      << fmt::format("{}: step {}/{}  {:.1f} pictures/s", trial.name, progress.step,
                                     progress.target, progress.images_per_second)
                      << std::flush;
    }
    void onTrialEnded(const Trial& trial, const Status& status) override {
        std::cerr << lineStart()
                  << fmt::format("{}: {}\n", trial.name,
                                 status ? "measured" : firstLineOf(status.error().message));
    }

private:
    [[nodiscard]] const char* lineStart() const { return terminal_ ? "\r\x1b[K" : ""; }

    bool terminal_ = isatty(STDERR_FILENO) != 0;
};

// What a child process of a sweep does: one run, its progress on stdout.
Result<int> runOneTrial(const SweepArguments& arguments) {
    endWithParent();
    const SweepFolder folder(arguments.out);
    const auto plan = folder.readPlan();
    if (!plan) return passOn(plan);
    const auto trials = plan->trials();
    const auto trial = std::ranges::find(trials, arguments.trial, &Trial::name);
    if (trial == trials.end()) {
        return fail(ErrorCode::InvalidArgument, "{}: there is no run {} in its plan",
                    folder.planFile().string(), arguments.trial);
    }
    initializeCompute(arguments.threads);
    const InterruptToken interrupt;
    const auto tell = [](const TrialProgress& progress) {
        std::cout << trialLine(progress) << std::flush;
    };
    const Status status = trialHere(folder, *plan, arguments.threads)(*trial, arguments.to_step,
                                                                      interrupt.token(), tell);
    if (status) return 0;
    if (status.error().code == ErrorCode::Cancelled) return kExitInterrupted;
    return passOn(status);
}

struct ReadSweep {
    std::vector<Trial> trials;
    SweepOutcome outcome;
};

ReadSweep readSweep(const SweepFolder& folder, const SweepPlan& plan) {
    ReadSweep read{plan.trials(), {}};
    std::vector<TrialState> states;
    for (const Trial& trial : read.trials)
        states.push_back(readTrial(folder, trial));
    read.outcome = outcomeOf(plan, read.trials, states);
    return read;
}

// table.csv and faces.png in the folder, the table on stdout.
Status writeOutcome(const SweepFolder& folder, const SweepPlan& plan, bool csv) {
    const ReadSweep sweep = readSweep(folder, plan);
    const std::string table = toCsv(plan, sweep.outcome);
    if (auto status = writeTextAtomically(folder.tableFile(), table); !status) return status;
    const auto faces = drawSweepFaces(folder, sweep.trials, sweep.outcome);
    if (!faces) return passOn(faces);
    if (!faces->empty()) {
        if (auto status = writePng(folder.facesFile(), *faces); !status) return status;
    }
    std::cout << (csv ? table : toText(sweep.outcome));
    return {};
}

void tellEnd(const SweepReport& report, const SweepArguments& arguments) {
    if (report.stopped)
        std::cerr << fmt::format("stopped; sweep --out {} --resume goes on from there\n",
                                 arguments.out);
    if (report.budget_spent)
        std::cerr << "the budget is spent; some runs were not carried out to the end\n";
    if (report.failed > 0) std::cerr << fmt::format("{} runs failed\n", report.failed);
}

Result<int> runSweepCommand(SweepArguments& arguments) {
    if (!arguments.trial.empty()) return runOneTrial(arguments);
    const InterruptToken interrupt;
    const SweepFolder folder(arguments.out);
    auto plan = arguments.show ? folder.readPlan() : planOf(arguments, interrupt.token());
    if (!plan) return passOn(plan);
    SweepReport report;
    if (!arguments.show) {
        const auto program = commandLineProgram();
        const bool here = arguments.processes == 0 || program.empty();
        const SweepRequest request{folder, *plan, here ? 1 : arguments.processes, arguments.retry};
        const TrialWork work =
            here ? trialHere(folder, *plan, 0)
                 : trialInProcess(folder, program, threadsOfEach(*plan, arguments.processes));
        ConsoleSweep observer;
        const auto done = runSweep(request, work, interrupt.token(), observer);
        if (!done) return passOn(done);
        report = *done;
        tellEnd(report, arguments);
    }
    if (auto status = writeOutcome(folder, *plan, arguments.csv); !status) return passOn(status);
    return report.stopped ? kExitInterrupted : 0;
}

}  // namespace

void addSweepCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<SweepArguments>();
    arguments->addTo(*app.add_subcommand(
        "sweep", "Try settings: a run for each, one after another, and which is better"));
    arguments->command->callback([arguments, &outcome] {
        const auto exit_code = runSweepCommand(*arguments);
        if (exit_code)
            outcome.exit_code_when_good = *exit_code;
        else
            outcome.status = passOn(exit_code);
    });
}

}  // namespace faceloom
