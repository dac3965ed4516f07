#include "app/commands/command.h"
#include "core/base/one_line.h"
#include "core/gan/model_info.h"
#include "core/gan/network_summary.h"
#include "core/latent/latent_studio.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

struct InfoArguments {
    bool network = false;
    std::string model;
    int size = 64;
    int latent = 60;
};

void printNetworks(const NetworkOptions& options) {
    const auto summaries = summarizeNetworks(options);
    std::cout << formatSummary(summaries[0]) << '\n' << formatSummary(summaries[1]);
}

Status runInfo(const InfoArguments& arguments) {
    if (arguments.network == !arguments.model.empty()) {
        return fail(ErrorCode::InvalidArgument, "info: give either --network or --model FILE");
    }
    if (arguments.network) {
        NetworkOptions options;
        options.latent_size = arguments.latent;
        if (auto status = options.setImageSize(arguments.size); !status) return status;
        if (auto status = options.check(); !status) return status;
        printNetworks(options);
        return {};
    }
    // Opened whole, so that a file this command shows is a file the others can use.
    auto studio = LatentStudio::open(arguments.model);
    if (!studio) return passOn(studio);
    const ModelInfo& info = studio->info();
    std::cout << fmt::format(
        "file: {}\nlatent size: {}\npictures: {} x {}\noutput: {}\ntrained on: {}\n"
        "in its last run: {} steps, {:.2f} epochs\n"
        "truncation: {}\nwritten by: Faceloom {}\n\n",
        info.path.string(), info.network.latent_size, info.network.imageSize(),
        info.network.imageSize(), nameOf(info.network.output), escapedLine(info.trained_on),
        info.step, info.epoch, info.truncation, escapedLine(info.faceloom_version));
    std::cout << formatSummary(summarizeGenerator(info.network));
    return {};
}

}  // namespace

void addInfoCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<InfoArguments>();
    CLI::App* command =
        app.add_subcommand("info", "Show the networks' layers, or what a model file is");
    command->add_flag("--network", arguments->network, "Both networks, layer by layer");
    command->add_option("--model", arguments->model, "A .safetensors file or a run folder");
    command->add_option("--size", arguments->size,
                        "With --network: pictures of 32, 64 or 128 pixels");
    command->add_option("--latent", arguments->latent, "With --network: latent size");
    command->callback([arguments, &outcome] { outcome.status = runInfo(*arguments); });
}

}  // namespace faceloom
