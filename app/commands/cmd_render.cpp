#include "app/commands/command.h"
#include "app/commands/picture_output.h"
#include "core/base/png_text.h"
#include "core/base/sha256.h"
#include "core/imaging/contact_sheet.h"
#include "core/latent/latent_table.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

constexpr std::size_t kMostFaces = 10000;
constexpr int kMostColumns = 10000;

struct Arguments {
    std::string model;
    std::string latents;
    std::string out;
    SheetStyle style;
};

// What is to be drawn, as the picture will carry it.
Result<Provenance> readFaces(const std::string& file, const LatentStudio& studio) {
    if (!looksLikePng(file)) {
        auto table = readLatents(file);
        if (!table) return passOn(table);
        return Provenance{referenceTo(studio), {}, std::move(*table), {}, {}};
    }
    auto carried = readProvenance(file);
    if (!carried) return passOn(carried);
    if (carried->model.sha256 != studio.info().sha256) {
        std::cerr << fmt::format("faceloom-cli: {} was drawn by model {}, not {}\n", file,
                                 shortHash(carried->model.sha256), shortHash(studio.info().sha256));
        carried->model = referenceTo(studio);
    }
    return carried;
}

Status runRender(const Arguments& arguments) {
    if (arguments.style.columns < 1 || arguments.style.columns > kMostColumns) {
        return fail(ErrorCode::InvalidArgument, "--columns {} is not within 1 to {}",
                    arguments.style.columns, kMostColumns);
    }
    if (auto status = checkScale(arguments.style.scale); !status) return status;
    const auto studio = LatentStudio::open(arguments.model);
    if (!studio) return passOn(studio);
    const auto wanted = readFaces(arguments.latents, *studio);
    if (!wanted) return passOn(wanted);
    if (wanted->faces.empty() || wanted->faces.size() > kMostFaces) {
        return fail(ErrorCode::InvalidArgument, "{}: {} faces, 1 to {} can be drawn",
                    arguments.latents, wanted->faces.size(), kMostFaces);
    }
    std::vector<Latent> latents;
    for (const LabelledLatent& face : wanted->faces)
        latents.push_back(face.latent);
    auto faces = studio->render(latents);
    if (!faces) return fail(faces.error().code, "{}: {}", arguments.latents, faces.error().message);
    std::vector<SheetTile> tiles;
    for (std::size_t i = 0; i < faces->size(); ++i)
        tiles.push_back({std::move((*faces)[i]), wanted->faces[i].label, ""});
    return writePicture(arguments.out, drawSheet(tiles, arguments.style), *wanted);
}

}  // namespace

void addRenderCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("render", "Draw the faces of a table, or those a picture carries");
    command->add_option("--model", arguments->model, "A .safetensors file or a run folder")
        ->required();
    command
        ->add_option("--latents", arguments->latents,
                     "A .csv or .npy of latents, or a PNG of Faceloom's")
        ->required()
        ->type_name("FILE");
    command->add_option("--columns", arguments->style.columns, "Faces a row")
        ->capture_default_str();
    command->add_option("--scale", arguments->style.scale, "1 to 8: pixels a face's pixel becomes")
        ->capture_default_str();
    command->add_flag("--captions", arguments->style.captions, "Write each face's name under it");
    command->add_option("--out", arguments->out, "The picture to write")
        ->required()
        ->type_name("PNG");
    command->callback([arguments, &outcome] { outcome.status = runRender(*arguments); });
}

}  // namespace faceloom
