#include "core/report/option_facts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace faceloom {

namespace {

std::string onOrOff(bool on) {
    return on ? "yes" : "no";
}

std::string lengthOf(const TrainOptions& options) {
    return options.steps > 0 ? fmt::format("{} steps", options.steps)
                             : fmt::format("{} epochs", options.epochs);
}

}  // namespace

Facts optionFacts(const RunDescription& run) {
    const TrainOptions& options = run.options;
    const NetworkOptions& network = options.network;
    const int side = network.imageSize();
    Facts facts{
        {"Pictures", fmt::format("{}: {}, of which {} are held out", run.data_name, run.data_count,
                                 run.data_count - run.trainingCount())},
        {"Size of a face", fmt::format("{} × {} pixels", side, side)},
        {"Length", lengthOf(options)},
        {"Pictures a step", fmt::format("{}", options.batch)},
        {"Latent size", fmt::format("{}", network.latent_size)},
        {"Output", std::string(nameOf(network.output))},
        {"Generator's channels", fmt::format("{}", fmt::join(network.generator_widths, ", "))},
        {"Discriminator", fmt::format("{}: {}", nameOf(network.discriminator),
                                      fmt::join(network.discriminator_widths, ", "))},
        {"Dropout", fmt::format("{}", network.dropout)},
        {"Learning rate",
         fmt::format("{} (discriminator {})", options.learning_rate, options.discriminatorRate())},
        {"Adam's β", fmt::format("{}, {}", options.beta1, options.beta2)},
        {"Rates fall over the last", fmt::format("{} steps", options.decay_steps)},
        {"Mirrored pictures", onOrOff(options.mirror)},
        {"Augmentation", onOrOff(options.augment)},
        {"Average of the weights", options.weight_average > 0
                                       ? fmt::format("{}", options.weight_average)
                                       : std::string("none")},
        {"Seed", fmt::format("{}", options.seed)},
        {"Device", fmt::format("{}, {}", nameOf(options.device), nameOf(options.precision))},
        {"Trained with", "Faceloom " + run.faceloom_version},
    };
    if (options.discriminator_first > 0) {
        facts.push_back({"The discriminator alone for the first",
                         fmt::format("{} steps", options.discriminator_first)});
    }
    if (!options.start_from.empty()) facts.push_back({"Begun with", options.start_from});
    return facts;
}

}  // namespace faceloom
