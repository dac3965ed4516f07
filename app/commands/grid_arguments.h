// Which faces a command means: those that a model draws from a seed.
#pragma once

#include "core/base/result.h"
#include "core/gan/model_info.h"
#include "core/latent/explorer_types.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <CLI/CLI.hpp>

namespace faceloom {

struct GridArguments {
    std::uint64_t seed = 1;
    std::optional<double> truncation;  // nothing: the model's own

    // --seed and --truncation.
    void addTo(CLI::App& command, bool required = true);
    // --truncation alone, for a command with seeds of its own.
    void addTruncationTo(CLI::App& command);

    [[nodiscard]] GridSeed of(const ModelInfo& model) const;
    [[nodiscard]] std::vector<Latent> sample(const ModelInfo& model, std::size_t count) const;
    [[nodiscard]] SeedFace face(const ModelInfo& model, int number) const;
};

}  // namespace faceloom
