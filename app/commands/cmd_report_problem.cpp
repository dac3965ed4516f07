#include "app/commands/command.h"
#include "app/commands/program_facts.h"
#include "core/base/regular_file.h"
#include "core/base/sha256.h"
#include "core/gan/model_facts.h"
#include "core/train/run_folder.h"

#include <deque>
#include <iostream>
#include <memory>

namespace faceloom {

namespace {

struct Arguments {
    std::string model;
    std::string run;
};

// A file that is there and cannot be read may be the very problem: the report then says so.
Result<ReportPart> modelPart(const std::string& model) {
    const auto path = resolveModelPath(model);
    if (!path) return passOn(path);
    auto info = readModelInfo(*path);
    if (!info)
        return ReportPart{
            "Model", {{"file", path->filename().string()}, {"problem", info.error().message}}, {}};
    if (auto sha256 = sha256OfFile(*path)) info->sha256 = *sha256;
    return ReportPart{"Model", modelFacts(*info), {}};
}

Result<std::vector<ReportPart>> runParts(const std::string& run) {
    const RunFolder folder{std::filesystem::path(run)};
    if (!folder.hasRun())
        return fail(ErrorCode::NotFound, "{}: no such file", folder.descriptionFile().string());
    auto options = readRegularFile(folder.descriptionFile());
    if (!options) return passOn(options);
    std::deque<std::string> newest;
    auto log = openRegularFile(folder.logFile());
    for (std::string line; log && std::getline(*log, line);) {
        newest.push_back(line + "\n");
        if (newest.size() > kReportedLogLines) newest.pop_front();
    }
    std::string lines;
    for (const std::string& line : newest)
        lines += line;
    return std::vector<ReportPart>{{"Run", {{"folder", run}}, *options},
                                   {"Log of the run", {}, lines}};
}

Status reportProblem(const Arguments& arguments) {
    std::vector<ReportPart> parts = programParts();
    if (!arguments.model.empty()) {
        auto part = modelPart(arguments.model);
        if (!part) return passOn(part);
        parts.push_back(std::move(*part));
    }
    if (!arguments.run.empty()) {
        auto more = runParts(arguments.run);
        if (!more) return passOn(more);
        parts.insert(parts.end(), more->begin(), more->end());
    }
    std::cout << problemReport(parts);
    return {};
}

}  // namespace

void addReportProblemCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "report-problem",
        "Print what to send along with a question: versions, machine, model, run");
    command->add_option("--model", arguments->model, "The model it is about")->type_name("FILE");
    command
        ->add_option("--run", arguments->run,
                     "The run it is about: its options and the end of its log")
        ->type_name("RUN");
    command->callback([arguments, &outcome] { outcome.status = reportProblem(*arguments); });
}

}  // namespace faceloom
