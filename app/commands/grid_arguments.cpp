#include "app/commands/grid_arguments.h"

#include "core/latent/latent_ops.h"

namespace faceloom {

void GridArguments::addTo(CLI::App& command, bool required) {
    command.add_option("--seed", seed, "Which faces")->required(required);
    addTruncationTo(command);
}

void GridArguments::addTruncationTo(CLI::App& command) {
    command
        .add_option("--truncation", truncation,
                    "0 to 1: below 1 the faces are drawn nearer to the average, fewer are broken "
                    "and they vary less (default: what the model says, else 1)")
        ->check(CLI::Range(0.0, 1.0));
}

GridSeed GridArguments::of(const ModelInfo& model) const {
    return {seed, truncation.value_or(model.truncation)};
}

std::vector<Latent> GridArguments::sample(const ModelInfo& model, std::size_t count) const {
    return sampleLatents(of(model), count, model.network.latent_size);
}

SeedFace GridArguments::face(const ModelInfo& model, int number) const {
    return {seed, number, of(model).truncation};
}

}  // namespace faceloom
