#include "app/commands/command.h"
#include "app/commands/grid_arguments.h"
#include "app/commands/picture_output.h"
#include "core/imaging/contact_sheet.h"
#include "core/latent/latent_studio.h"

#include <memory>

namespace faceloom {

namespace {

constexpr int kMostColumns = 10000;

struct Arguments {
    std::string model;
    std::string out;
    GridArguments grid;
    int count = 36;
    SheetStyle style;
};

Status runGenerate(const Arguments& arguments) {
    if (auto status = checkCount(arguments.count); !status) return status;
    if (arguments.style.columns < 1 || arguments.style.columns > kMostColumns) {
        return fail(ErrorCode::InvalidArgument, "--columns {} is not within 1 to {}",
                    arguments.style.columns, kMostColumns);
    }
    if (auto status = checkScale(arguments.style.scale); !status) return status;
    auto studio = LatentStudio::open(arguments.model);
    if (!studio) return passOn(studio);
    const auto latents =
        arguments.grid.sample(studio->info(), static_cast<std::size_t>(arguments.count));
    auto faces = studio->render(latents);
    if (!faces) return passOn(faces);
    Provenance provenance{referenceTo(*studio), arguments.grid.of(studio->info()), {}, {}, {}};
    std::vector<SheetTile> tiles;
    for (std::size_t i = 0; i < faces->size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        tiles.push_back({std::move((*faces)[i]), std::to_string(number), ""});
        provenance.faces.push_back({fmt::format("face {}", number), latents[i],
                                    arguments.grid.face(studio->info(), number)});
    }
    return writePicture(arguments.out, drawSheet(tiles, arguments.style), provenance);
}

}  // namespace

void addGenerateCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("generate", "Draw faces from a seed");
    command->add_option("--model", arguments->model, "A .safetensors file or a run folder")
        ->required();
    arguments->grid.addTo(*command);
    command->add_option("--count", arguments->count, "How many faces")->capture_default_str();
    command->add_option("--columns", arguments->style.columns, "Faces a row")
        ->capture_default_str();
    command->add_option("--scale", arguments->style.scale, "1 to 8: pixels a face's pixel becomes")
        ->capture_default_str();
    command->add_flag("--numbers", arguments->style.captions, "Write each face's number under it");
    command->add_option("--out", arguments->out, "The picture to write")
        ->required()
        ->type_name("PNG");
    command->callback([arguments, &outcome] { outcome.status = runGenerate(*arguments); });
}

}  // namespace faceloom
