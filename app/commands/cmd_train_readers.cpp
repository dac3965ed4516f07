#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "app/commands/reader_arguments.h"
#include "core/reading/train_readers.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

using TrainReader = Result<ReaderReport> (*)(const PackedDataset&, const ReaderTrainOptions&,
                                             const std::filesystem::path&, const std::stop_token&,
                                             const ReaderObserver&);

Status runTraining(ReaderArguments& arguments, TrainReader train) {
    if (auto status = arguments.readPrecision(); !status) return status;
    const InterruptToken interrupt;
    auto dataset = openLabelledFaces(arguments.pictures, interrupt.token());
    if (!dataset) return passOn(dataset);
    const auto report = train(*dataset, arguments.options, arguments.out, interrupt.token(),
                              readerProgressPrinter());
    if (!report) return passOn(report);
    std::cerr << fmt::format(
        "trained on {} pictures; {} held out to measure on, {} without labels\n",
        report->trained_on, report->held_out, report->unlabelled);
    std::cout << arguments.out << '\n';
    return {};
}

}  // namespace

void addTrainAgeCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<ReaderArguments>();
    CLI::App* command = app.add_subcommand(
        "train-age", "Train an age network on faces named as UTKFace names them");
    arguments->addTo(*command, "Folder for the Caffe pair", "DIR");
    command->callback(
        [arguments, &outcome] { outcome.status = runTraining(*arguments, trainAgeNetwork); });
}

void addTrainAttributesCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<ReaderArguments>();
    CLI::App* command = app.add_subcommand("train-attributes",
                                           "Train a reader of CelebA's forty attributes on CelebA");
    arguments->addTo(*command, "The .safetensors file to write", "FILE");
    command->callback(
        [arguments, &outcome] { outcome.status = runTraining(*arguments, trainAttributeReader); });
}

}  // namespace faceloom
