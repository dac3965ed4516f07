#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "app/commands/reader_arguments.h"
#include "core/base/shipped_models.h"
#include "core/reading/evaluation.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

struct Arguments {
    PrepareArguments pictures;
    std::string model;
    bool everything = false;
};

void addCommon(CLI::App& command, Arguments& arguments) {
    command
        .add_option("--images", arguments.pictures.images, "Folder of pictures, or a packed file")
        ->required()
        ->type_name("DIR");
    command.add_flag("--all", arguments.everything,
                     "Every picture, not only those that training holds out");
}

void printConfusion(const AgeConfusion& confusion) {
    std::cout << "rows: as labelled; columns: as read\n        ";
    for (const AgeBucket& bucket : ageBuckets())
        std::cout << fmt::format("{:>8}", bucket.name);
    std::cout << '\n';
    for (std::size_t i = 0; i < kAgeBuckets; ++i) {
        std::cout << fmt::format("{:<8}{:>8}\n", ageBuckets()[i].name,
                                 fmt::join(confusion.count[i], ""));
    }
}

void printAges(const char* who, const AgeConfusion& confusion) {
    std::cout << fmt::format("{:<8}{:>8} faces  {:5.1f} % exact  {:5.1f} % within one bucket\n",
                             who, confusion.total(), 100 * confusion.exact(),
                             100 * confusion.withinOne());
}

Status runAges(const Arguments& arguments) {
    const auto files = AgeModelFiles::in(
        arguments.model.empty() ? shippedAgeModel() : std::filesystem::path(arguments.model));
    if (!files) return passOn(files);
    const auto estimator = AgeEstimator::open(*files);
    if (!estimator) return passOn(estimator);
    const InterruptToken interrupt;
    const auto dataset = openLabelledFaces(arguments.pictures, interrupt.token());
    if (!dataset) return passOn(dataset);
    const auto result = evaluateAges(*dataset, *estimator, arguments.everything, interrupt.token());
    if (!result) return passOn(result);
    printConfusion(result->all);
    printAges("all", result->all);
    printAges("women", result->women);
    printAges("men", result->men);
    return {};
}

std::string percent(double share, bool known) {
    return known ? fmt::format("{:.1f}", 100 * share) : std::string("-");
}

void printAttribute(const AttributeEvaluation& evaluation, std::size_t i) {
    const AttributeCounts& all = evaluation.all[i];
    std::string line = fmt::format(
        "{:<20}{:>8}{:>10}{:>10}", attributeNames()[i], percent(all.accuracy(), true),
        percent(all.balanced(), all.balanced() > 0), all.true_positive + all.false_negative);
    for (const auto* group :
         {&evaluation.women, &evaluation.men, &evaluation.young, &evaluation.old}) {
        line += fmt::format("{:>8}", percent((*group)[i].accuracy(), (*group)[i].total() > 0));
    }
    std::cout << line << '\n';
}

Status runAttributes(const Arguments& arguments) {
    const auto reader =
        AttributeReader::open(arguments.model.empty() ? shippedAttributeReader()
                                                      : std::filesystem::path(arguments.model));
    if (!reader) return passOn(reader);
    const InterruptToken interrupt;
    const auto dataset = openLabelledFaces(arguments.pictures, interrupt.token());
    if (!dataset) return passOn(dataset);
    const auto result =
        evaluateAttributes(*dataset, *reader, arguments.everything, interrupt.token());
    if (!result) return passOn(result);
    std::cout << fmt::format(
        "{} faces; % read as labelled\n{:<20}{:>8}{:>10}{:>10}{:>8}{:>8}{:>8}{:>8}\n",
        result->pictures, "attribute", "all", "balanced", "have it", "women", "men", "young",
        "old");
    for (std::size_t i = 0; i < kAttributes; ++i)
        printAttribute(*result, i);
    return {};
}

}  // namespace

void addEvaluateAgeCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "evaluate-age", "How well an age network does on faces named as UTKFace names them");
    addCommon(*command, *arguments);
    command
        ->add_option("--age-model", arguments->model,
                     "Folder with a Caffe pair (default: the one that ships)")
        ->type_name("DIR");
    command->callback([arguments, &outcome] { outcome.status = runAges(*arguments); });
}

void addEvaluateAttributesCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("evaluate-attributes", "How well an attribute reader does on CelebA");
    addCommon(*command, *arguments);
    command->add_option("--reader", arguments->model, "The reader (default: the one that ships)")
        ->type_name("FILE");
    command->callback([arguments, &outcome] { outcome.status = runAttributes(*arguments); });
}

}  // namespace faceloom
