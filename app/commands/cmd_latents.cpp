#include "app/commands/command.h"
#include "app/commands/grid_arguments.h"
#include "core/gan/model_info.h"
#include "core/latent/latent_table.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

struct Arguments {
    std::string model;
    std::string out;
    GridArguments grid;
    int count = 36;
};

Status runLatents(const Arguments& arguments) {
    if (auto status = checkCount(arguments.count); !status) return status;
    const auto info = readModelInfo(arguments.model);
    if (!info) return passOn(info);
    LatentTable table;
    for (Latent& latent : arguments.grid.sample(*info, static_cast<std::size_t>(arguments.count))) {
        table.push_back({fmt::format("face {}", table.size() + 1), std::move(latent), {}});
    }
    if (auto status = writeLatents(arguments.out, table); !status) return status;
    std::cout << arguments.out << '\n';
    return {};
}

}  // namespace

void addLatentsCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("latents", "Write the latents of a seed's faces");
    command->add_option("--model", arguments->model, "A .safetensors file or a run folder")
        ->required();
    arguments->grid.addTo(*command);
    command->add_option("--count", arguments->count, "How many faces")->capture_default_str();
    command->add_option("--out", arguments->out, "The table to write, .csv or .npy (NumPy)")
        ->required()
        ->type_name("FILE");
    command->callback([arguments, &outcome] { outcome.status = runLatents(*arguments); });
}

}  // namespace faceloom
