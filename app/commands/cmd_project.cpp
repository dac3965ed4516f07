#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "app/commands/picture_output.h"
#include "core/base/shipped_models.h"
#include "core/imaging/contact_sheet.h"
#include "core/imaging/picture_decoder.h"
#include "core/latent/direction.h"
#include "core/latent/latent_studio.h"
#include "core/latent/latent_table.h"
#include "core/projection/photograph.h"
#include "core/projection/projection.h"

#include <iostream>
#include <memory>
#include <optional>

namespace faceloom {

namespace {

struct Arguments {
    std::string model = shippedGenerator().string();
    std::string reader = shippedAttributeReader().string();
    std::string encoder;
    bool encoder_given = false;  // else the one beside the model
    std::string picture;
    bool cropped = false;
    int face = 1;
    std::string mtcnn_folder = mtcnnFolder().string();
    ProjectionOptions options;
    std::string latents;
    std::string out;
    SheetStyle style;
};

Result<RgbImage> faceOf(const Arguments& arguments) {
    if (arguments.cropped) return decodePicture(arguments.picture);
    if (arguments.mtcnn_folder.empty()) {
        std::cerr
            << "the Haar cascade looks for the face; MTCNN, with --mtcnn-dir, cuts it better\n";
    }
    auto faces = facesInPhotograph(arguments.picture, arguments.mtcnn_folder);
    if (!faces) return passOn(faces);
    if (arguments.face < 1 || static_cast<std::size_t>(arguments.face) > faces->size()) {
        return fail(ErrorCode::InvalidArgument, "--face {}: {} holds {} face{}", arguments.face,
                    arguments.picture, faces->size(), faces->size() == 1 ? "" : "s");
    }
    return std::move((*faces)[static_cast<std::size_t>(arguments.face - 1)].face);
}

// One that lies beside the model and cannot be used is said, and done without.
Result<std::optional<Encoder>> encoderFor(const Arguments& arguments, const ModelInfo& model) {
    if (arguments.encoder_given) {
        if (arguments.encoder.empty()) return std::nullopt;
        auto encoder = Encoder::open(arguments.encoder, model);
        if (!encoder) return passOn(encoder);
        return std::optional(std::move(*encoder));
    }
    const auto beside = encoderBeside(model.path);
    std::error_code ignored;
    if (!std::filesystem::exists(beside, ignored)) return std::nullopt;
    auto encoder = Encoder::open(beside, model);
    if (encoder) return std::optional(std::move(*encoder));
    std::cerr << encoder.error().message << "; going on without it\n";
    return std::nullopt;
}

void printProgress(const ProjectionProgress& progress) {
    std::cerr << fmt::format("\rstep {}/{}  error {:.1f} of 255 ", progress.step,
                             progress.total_steps, progress.error)
              << std::flush;
    if (progress.step == progress.total_steps) std::cerr << '\n';
}

Status save(const Arguments& arguments, const LatentStudio& studio, Projection found) {
    const LabelledLatent result{"projection", found.latent, {}};
    if (!arguments.latents.empty()) {
        if (auto status = writeLatents(arguments.latents, {result}); !status) return status;
        std::cout << arguments.latents << '\n';
    }
    const std::vector<SheetTile> tiles = {{std::move(found.target), "photograph", ""},
                                          {std::move(found.picture), "projection", ""}};
    return writePicture(arguments.out, drawSheet(tiles, arguments.style),
                        {referenceTo(studio), {}, {result}, {}, {}});
}

Result<Projection> projected(const Arguments& arguments, const Projector& projector,
                             const RgbImage& face) {
    if (arguments.options.steps == 0) {
        if (projector.hasEncoder()) return projector.inOnePass(face);
        return fail(ErrorCode::InvalidArgument,
                    "--steps 0 is the encoder's answer alone, and this model has none beside it: "
                    "see train-encoder and --encoder");
    }
    const InterruptToken interrupt;
    return projector.project(face, arguments.options, interrupt.token(), printProgress);
}

Status checkOptions(const Arguments& arguments) {
    if (auto status = checkScale(arguments.style.scale); !status) return status;
    ProjectionOptions options = arguments.options;
    if (options.steps == 0) options.steps = 1;  // no search at all: see projected()
    return options.check();
}

Status runProject(const Arguments& arguments) {
    if (auto status = checkOptions(arguments); !status) return status;
    const auto face = faceOf(arguments);
    if (!face) return passOn(face);
    auto studio = LatentStudio::open(arguments.model);
    if (!studio) return passOn(studio);
    auto encoder = encoderFor(arguments, studio->info());
    if (!encoder) return passOn(encoder);
    const auto projector = Projector::open(studio->info(), arguments.reader, std::move(*encoder));
    if (!projector) return passOn(projector);
    auto found = projected(arguments, *projector, *face);
    if (!found) return passOn(found);
    std::cerr << fmt::format("error {:.1f} of 255 (root mean square)", found->error);
    if (found->feature_error) {
        std::cerr << fmt::format("; {:.0f} % in what the reader sees", *found->feature_error * 100);
    }
    const NormRange usual = usualNorms(studio->latentSize());
    std::cerr << fmt::format("\nnorm {:.2f}; usual are {:.2f} to {:.2f}\n", norm(found->latent),
                             usual.low, usual.high);
    return save(arguments, *studio, std::move(*found));
}

}  // namespace

void addProjectCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    arguments->style.columns = 2;
    CLI::App* command =
        app.add_subcommand("project", "Find the latent whose face is nearest to a photograph's");
    command->add_option("picture", arguments->picture, "The photograph")
        ->required()
        ->type_name("PICTURE");
    command->add_option("--model", arguments->model,
                        "A .safetensors file or a run folder (default: the generator that ships)");
    command->add_option("--reader", arguments->reader,
                        "The attribute reader whose features are compared (default: the one that "
                        "ships; empty: pixels alone)");
    command
        ->add_option("--encoder", arguments->encoder,
                     "An encoder, whose answer is one more start (default: "
                     "NAME-encoder.safetensors beside the model, if it is there; empty: none)")
        ->type_name("FILE");
    command->add_flag("--cropped", arguments->cropped,
                      "The picture is a face already; none is looked for");
    command->add_option("--face", arguments->face, "Which of the faces in it, the largest being 1")
        ->capture_default_str();
    command->add_option("--mtcnn-dir", arguments->mtcnn_folder,
                        "Folder with MTCNN's det1..det3 Caffe files; without, a Haar cascade finds "
                        "the face");
    command->add_option("--starts", arguments->options.starts, "How many starts are followed")
        ->capture_default_str();
    command
        ->add_option("--steps", arguments->options.steps, "Of each; 0: the encoder's answer alone")
        ->capture_default_str();
    command
        ->add_option("--learning-rate", arguments->options.learning_rate, "Adam's at the beginning")
        ->capture_default_str();
    command
        ->add_option("--feature-weight", arguments->options.feature_weight,
                     "Of the reader's features beside the pixels")
        ->capture_default_str();
    command
        ->add_option("--prior-weight", arguments->options.prior_weight,
                     "Of the pull towards usual latents")
        ->capture_default_str();
    command->add_option("--seed", arguments->options.seed, "Of the starts")->capture_default_str();
    command->add_option("--scale", arguments->style.scale, "1 to 8: pixels a face's pixel becomes")
        ->capture_default_str();
    command->add_flag("--captions", arguments->style.captions,
                      "Write what is what under the faces");
    command->add_option("--latent", arguments->latents, "Write the latent, too: .csv or .npy")
        ->type_name("FILE");
    command
        ->add_option("--out", arguments->out, "The picture to write: the face, and the projection")
        ->required()
        ->type_name("PNG");
    command->callback([arguments, command, &outcome] {
        arguments->encoder_given = command->count("--encoder") > 0;
        outcome.status = runProject(*arguments);
    });
}

}  // namespace faceloom
