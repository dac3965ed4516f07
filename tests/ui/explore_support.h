// Small models for the tests of the exploring side.
#pragma once

#include "core/gan/untrained_generator.h"

#include <QTemporaryDir>
#include <filesystem>
#include <string>

namespace faceloom {

// A folder of its own with models that are quick to draw (32 × 32 pixels, latents of 12 numbers).
class ModelFolder {
public:
    [[nodiscard]] std::filesystem::path root() const { return folder_.path().toStdString(); }

    // Another seed draws other faces.
    [[nodiscard]] std::filesystem::path model(const std::string& name, std::uint64_t seed,
                                              int latent_size = 12) const {
        NetworkOptions options;
        options.latent_size = latent_size;
        options.generator_widths = {16, 8, 8};
        options.discriminator_widths = {8, 8, 8, 8};
        const auto path = root() / name;
        if (!writeUntrainedGenerator(path, options, seed)) qFatal("no model for the test");
        return path;
    }

private:
    QTemporaryDir folder_;
};

}  // namespace faceloom
