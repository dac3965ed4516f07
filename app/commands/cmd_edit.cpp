#include "app/commands/command.h"
#include "app/commands/face_numbers.h"
#include "app/commands/grid_arguments.h"
#include "app/commands/interrupt.h"
#include "app/commands/model_directions.h"
#include "app/commands/picture_output.h"
#include "core/imaging/contact_sheet.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>

namespace faceloom {

namespace {

constexpr double kLargestAmount = 100;

struct Arguments {
    ModelDirectionArguments model;
    GridArguments grid;
    int face = 0;
    std::vector<std::string> moves;
    std::vector<std::string> keep;
    double truncation = 1;
    bool renormalize = false;
    std::string out;
    SheetStyle style;
};

// "Smiling=2"
struct NamedAmount {
    std::string name;
    double amount = 0;
};

Result<NamedAmount> parseMove(const std::string& text) {
    const auto equals = text.rfind('=');
    NamedAmount move;
    if (equals != std::string::npos) {
        move.name = text.substr(0, equals);
        const char* end = text.data() + text.size();
        const auto [read, error] = std::from_chars(text.data() + equals + 1, end, move.amount);
        if (error == std::errc() && read == end && std::abs(move.amount) <= kLargestAmount)
            return move;
    }
    return fail(ErrorCode::InvalidArgument,
                "--move '{}' is not a direction and an amount within ±{}, as Smiling=2", text,
                kLargestAmount);
}

Status addTo(std::vector<DirectionMove>& moves, const std::vector<Direction>& directions,
             const NamedAmount& named, bool locked) {
    const auto found = std::ranges::find(directions, named.name, &Direction::name);
    if (found == directions.end()) {
        return fail(ErrorCode::InvalidArgument,
                    "the model has no direction '{}'; faceloom-cli directions lists them",
                    named.name);
    }
    moves.push_back({found->vector, named.amount, locked});
    return {};
}

Status check(const Arguments& arguments) {
    if (arguments.face < 1 || arguments.face > kGridFaces) {
        return fail(ErrorCode::InvalidArgument, "--face {} is not within 1 to {}", arguments.face,
                    kGridFaces);
    }
    if (!(arguments.truncation >= 0 && arguments.truncation <= 1)) {
        return fail(ErrorCode::InvalidArgument, "--truncation {} is not within 0 to 1",
                    arguments.truncation);
    }
    return checkScale(arguments.style.scale);
}

Status runEdit(const Arguments& arguments) {
    if (auto status = check(arguments); !status) return status;
    std::vector<NamedAmount> wanted;
    for (const std::string& text : arguments.moves) {
        const auto move = parseMove(text);
        if (!move) return passOn(move);
        wanted.push_back(*move);
    }
    const InterruptToken interrupt;
    const auto found = arguments.model.find(interrupt.token());
    if (!found) return passOn(found);
    std::vector<DirectionMove> moves;
    for (const NamedAmount& named : wanted)
        if (auto status = addTo(moves, found->directions, named, false); !status) return status;
    for (const std::string& name : arguments.keep)
        if (auto status = addTo(moves, found->directions, {name, 0}, true); !status) return status;
    const ModelInfo& model = found->studio.info();
    const Latent before = arguments.grid.sample(model, kGridFaces).at(arguments.face - 1);
    const std::vector<Latent> both = {
        before, edited(before, moves, arguments.truncation, arguments.renormalize)};
    auto faces = found->studio.render(both);
    if (!faces) return passOn(faces);
    const std::vector<SheetTile> tiles = {
        {std::move((*faces)[0]), std::to_string(arguments.face), ""},
        {std::move((*faces)[1]), "edited", ""}};
    const Provenance provenance{referenceTo(found->studio),
                                arguments.grid.of(model),
                                {{fmt::format("face {}", arguments.face), both[0],
                                  arguments.grid.face(model, arguments.face)},
                                 {"edited", both[1], {}}},
                                {},
                                {}};
    return writePicture(arguments.out, drawSheet(tiles, arguments.style), provenance);
}

}  // namespace

void addEditCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    arguments->style.columns = 2;
    CLI::App* command = app.add_subcommand("edit", "Move a face along directions");
    arguments->model.addTo(*command);
    command->add_option("--seed", arguments->grid.seed, "Which faces")->required();
    command->add_option("--face", arguments->face, "Which of the 36")->required();
    command
        ->add_option("--move", arguments->moves,
                     "A direction and how far along it, as Smiling=2; may be given again")
        ->type_name("NAME=AMOUNT");
    command
        ->add_option("--keep", arguments->keep,
                     "A direction that the others are to leave alone; may be given again")
        ->type_name("NAME");
    command->add_option("--truncation", arguments->truncation,
                        "0 to 1: how much is left when pulled towards the mean of all faces");
    command->add_flag("--renormalize", arguments->renormalize,
                      "Bring the result back to the norm that the face began with");
    command->add_option("--scale", arguments->style.scale, "1 to 8: pixels a face's pixel becomes")
        ->capture_default_str();
    command->add_flag("--captions", arguments->style.captions,
                      "Write what is what under the faces");
    command->add_option("--out", arguments->out, "The picture to write: the face, and edited")
        ->required()
        ->type_name("PNG");
    command->callback([arguments, &outcome] { outcome.status = runEdit(*arguments); });
}

}  // namespace faceloom
