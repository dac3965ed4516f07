#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "app/commands/training_pictures.h"
#include "core/base/shipped_models.h"
#include "core/evaluation/checkpoint_measures.h"
#include "core/gan/model_info.h"
#include "core/train/best_checkpoint.h"
#include "core/train/run_folder.h"
#include "core/train/run_lock.h"
#include "core/train/run_measures.h"

#include <iostream>
#include <memory>
#include <optional>
#include <vector>

namespace faceloom {

namespace {

struct Arguments {
    std::string model;
    std::string reader = shippedAttributeReader().string();
    PrepareArguments pictures;
    std::size_t faces = 5000;
    std::size_t hold_out = 1000;
    bool again = false;
};

Result<RealFaces> readReal(const Arguments& arguments, const PackedDataset& dataset,
                           std::size_t hold_out, const std::stop_token& stop) {
    const auto reader = AttributeReader::open(arguments.reader);
    if (!reader) return passOn(reader);
    auto real = RealFaces::read(dataset, hold_out, arguments.faces, *reader, stop);
    if (!real) return passOn(real);
    for (const std::string& note : real->notes())
        std::cerr << note << '\n';
    return real;
}

Result<RunMeasure> measureOne(const std::filesystem::path& model, const RealFaces& real,
                              const std::stop_token& stop) {
    auto measure = measureCheckpoint(model, real, stop);
    if (measure)
        std::cerr << fmt::format("measured step {}: {}\n", measure->step, inOneLine(*measure));
    return measure;
}

Status print(std::span<const RunMeasure> rows) {
    const auto text = measuresText(rows);
    if (!text) return passOn(text);
    std::cout << *text;
    return {};
}

Result<PackedDataset> openPictures(Arguments& arguments, int image_size,
                                   const std::stop_token& stop) {
    std::string ignored;
    arguments.pictures.size = image_size;
    return openTrainingPictures(arguments.pictures, ignored, stop);
}

// Those checkpoints of a run that were not measured; all of them if that is asked for.
Result<std::vector<std::int64_t>> missingSteps(const RunFolder& folder, bool again) {
    const auto measured = readMeasures(folder.measuresFile());
    if (!measured) return passOn(measured);
    std::vector<std::int64_t> missing;
    for (const std::int64_t step : folder.checkpointSteps()) {
        if (again || !measureAt(*measured, step, kMeasuredFaces)) missing.push_back(step);
    }
    return missing;
}

Status measureSteps(const Arguments& arguments, const RunFolder& folder, const RunDescription& run,
                    const PackedDataset& dataset, const std::vector<std::int64_t>& steps,
                    const std::stop_token& stop) {
    const auto real =
        readReal(arguments, dataset, static_cast<std::size_t>(run.options.hold_out), stop);
    if (!real) return passOn(real);
    for (const std::int64_t step : steps) {
        auto measure = measureOne(folder.checkpointFile(step), *real, stop);
        if (!measure) return passOn(measure);
        measure->step = step;
        if (auto status = addMeasure(folder.measuresFile(), *measure); !status) return status;
    }
    return {};
}

Status measureRun(Arguments& arguments, const std::stop_token& stop) {
    const RunFolder folder(arguments.model);
    const auto run = folder.readDescription();
    if (!run) return passOn(run);
    // One writer a file: nobody trains in the folder meanwhile.
    const auto lock = RunLock::take(folder.root());
    if (!lock) return passOn(lock);
    const auto steps = missingSteps(folder, arguments.again);
    if (!steps) return passOn(steps);
    if (!steps->empty()) {
        if (arguments.pictures.images.empty()) arguments.pictures.images = run->data_path.string();
        const auto dataset = openPictures(arguments, run->options.network.imageSize(), stop);
        if (!dataset) return passOn(dataset);
        if (dataset->picturesSha256() != run->data_sha256) {
            return fail(ErrorCode::InvalidArgument,
                        "{}: not the pictures that {} was trained on ({}, {} of them)",
                        arguments.pictures.images, arguments.model, run->data_name,
                        run->data_count);
        }
        if (auto status = measureSteps(arguments, folder, *run, *dataset, *steps, stop); !status)
            return status;
    }
    const auto measured = readMeasures(folder.measuresFile());
    if (!measured) return passOn(measured);
    if (const auto best = bestCheckpoint(*measured, folder.checkpointSteps()))
        std::cerr << describe(*best) << '\n';
    return print(*measured);
}

Status measureModel(Arguments& arguments, const std::stop_token& stop) {
    const auto info = readModelInfo(arguments.model);
    if (!info) return passOn(info);
    if (arguments.pictures.images.empty()) {
        return fail(ErrorCode::InvalidArgument,
                    "--images is needed: the pictures to measure {} against", arguments.model);
    }
    const auto dataset = openPictures(arguments, info->network.imageSize(), stop);
    if (!dataset) return passOn(dataset);
    const auto real = readReal(arguments, *dataset, arguments.hold_out, stop);
    if (!real) return passOn(real);
    const auto measure = measureOne(info->path, *real, stop);
    if (!measure) return passOn(measure);
    return print(std::span(&*measure, 1));
}

Status runMeasure(Arguments& arguments) {
    const InterruptToken interrupt;
    return RunFolder(arguments.model).hasRun() ? measureRun(arguments, interrupt.token())
                                               : measureModel(arguments, interrupt.token());
}

}  // namespace

void addMeasureCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "measure",
        "How near a model's faces are to real ones, and whether they are copies, as CSV; of a run, "
        "every checkpoint that was not measured yet, which fills its measures.csv");
    command->add_option("model", arguments->model, "Run folder, or a .safetensors file")
        ->required()
        ->type_name("RUN|MODEL");
    command
        ->add_option("--images", arguments->pictures.images,
                     "Real pictures: a folder, a packed file, or 'sketch' (of a run: those it was "
                     "trained on, unless they have moved)")
        ->type_name("DIR");
    arguments->pictures.addTo(*command);
    command
        ->add_option("--faces", arguments->faces,
                     "Faces drawn for each, at most five for each picture held out")
        ->type_name("N")
        ->capture_default_str()
        ->check(CLI::Range(2, 100000));
    command
        ->add_option(
            "--hold-out", arguments->hold_out,
            "Of a single model: pictures to measure against, at most a tenth of all (a run "
            "has its own)")
        ->type_name("N")
        ->capture_default_str();
    command
        ->add_option("--reader", arguments->reader, "The face reader (default: the one that ships)")
        ->type_name("FILE");
    command->add_flag("--again", arguments->again, "Those that were measured before as well");
    command->callback([arguments, &outcome] { outcome.status = runMeasure(*arguments); });
}

}  // namespace faceloom
