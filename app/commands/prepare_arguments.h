// The options that say which pictures and which part of each, shared by prepare and train.
#pragma once

#include "app/commands/detector_arguments.h"
#include "core/base/result.h"
#include "core/imaging/dataset_builder.h"

#include <string>

#include <CLI/CLI.hpp>

namespace faceloom {

struct PrepareArguments {
    std::string images;
    std::string attributes;
    std::string crop;
    DetectorArguments detector;
    int size = 64;
    std::size_t limit = 0;

    void addTo(CLI::App& command);
    // Errors: InvalidArgument.
    [[nodiscard]] Result<PrepareOptions> toOptions() const;
};

// What a person should hear of the result, on stderr: from the cache, skipped pictures, warnings.
void reportPrepared(const PreparedData& prepared);

// Progress of decoding on stderr, one line rewritten on a terminal.
[[nodiscard]] PrepareObserver prepareProgressPrinter();

}  // namespace faceloom
