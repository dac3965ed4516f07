#include "app/commands/command.h"
#include "app/commands/face_pictures.h"
#include "core/base/shipped_models.h"
#include "core/latent/latent_table.h"
#include "core/reading/attribute_reader.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

struct Arguments {
    FaceArguments faces;
    std::string reader;
};

Status runAttributes(const Arguments& arguments, CommandOutcome& outcome) {
    auto reader = AttributeReader::open(arguments.reader.empty() ? shippedAttributeReader().string()
                                                                 : arguments.reader);
    if (!reader) return passOn(reader);
    Status failure;
    auto faces = arguments.faces.load(failure);
    if (!faces) return passOn(faces);
    std::cout << fmt::format("picture,{}\n", fmt::join(attributeNames(), ","));
    for (const NamedFace& named : *faces) {
        const auto readings = reader->read(std::span(&named.face, 1));
        if (!readings) return passOn(readings);
        std::cout << fmt::format("{},{:.4f}\n", csvField(named.name),
                                 fmt::join(readings->front().probabilities, ","));
    }
    // Said already, a line each.
    if (!failure) outcome.exit_code_when_good = exitCodeOf(failure.error().code);
    return {};
}

}  // namespace

void addAttributesCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("attributes", "Read CelebA's forty attributes off faces, as CSV");
    arguments->faces.addTo(*command);
    command->add_option("--reader", arguments->reader, "The reader (default: the one that ships)")
        ->type_name("FILE");
    command->callback(
        [arguments, &outcome] { outcome.status = runAttributes(*arguments, outcome); });
}

}  // namespace faceloom
