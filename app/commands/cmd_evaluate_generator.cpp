#include "app/commands/command.h"
#include "app/commands/grid_arguments.h"
#include "app/commands/interrupt.h"
#include "app/commands/reader_arguments.h"
#include "core/base/shipped_models.h"
#include "core/reading/arithmetic_check.h"
#include "core/reading/realism.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

constexpr std::uint64_t kMostSeeds = 100000;

struct Arguments {
    std::string model;
    std::string reader;
    PrepareArguments pictures;
    std::size_t faces = 2000;
    std::uint64_t seeds = 200;
    bool renormalize = false;
    GridArguments grid;
};

void print(const char* what, std::size_t part, std::size_t whole) {
    std::cout << fmt::format("{:<44}{:>6} of {:<6}{:5.1f} %\n", what, part, whole,
                             100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string thousandths(const std::optional<KernelDistance>& distance) {
    return distance ? fmt::format("{:8.2f} ± {:.2f}", 1000 * distance->value,
                                  1000 * distance->standard_error)
                    : std::string("       -");
}

Status compareWithPictures(const Arguments& arguments, const LatentStudio& studio,
                           const AttributeReader& reader, const std::stop_token& stop) {
    const auto dataset = openLabelledFaces(arguments.pictures, stop);
    if (!dataset) return passOn(dataset);
    // A seed that none of the grids above has.
    const auto groups =
        measureRealism(studio, reader, *dataset, arguments.faces,
                       {kMostSeeds + 1, arguments.grid.of(studio.info()).truncation}, stop);
    if (!groups) return passOn(groups);
    std::cout << "kernel distance × 1000 between generated faces and real pictures (the reader's "
                 "features),\nby what the reader takes them for\n";
    std::cout << fmt::format("  {:<12}{:>8}{:>12}    {:<18}{}\n", "", "real", "generated",
                             "distance", "between halves of the real");
    for (const GroupRealism& group : *groups) {
        std::cout << fmt::format("  {:<12}{:>8}{:>12}    {:<18}{}\n", group.group, group.real,
                                 group.generated, thousandths(group.distance),
                                 thousandths(group.floor));
    }
    return {};
}

Status runEvaluation(const Arguments& arguments) {
    if (arguments.seeds < 1 || arguments.seeds > kMostSeeds) {
        return fail(ErrorCode::InvalidArgument, "--seeds {} is not within 1 to {}", arguments.seeds,
                    kMostSeeds);
    }
    const auto studio = LatentStudio::open(
        arguments.model.empty() ? shippedGenerator() : std::filesystem::path(arguments.model));
    if (!studio) return passOn(studio);
    const auto reader =
        AttributeReader::open(arguments.reader.empty() ? shippedAttributeReader()
                                                       : std::filesystem::path(arguments.reader));
    if (!reader) return passOn(reader);
    const InterruptToken interrupt;
    const double truncation = arguments.grid.of(studio->info()).truncation;
    const auto check = checkArithmetic(*studio, *reader, arguments.seeds, truncation,
                                       arguments.renormalize, interrupt.token());
    if (!check) return passOn(check);
    std::cout << fmt::format("truncation {}\n", truncation);
    std::cout << "smiling woman − neutral woman + neutral man, sets as suggested\n";
    print("  reads as a smiling man", check->smiling_man, check->seeds);
    print("  reads as smiling", check->smiling, check->seeds);
    print("  reads as a man", check->male, check->seeds);
    std::cout << "faces, 36 a seed\n";
    print("  read as smiling", check->smiling_faces, check->faces);
    print("  read as men", check->male_faces, check->faces);
    print("  read as young", check->young_faces, check->faces);
    print("  read as wearing glasses", check->glasses_faces, check->faces);
    std::cout << fmt::format(
        "the two most alike of a grid differ by {:.1f} grey levels (root mean square) on average, "
        "{:.1f} at "
        "least\n",
        check->mean_least_difference, check->least_difference);
    if (!arguments.pictures.images.empty())
        return compareWithPictures(arguments, *studio, *reader, interrupt.token());
    return {};
}

}  // namespace

void addEvaluateGeneratorCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "evaluate-generator",
        "How often the arithmetic of faces gives what it should, over many seeds");
    command
        ->add_option("--model", arguments->model,
                     "A .safetensors file or a run folder (default: the generator that ships)")
        ->type_name("FILE");
    command
        ->add_option("--reader", arguments->reader,
                     "The attribute reader (default: the one that ships)")
        ->type_name("FILE");
    command
        ->add_option("--images", arguments->pictures.images,
                     "Real pictures to compare with: a folder, or a packed file")
        ->type_name("DIR");
    command->add_option("--faces", arguments->faces, "How many are compared with as many pictures")
        ->capture_default_str();
    command->add_option("--seeds", arguments->seeds, "How many seeds, from 1")
        ->capture_default_str();
    arguments->grid.addTruncationTo(*command);
    command->add_flag("--renormalize", arguments->renormalize,
                      "Bring each result back to the usual norm");
    command->callback([arguments, &outcome] { outcome.status = runEvaluation(*arguments); });
}

}  // namespace faceloom
