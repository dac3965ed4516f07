// The text for whoever looks into a problem, as the window knows it. For the GUI thread; reads a
// few small files of the system.
#pragma once

#include "core/base/facts.h"
#include "core/gan/model_info.h"
#include "core/train/train_options.h"

#include <QString>
#include <filesystem>
#include <optional>

namespace faceloom {

struct ErrorReportSources {
    const ModelInfo* model = nullptr;  // the open one, if there is any
    std::filesystem::path run_folder;  // of the run that goes on or ended last, if any
    std::optional<TrainOptions> run_options;
};

// Program, machine, libraries, window, model, run and the last lines of the log; the home folder is
// written as ~.
[[nodiscard]] QString errorReport(const ErrorReportSources& sources);

// Into the log, as the window's first lines: the program, the machine and the libraries.
void logWindowStart();
// What Qt has to say goes into the log as well, and to stderr as before.
void logQtMessages();

}  // namespace faceloom
