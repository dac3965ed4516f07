#include "app/commands/command.h"
#include "app/commands/face_numbers.h"
#include "app/commands/grid_arguments.h"
#include "app/commands/picture_output.h"
#include "core/imaging/contact_sheet.h"
#include "core/latent/latent_studio.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

struct Arguments {
    std::string model;
    std::string out;
    GridArguments grid;
    bool renormalize = false;
    bool result_only = false;
    SheetStyle style;
    CLI::App* command = nullptr;
};

struct Term {
    bool subtracted = false;
    std::vector<int> numbers;
};

// The terms in the order of the command line, --add and --subtract mixed as they were given.
Result<std::vector<Term>> readTerms(const CLI::App& command) {
    std::vector<Term> terms;
    std::map<const CLI::Option*, std::size_t> used;
    for (const CLI::Option* option : command.parse_order()) {
        const std::string name = option->get_name();
        if (name != "--add" && name != "--subtract") continue;
        auto numbers = parseFaceNumbers(name, option->results().at(used[option]++));
        if (!numbers) return passOn(numbers);
        terms.push_back({name == "--subtract", std::move(*numbers)});
    }
    if (terms.empty()) {
        return fail(ErrorCode::InvalidArgument,
                    "arithmetic: give at least one --add or --subtract");
    }
    return terms;
}

std::string captionOf(const Term& term) {
    return fmt::format("{}{}", term.numbers.size() > 1 ? "mean of " : "",
                       fmt::join(term.numbers, ", "));
}

std::vector<SheetTile> makeTiles(const std::vector<Term>& terms, std::vector<RgbImage> faces) {
    std::vector<SheetTile> tiles;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const std::string sign = terms[i].subtracted ? "-" : i == 0 ? "" : "+";
        tiles.push_back({std::move(faces[i]), captionOf(terms[i]), sign});
    }
    tiles.push_back({std::move(faces.back()), "result", "="});
    return tiles;
}

// The terms as sets A, B, C… and the formula over them, so that the window shows the same.
SetArithmetic asSets(const std::vector<Term>& terms, const std::vector<Latent>& grid,
                     const Arguments& arguments, const ModelInfo& model) {
    SetArithmetic arithmetic;
    for (const Term& term : terms) {
        const std::size_t number = arithmetic.sets.size();
        LatentSet set;
        set.letter = number < 26 ? std::string(1, static_cast<char>('A' + number))
                                 : fmt::format("S{}", number + 1);
        set.name = captionOf(term);
        set.look = static_cast<int>(number % 8);
        for (const int face : term.numbers) {
            set.members.push_back({fmt::format("face {}", face),
                                   grid.at(static_cast<std::size_t>(face - 1)),
                                   arguments.grid.face(model, face)});
        }
        const char* sign = term.subtracted ? "- " : number > 0 ? "+ " : "";
        arithmetic.formula += (number > 0 ? " " : "") + std::string(sign) + set.letter;
        arithmetic.sets.push_back(std::move(set));
    }
    arithmetic.renormalized = arguments.renormalize;
    return arithmetic;
}

Status runArithmetic(const Arguments& arguments) {
    if (auto status = checkScale(arguments.style.scale); !status) return status;
    auto terms = readTerms(*arguments.command);
    if (!terms) return passOn(terms);
    auto studio = LatentStudio::open(arguments.model);
    if (!studio) return passOn(studio);
    const auto grid = arguments.grid.sample(studio->info(), kGridFaces);
    std::vector<LatentTerm> weighted;
    std::vector<Latent> shown;
    for (const Term& term : *terms) {
        weighted.push_back({term.subtracted ? -1.0 : 1.0, latentsOf(term.numbers, grid)});
        shown.push_back(meanOf(weighted.back().latents));
    }
    Latent result = combine(weighted);
    const GridSeed seed = arguments.grid.of(studio->info());
    const double typical = seed.truncation * typicalNorm(studio->latentSize());
    std::cerr << fmt::format("norm of the result {:.3f}, typical {:.3f}\n", norm(result), typical);
    if (arguments.renormalize) result = withNorm(result, typical);
    if (arguments.result_only) shown.clear();
    shown.push_back(std::move(result));
    auto faces = studio->render(shown);
    if (!faces) return passOn(faces);
    Provenance provenance{
        referenceTo(*studio), seed, {}, asSets(*terms, grid, arguments, studio->info()), {}};
    for (std::size_t i = 0; i + 1 < shown.size(); ++i)
        provenance.faces.push_back({captionOf((*terms)[i]), shown[i], {}});
    provenance.faces.push_back({"result", shown.back(), {}});
    if (arguments.result_only) return writePicture(arguments.out, faces->front(), provenance);
    const auto tiles = makeTiles(*terms, std::move(*faces));
    SheetStyle style = arguments.style;
    style.columns = static_cast<int>(tiles.size());
    return writePicture(arguments.out, drawSheet(tiles, style), provenance);
}

}  // namespace

void addArithmeticCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "arithmetic", "Add and subtract faces; each option is the mean of its faces");
    arguments->command = command;
    command->add_option("--model", arguments->model, "A .safetensors file or a run folder")
        ->required();
    arguments->grid.addTo(*command);
    for (const char* name : {"--add", "--subtract"}) {
        command->add_option(name, "Face numbers, as 1,5,9; may be repeated, in any order")
            ->type_name("LIST")
            ->expected(1)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
    command->add_flag("--renormalize", arguments->renormalize,
                      "Bring the result to the length that latents usually have");
    command->add_flag("--result-only", arguments->result_only,
                      "Write the result alone, as it is drawn");
    command->add_option("--scale", arguments->style.scale, "1 to 8");
    command->add_flag("--captions", arguments->style.captions, "Signs and captions in the picture");
    command->add_option("--out", arguments->out, "The picture to write")
        ->required()
        ->type_name("PNG");
    command->callback([arguments, &outcome] { outcome.status = runArithmetic(*arguments); });
}

}  // namespace faceloom
