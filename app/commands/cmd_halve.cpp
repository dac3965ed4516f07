#include "app/commands/command.h"
#include "core/gan/half_model.h"

#include <iostream>
#include <memory>
#include <optional>

namespace faceloom {

namespace {

struct Arguments {
    std::string model;
    std::string out;
    std::optional<double> truncation;
};

}  // namespace

void addHalveCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("halve", "Write a generator with its weights in float16: half the size");
    command->add_option("--model", arguments->model, "A .safetensors file or a run folder")
        ->required();
    command->add_option("--out", arguments->out, "The .safetensors file to write")
        ->required()
        ->type_name("FILE");
    command->add_option(
        "--truncation", arguments->truncation,
        "Note this truncation as the one to draw grids at: below 1, faces vary less "
        "and fewer are broken");
    command->callback([arguments, &outcome] {
        outcome.status = writeHalfModel(arguments->model, arguments->out, arguments->truncation);
        if (outcome.status) std::cout << arguments->out << '\n';
    });
}

}  // namespace faceloom
