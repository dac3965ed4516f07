#include "app/commands/command.h"
#include "app/commands/face_numbers.h"
#include "app/commands/grid_arguments.h"
#include "app/commands/picture_output.h"
#include "core/imaging/contact_sheet.h"
#include "core/latent/latent_studio.h"

#include <memory>

namespace faceloom {

namespace {

constexpr int kMostSteps = 1000;

struct Arguments {
    std::string model;
    std::string out;
    GridArguments grid;
    std::string from;
    std::string to;
    int steps = 10;
    std::string mode = "lerp";
    SheetStyle style;
};

Result<Latent> endLatent(const std::string& option, const std::string& text,
                         const std::vector<Latent>& grid) {
    auto numbers = parseFaceNumbers(option, text);
    if (!numbers) return passOn(numbers);
    if (numbers->size() != 1) {
        return fail(ErrorCode::InvalidArgument, "{} '{}': one face number is needed", option, text);
    }
    return latentsOf(*numbers, grid).front();
}

Status runInterpolate(const Arguments& arguments) {
    if (arguments.steps < 2 || arguments.steps > kMostSteps) {
        return fail(ErrorCode::InvalidArgument, "--steps {} is not within 2 to {}", arguments.steps,
                    kMostSteps);
    }
    const auto mode = readMode(arguments.mode);
    if (!mode) return passOn(mode);
    if (auto status = checkScale(arguments.style.scale); !status) return status;
    auto studio = LatentStudio::open(arguments.model);
    if (!studio) return passOn(studio);
    const auto grid = arguments.grid.sample(studio->info(), kGridFaces);
    auto from = endLatent("--from", arguments.from, grid);
    if (!from) return passOn(from);
    auto to = endLatent("--to", arguments.to, grid);
    if (!to) return passOn(to);
    const auto latents = interpolationPath(*from, *to, arguments.steps, *mode);
    auto faces = studio->render(latents);
    if (!faces) return passOn(faces);
    Provenance provenance{
        referenceTo(*studio), arguments.grid.of(studio->info()), {}, {}, LatentPath{}};
    for (const Latent& latent : latents)
        provenance.faces.push_back(
            {fmt::format("step {}", provenance.faces.size() + 1), latent, {}});
    for (const auto& [number, latent] : {std::pair{arguments.from, *from}, {arguments.to, *to}}) {
        PathKeyframe keyframe{"face " + number, latent};
        keyframe.mode = *mode;
        provenance.path->keyframes.push_back(std::move(keyframe));
    }
    std::vector<SheetTile> tiles;
    for (RgbImage& face : *faces)
        tiles.push_back({std::move(face), "", ""});
    tiles.front().caption = arguments.from;
    tiles.back().caption = arguments.to;
    SheetStyle style = arguments.style;
    style.columns = arguments.steps;
    return writePicture(arguments.out, drawSheet(tiles, style), provenance);
}

}  // namespace

void addInterpolateCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("interpolate", "Draw a strip of faces between two");
    command->add_option("--model", arguments->model, "A .safetensors file or a run folder")
        ->required();
    arguments->grid.addTo(*command);
    command->add_option("--from", arguments->from, "Number of the first face")->required();
    command->add_option("--to", arguments->to, "Number of the last face")->required();
    command->add_option("--steps", arguments->steps, "Faces in the strip, both ends included")
        ->capture_default_str();
    command->add_option("--mode", arguments->mode, "lerp (straight) or slerp (along the sphere)")
        ->capture_default_str();
    command->add_option("--scale", arguments->style.scale, "1 to 8")->capture_default_str();
    command->add_flag("--captions", arguments->style.captions, "The ends' numbers in the picture");
    command->add_option("--out", arguments->out, "The picture to write")
        ->required()
        ->type_name("PNG");
    command->callback([arguments, &outcome] { outcome.status = runInterpolate(*arguments); });
}

}  // namespace faceloom
