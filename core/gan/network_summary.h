// The networks as a table: layer, output shape, parameters, read off the real modules. Thread-safe:
// no shared state.
#pragma once

#include "core/gan/network_options.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace faceloom {

struct LayerRow {
    std::string layer;                 // "Conv 5×5, stride 2, same, LeakyReLU 0.2"
    std::vector<std::int64_t> output;  // height, width, channels; or one length
    std::int64_t parameters = 0;       // batch norm's moving statistics counted, as Keras does
};

struct NetworkSummary {
    std::string name;  // "generator" | "discriminator"
    std::vector<LayerRow> layers;
    [[nodiscard]] std::int64_t parameters() const;
};

// Builds the generator alone and runs one sample through it: a file's options may claim any
// discriminator. Options must pass check().
[[nodiscard]] NetworkSummary summarizeGenerator(const NetworkOptions& options);
// Builds both networks and runs one sample through each, the discriminator's first. Options must
// pass check().
[[nodiscard]] std::array<NetworkSummary, 2> summarizeNetworks(const NetworkOptions& options);
// As text for a terminal, columns aligned.
[[nodiscard]] std::string formatSummary(const NetworkSummary& summary);

}  // namespace faceloom
