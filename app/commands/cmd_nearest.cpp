#include "app/commands/command.h"
#include "app/commands/grid_arguments.h"
#include "app/commands/interrupt.h"
#include "app/commands/picture_output.h"
#include "app/commands/training_pictures.h"
#include "core/base/png_file.h"
#include "core/base/shipped_models.h"
#include "core/base/thread_priority.h"
#include "core/imaging/contact_sheet.h"
#include "core/imaging/picture_decoder.h"
#include "core/latent/latent_studio.h"
#include "core/latent/latent_table.h"
#include "core/reading/nearest_pictures.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>

#include <unistd.h>

namespace faceloom {

namespace {

constexpr std::size_t kMostNearest = 100;

struct Arguments {
    std::vector<std::string> pictures;
    std::string model;
    std::string reader = shippedAttributeReader().string();
    GridArguments grid;
    int face = 0;  // 0: all of `count`
    int count = 36;
    PrepareArguments training;
    std::size_t nearest = 5;
    std::string out;
    SheetStyle style;
};

struct Faces {
    std::vector<std::string> names;
    std::vector<RgbImage> faces;
    std::optional<Provenance> provenance;  // of a model's
};

Status check(const Arguments& arguments) {
    if (arguments.pictures.empty() == arguments.model.empty()) {
        return fail(ErrorCode::InvalidArgument,
                    "give pictures of faces, or --model FILE: one of the two");
    }
    if (auto status = checkCount(arguments.count); !status) return status;
    if (arguments.nearest < 1 || arguments.nearest > kMostNearest) {
        return fail(ErrorCode::InvalidArgument, "--k {} is not within 1 to {}", arguments.nearest,
                    kMostNearest);
    }
    return checkScale(arguments.style.scale);
}

Result<Faces> drawnFaces(const Arguments& arguments) {
    auto studio = LatentStudio::open(arguments.model);
    if (!studio) return passOn(studio);
    const int last = arguments.face > 0 ? arguments.face : arguments.count;
    auto latents = arguments.grid.sample(studio->info(), static_cast<std::size_t>(last));
    const int first = arguments.face > 0 ? arguments.face : 1;
    latents.erase(latents.begin(), latents.begin() + (first - 1));
    auto drawn = studio->render(latents);
    if (!drawn) return passOn(drawn);
    const GridSeed seed = arguments.grid.of(studio->info());
    Faces faces{{}, std::move(*drawn), Provenance{referenceTo(*studio), seed, {}, {}, {}}};
    for (std::size_t i = 0; i < latents.size(); ++i) {
        const int number = first + static_cast<int>(i);
        faces.names.push_back(std::to_string(number));
        faces.provenance->faces.push_back({fmt::format("face {}", number), std::move(latents[i]),
                                           arguments.grid.face(studio->info(), number)});
    }
    return faces;
}

Result<Faces> facesOf(const Arguments& arguments) {
    if (!arguments.model.empty()) return drawnFaces(arguments);
    Faces faces;
    for (const std::string& file : arguments.pictures) {
        auto face = decodePicture(file);
        if (!face) return passOn(face);
        faces.names.push_back(file);
        faces.faces.push_back(std::move(*face));
    }
    return faces;
}

LookThroughObserver progressPrinter() {
    if (isatty(STDERR_FILENO) == 0) return {};
    return [](const LookThroughProgress& progress) {
        std::cerr << fmt::format("\rlooked at {} of {} pictures{}", progress.done, progress.total,
                                 progress.done == progress.total ? "\n" : "")
                  << std::flush;
    };
}

// What people call the picture: its file, or its number where no file is recorded.
std::string nameOf(const NearPicture& near) {
    return near.name.empty() ? std::to_string(near.index + 1) : near.name;
}

void print(const Faces& faces, const std::vector<std::vector<NearPicture>>& nearest) {
    std::cout << "face,rank,name,distance,percentile\n";
    for (std::size_t i = 0; i < nearest.size(); ++i) {
        for (std::size_t rank = 0; rank < nearest[i].size(); ++rank) {
            const NearPicture& near = nearest[i][rank];
            std::cout << fmt::format("{},{},{},{:.4f},{:.1f}\n", csvField(faces.names[i]), rank + 1,
                                     csvField(nameOf(near)), near.distance, near.percentile);
        }
    }
    const auto suspicious = std::ranges::count_if(
        nearest, [](const auto& found) { return found.front().percentile < 1; });
    std::cerr << fmt::format(
        "{} of {} faces are nearer to a picture than 99 of 100 real faces are to another's\n",
        suspicious, nearest.size());
}

Status writeSheet(const Arguments& arguments, const Faces& faces, const PackedDataset& pictures,
                  const std::vector<std::vector<NearPicture>>& nearest) {
    const int side = pictures.imageSize();
    std::vector<SheetTile> tiles;
    for (std::size_t i = 0; i < nearest.size(); ++i) {
        tiles.push_back({resized(faces.faces[i], side, side), faces.names[i], ""});
        for (const NearPicture& near : nearest[i]) {
            const auto picture = pictures.image(near.index);
            if (!picture) return passOn(picture);
            tiles.push_back(
                {*picture, fmt::format("{} {:.0f} %", nameOf(near), near.percentile), ""});
        }
    }
    SheetStyle style = arguments.style;
    style.columns = 1 + static_cast<int>(nearest.front().size());
    const RgbImage sheet = drawSheet(tiles, style);
    // The table is what goes to stdout.
    return faces.provenance ? writePngWith(arguments.out, sheet, *faces.provenance)
                            : writePng(arguments.out, sheet);
}

Status runNearest(const Arguments& arguments) {
    if (auto status = check(arguments); !status) return status;
    const InterruptToken interrupt;
    const auto faces = facesOf(arguments);
    if (!faces) return passOn(faces);
    const auto reader = AttributeReader::open(arguments.reader);
    if (!reader) return passOn(reader);
    std::string ignored;
    const auto pictures = openTrainingPictures(arguments.training, ignored, interrupt.token());
    if (!pictures) return passOn(pictures);
    yieldToInteractiveThreads();
    const auto known = NearestPictures::open(*pictures, *reader, nearestPicturesCache(),
                                             interrupt.token(), progressPrinter());
    if (!known) return passOn(known);
    const auto nearest = known->nearest(faces->faces, arguments.nearest);
    if (!nearest) return passOn(nearest);
    if (!arguments.out.empty()) {
        if (auto status = writeSheet(arguments, *faces, *pictures, *nearest); !status)
            return status;
    }
    print(*faces, *nearest);
    return {};
}

}  // namespace

void addNearestCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "nearest", "Find the pictures that a face is most like, to tell a copy from an invention");
    command->add_option("pictures", arguments->pictures, "Pictures of faces, already cropped")
        ->type_name("PICTURE");
    command->add_option("--model", arguments->model, "Look at the faces this model draws instead")
        ->type_name("FILE");
    arguments->grid.addTo(*command, false);
    CLI::Option* count = command->add_option("--count", arguments->count, "With --model: how many")
                             ->capture_default_str();
    command->add_option("--face", arguments->face, "With --model: this one alone, from 1")
        ->check(CLI::Range(1, 10000))
        ->excludes(count);
    command
        ->add_option("--images", arguments->training.images,
                     "The pictures to compare with: a folder, or a packed file")
        ->required()
        ->type_name("DIR");
    command
        ->add_option("--crop", arguments->training.crop,
                     "Face rectangle X,Y,W,H[@WxH] in them, as for train")
        ->type_name("RECT");
    command->add_option("--size", arguments->training.size,
                        "Side they are packed at: 32, 64 or 128 pixels");
    command->add_option("--limit", arguments->training.limit, "Use only the first N pictures")
        ->type_name("N");
    command->add_option("--reader", arguments->reader,
                        "The attribute reader that compares (default: the one that ships)");
    command->add_option("--k", arguments->nearest, "How many for each face")->capture_default_str();
    command->add_option("--scale", arguments->style.scale, "1 to 8: pixels a face's pixel becomes")
        ->capture_default_str();
    command->add_flag("--captions", arguments->style.captions,
                      "Write names and percentiles under the pictures");
    command
        ->add_option("--out", arguments->out,
                     "A picture to write as well: each face and its nearest pictures, a row each")
        ->type_name("PNG");
    command->callback([arguments, &outcome] { outcome.status = runNearest(*arguments); });
}

}  // namespace faceloom
