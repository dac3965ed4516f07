#include "app/commands/command.h"
#include "app/commands/face_numbers.h"
#include "app/commands/grid_arguments.h"
#include "app/commands/interrupt.h"
#include "app/commands/path_movie.h"
#include "app/commands/picture_output.h"
#include "core/imaging/movie_writer.h"
#include "core/latent/latent_path.h"
#include "core/latent/latent_studio.h"

#include <memory>

namespace faceloom {

namespace {

struct Arguments {
    std::string model;
    std::string out;
    GridArguments grid;
    std::string keyframes;
    int frames = PathKeyframe{}.frames;
    std::string mode = "lerp";
    bool loop = false;
    double frames_per_second = LatentPath{}.frames_per_second;
    int scale = 1;
};

Result<LatentPath> pathFrom(const Arguments& arguments, const ModelInfo& model) {
    const auto numbers = parseFaceNumbers("--keyframes", arguments.keyframes);
    if (!numbers) return passOn(numbers);
    const auto mode = readMode(arguments.mode);
    if (!mode) return passOn(mode);
    const auto grid = arguments.grid.sample(model, kGridFaces);
    LatentPath path;
    path.loop = arguments.loop;
    path.frames_per_second = arguments.frames_per_second;
    for (const Latent& latent : latentsOf(*numbers, grid)) {
        path.keyframes.push_back({fmt::format("face {}", (*numbers)[path.keyframes.size()]), latent,
                                  arguments.frames, *mode});
    }
    if (auto good = check(path); !good) return passOn(good);
    return path;
}

Status runPath(const Arguments& arguments) {
    if (arguments.frames < 1 || arguments.frames > kMostSegmentFrames) {
        return fail(ErrorCode::InvalidArgument, "--frames {} is not within 1 to {}",
                    arguments.frames, kMostSegmentFrames);
    }
    if (auto status = checkScale(arguments.scale); !status) return status;
    if (const auto format = movieFormatOf(arguments.out); !format) return passOn(format);
    const InterruptToken interrupt;
    const auto studio = LatentStudio::open(arguments.model);
    if (!studio) return passOn(studio);
    const auto path = pathFrom(arguments, studio->info());
    if (!path) return passOn(path);
    return writePathMovie(arguments.out, *path, *studio, arguments.scale,
                          {referenceTo(*studio), arguments.grid.of(studio->info()), {}, {}, {}},
                          interrupt.token());
}

}  // namespace

void addPathCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("path", "Make a movie of the way from face to face to face");
    command->add_option("--model", arguments->model, "A .safetensors file or a run folder")
        ->required();
    arguments->grid.addTo(*command);
    command
        ->add_option("--keyframes", arguments->keyframes,
                     "Numbers of the faces on the way, two or more: 3,7,9")
        ->required();
    command->add_option("--frames", arguments->frames, "Frames from each face to the next")
        ->capture_default_str();
    command->add_option("--mode", arguments->mode, "lerp (straight) or slerp (along the sphere)")
        ->capture_default_str();
    command->add_flag("--loop", arguments->loop, "From the last face back to the first");
    command->add_option("--fps", arguments->frames_per_second, "Frames per second, 1 to 60")
        ->capture_default_str();
    command->add_option("--scale", arguments->scale, "1 to 8")->capture_default_str();
    command
        ->add_option("--out", arguments->out,
                     "X.gif or X.mp4, X.png for all frames in one picture, or a folder for a PNG "
                     "each")
        ->required()
        ->type_name("FILE|FOLDER");
    command->callback([arguments, &outcome] { outcome.status = runPath(*arguments); });
}

}  // namespace faceloom
