#include "app/commands/command.h"
#include "app/commands/face_pictures.h"
#include "app/commands/interrupt.h"
#include "app/commands/model_directions.h"
#include "core/latent/latent_table.h"

#include <array>
#include <iostream>
#include <memory>

namespace faceloom {

namespace {

constexpr std::array kMeasured = {FaceAttribute::Smiling, FaceAttribute::Male, FaceAttribute::Young,
                                  FaceAttribute::Eyeglasses};

struct Arguments {
    ModelDirectionArguments model;
    bool measure = false;
    bool vectors = false;
};

std::string_view nameOf(DirectionKind kind) {
    switch (kind) {
        case DirectionKind::Component:
            return "component";
        case DirectionKind::Factor:
            return "factor";
        case DirectionKind::Attribute:
            return "attribute";
        case DirectionKind::Sets:
            break;
    }
    return "sets";
}

std::string header(const Arguments& arguments, int latent_size) {
    std::string line = "direction,kind,strength";
    if (arguments.measure) {
        for (const FaceAttribute attribute : kMeasured)
            line += fmt::format(",{}", attributeNames()[static_cast<std::size_t>(attribute)]);
        line += ",years";
    }
    for (int i = 1; arguments.vectors && i <= latent_size; ++i)
        line += fmt::format(",z{}", i);
    return line;
}

// Empty fields for what nobody reads.
std::string fieldsOf(const DirectionEffect& effect) {
    std::string fields;
    for (const FaceAttribute attribute : kMeasured) {
        fields +=
            effect.has_attributes
                ? fmt::format(",{:.4f}", effect.attributes[static_cast<std::size_t>(attribute)])
                : ",";
    }
    return fields + (effect.years ? fmt::format(",{:.2f}", *effect.years) : ",");
}

Status runDirections(const Arguments& arguments) {
    const InterruptToken interrupt;
    const auto found = arguments.model.find(interrupt.token());
    if (!found) return passOn(found);
    std::cout << header(arguments, found->studio.latentSize()) << '\n';
    for (const Direction& direction : found->directions) {
        std::string line = fmt::format("{},{},{:.4f}", csvField(direction.name),
                                       nameOf(direction.kind), direction.strength);
        if (arguments.measure) {
            const auto effect =
                measureEffect(found->studio, found->readers, direction.vector, kMeasuredAmount,
                              kMeasuredFaces, kMeasuringSeed, interrupt.token(), [](double) {});
            if (!effect) return passOn(effect);
            line += fieldsOf(*effect);
        }
        if (arguments.vectors) line += fmt::format(",{:.9g}", fmt::join(direction.vector, ","));
        std::cout << line << std::endl;
    }
    return {};
}

}  // namespace

void addDirectionsCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("directions", "Find the directions that change a model's faces, as CSV");
    arguments->model.addTo(*command);
    command->add_flag("--measure", arguments->measure,
                      "What each changes on 500 faces, from 2 against it to 2 along it");
    command->add_flag("--vectors", arguments->vectors, "The directions' numbers, too");
    command->callback([arguments, &outcome] { outcome.status = runDirections(*arguments); });
}

}  // namespace faceloom
