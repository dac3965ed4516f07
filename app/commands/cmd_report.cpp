#include "app/commands/command.h"
#include "app/commands/grid_arguments.h"
#include "app/commands/interrupt.h"
#include "core/report/model_report.h"
#include "core/report/report_page.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

struct Arguments {
    std::string model;
    GridArguments grid;
    std::string out;
    std::string reader;
    std::string age_model;
};

Status runReport(const Arguments& arguments) {
    const InterruptToken interrupt;
    const ReportRequest request{.model = arguments.model,
                                .seed = arguments.grid.seed,
                                .truncation = arguments.grid.truncation,
                                .attribute_reader = arguments.reader,
                                .age_model = arguments.age_model};
    const auto report = gatherReport(request, interrupt.token());
    if (!report) return passOn(report);
    for (const std::string& line : report->missing)
        std::cerr << line << '\n';
    if (auto status = writeReport(arguments.out, *report); !status) return status;
    std::cout << arguments.out << '\n';
    return {};
}

}  // namespace

void addReportCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "report",
        "Write a page about a model and its run: faces, arithmetic, ages, measures, "
        "losses, options");
    command
        ->add_option("model", arguments->model, "A run folder, a checkpoint or a .safetensors file")
        ->required()
        ->type_name("RUN");
    command->add_option("--out", arguments->out, "The HTML page to write")
        ->type_name("HTML")
        ->required();
    arguments->grid.addTo(*command, false);
    command
        ->add_option("--reader", arguments->reader,
                     "The attribute reader (default: the one that ships)")
        ->type_name("FILE");
    command
        ->add_option("--age-model", arguments->age_model,
                     "Folder with a Caffe pair (default: the one that ships)")
        ->type_name("DIR");
    command->callback([arguments, &outcome] { outcome.status = runReport(*arguments); });
}

}  // namespace faceloom
