// What train-age and train-attributes, evaluate-age and evaluate-attributes have in common.
#pragma once

#include "app/commands/prepare_arguments.h"
#include "core/data/packed_dataset.h"
#include "core/reading/reader_options.h"

#include <stop_token>
#include <string>

#include <CLI/CLI.hpp>

namespace faceloom {

struct ReaderArguments {
    PrepareArguments pictures;
    ReaderTrainOptions options;
    std::string precision = "auto";
    std::string out;

    // `out_type` is FILE or DIR.
    void addTo(CLI::App& command, const char* what_out_is, const char* out_type);
    // Sets options.precision. Errors: InvalidArgument.
    [[nodiscard]] Status readPrecision();
};

// Faces of 64 × 64 pixels with their labels: a packed file, or a folder prepared into the cache.
// Errors: those of prepareCached and PackedDataset::open.
[[nodiscard]] Result<PackedDataset> openLabelledFaces(const PrepareArguments& pictures,
                                                      const std::stop_token& stop);

// Loss, speed and time left on stderr: one line rewritten on a terminal, else one every 20 steps.
[[nodiscard]] ReaderObserver readerProgressPrinter();

}  // namespace faceloom
