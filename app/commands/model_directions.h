// A model and its directions, as the commands directions and edit take them.
#pragma once

#include "core/latent/latent_studio.h"
#include "core/reading/direction_search.h"

#include <stop_token>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace faceloom {

struct ModelDirections {
    LatentStudio studio;
    FaceReadings readers;
    std::vector<Direction> directions;
};

struct ModelDirectionArguments {
    std::string model;
    std::string reader;
    std::string age_model;

    void addTo(CLI::App& command);
    // With the readers that ship where no other is named; one that is missing there is left out.
    // Errors: those of LatentStudio, the readers and findDirections.
    [[nodiscard]] Result<ModelDirections> find(const std::stop_token& stop) const;
};

}  // namespace faceloom
