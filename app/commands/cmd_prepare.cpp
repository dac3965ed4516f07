#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "app/commands/prepare_arguments.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

struct Arguments {
    PrepareArguments pictures;
    std::string out;
};

Status runPrepare(const Arguments& arguments) {
    auto options = arguments.pictures.toOptions();
    if (!options) return passOn(options);
    const InterruptToken interrupt;
    auto prepared =
        prepareDataset(*options, arguments.out, interrupt.token(), prepareProgressPrinter());
    if (!prepared) return passOn(prepared);
    reportPrepared(*prepared);
    std::cout << arguments.out << '\n';
    return {};
}

}  // namespace

void addPrepareCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("prepare", "Decode, crop and pack a folder of photographs for training");
    command->add_option("--images", arguments->pictures.images, "Folder of pictures")
        ->required()
        ->type_name("DIR");
    command->add_option("--out", arguments->out, "The packed file to write")
        ->required()
        ->type_name("FILE");
    arguments->pictures.addTo(*command);
    command->callback([arguments, &outcome] { outcome.status = runPrepare(*arguments); });
}

}  // namespace faceloom
