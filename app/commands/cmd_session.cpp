#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "app/commands/path_movie.h"
#include "app/commands/picture_output.h"
#include "app/commands/session_pictures.h"
#include "core/base/sha256.h"
#include "core/imaging/movie_writer.h"
#include "core/latent/latent_table.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>

namespace faceloom {

namespace {

constexpr int kMostSteps = 1000;

struct Arguments {
    std::string session;
    std::string model;
    bool show = false;
    std::array<std::string, 4> pictures;  // by SessionPicture
    std::string movie;
    std::optional<double> frames_per_second;  // of the movie; else the session's
    std::string latents;
    SessionPictureOptions options;
};

std::string inWords(const LatentPath& path) {
    if (path.keyframes.empty()) return "0 keyframes";
    std::vector<std::string> labels;
    for (const PathKeyframe& keyframe : path.keyframes)
        labels.push_back(keyframe.label);
    std::string text = fmt::format("{} keyframes: {}", labels.size(), fmt::join(labels, ", "));
    if (!check(path)) return text;
    return text + fmt::format("; {} frames{}, {} per second", frameCount(path),
                              path.loop ? ", a loop" : "", path.frames_per_second);
}

void show(const ExplorerSession& session) {
    std::cout << fmt::format(
        "model: {}, SHA-256 {}, latents of {} numbers\nseed: {}\ntruncation: {}\n",
        session.model.path, session.model.sha256, session.model.latent_size, session.grid.seed,
        session.grid.truncation);
    const SetArithmetic& arithmetic = session.arithmetic;
    for (const LatentSet& set : arithmetic.sets) {
        std::vector<std::string> labels;
        for (const LabelledLatent& member : set.members)
            labels.push_back(member.label);
        std::cout << fmt::format(
            "set {}, {}: {}\n", set.letter, set.name,
            labels.empty() ? "empty" : fmt::format("{}", fmt::join(labels, ", ")));
    }
    std::cout << fmt::format("formula: {}{}\n",
                             arithmetic.formula.empty() ? arithmetic.draft : arithmetic.formula,
                             arithmetic.renormalized ? ", brought to the usual length" : "");
    std::cout << fmt::format("path: {}\n", inWords(session.path));
    std::cout << fmt::format("edited face: {}, {} directions\n",
                             session.edit.face ? session.edit.face->label : "none",
                             session.edit.directions.size());
    std::cout << fmt::format("favourites: {}\n", session.favourites.size());
}

// The session's model where it was, beside the session, or where --model says.
Result<LatentStudio> openModel(const ExplorerSession& session, const Arguments& arguments) {
    std::filesystem::path path = arguments.model.empty() ? session.model.path : arguments.model;
    std::error_code ignored;
    if (arguments.model.empty() && !std::filesystem::exists(path, ignored)) {
        const auto beside =
            std::filesystem::path(arguments.session).parent_path() / path.filename();
        if (path.empty() || !std::filesystem::exists(beside, ignored)) {
            return fail(ErrorCode::NotFound,
                        "{}: its model {} is not there; say where with --model", arguments.session,
                        path.string());
        }
        path = beside;
    }
    auto studio = LatentStudio::open(path);
    if (!studio) return studio;
    if (studio->latentSize() != session.model.latent_size) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: its latents have {} numbers, the model {} takes {}", arguments.session,
                    session.model.latent_size, path.string(), studio->latentSize());
    }
    if (studio->info().sha256 != session.model.sha256) {
        if (arguments.model.empty()) {
            return fail(ErrorCode::InvalidArgument,
                        "{}: made with model {}, {} is {}; name it with --model to use it all the "
                        "same",
                        arguments.session, shortHash(session.model.sha256), path.string(),
                        shortHash(studio->info().sha256));
        }
        std::cerr << fmt::format("faceloom-cli: {} was made with model {}, not {}\n",
                                 arguments.session, shortHash(session.model.sha256),
                                 shortHash(studio->info().sha256));
    }
    return studio;
}

Status drawMovie(const ExplorerSession& session, const Arguments& arguments,
                 const LatentStudio& studio, const std::stop_token& stop) {
    LatentPath path = session.path;
    if (arguments.frames_per_second) path.frames_per_second = *arguments.frames_per_second;
    if (const auto good = check(path); !good)
        return fail(good.error().code, "{}: {}", arguments.session, good.error().message);
    return writePathMovie(arguments.movie, path, studio, arguments.options.scale,
                          {referenceTo(studio), session.grid, {}, session.arithmetic, {}}, stop);
}

Status drawAll(const ExplorerSession& session, const Arguments& arguments) {
    const bool pictures = !std::ranges::all_of(arguments.pictures, &std::string::empty);
    if (!pictures && arguments.movie.empty()) return {};
    std::optional<InterruptToken> interrupt;  // before the model, which starts threads
    if (!arguments.movie.empty()) interrupt.emplace();
    const auto studio = openModel(session, arguments);
    if (!studio) return passOn(studio);
    for (std::size_t i = 0; i < arguments.pictures.size(); ++i) {
        if (arguments.pictures.at(i).empty()) continue;
        const auto sheet =
            drawSession(static_cast<SessionPicture>(i), session, *studio, arguments.options);
        if (!sheet) {
            return fail(sheet.error().code, "{}: {}", arguments.session, sheet.error().message);
        }
        if (auto status = writePicture(arguments.pictures.at(i), sheet->picture, sheet->provenance);
            !status)
            return status;
    }
    return interrupt ? drawMovie(session, arguments, *studio, interrupt->token()) : Status();
}

Status runSession(const Arguments& arguments) {
    if (auto status = checkScale(arguments.options.scale); !status) return status;
    if (arguments.options.steps < 2 || arguments.options.steps > kMostSteps) {
        return fail(ErrorCode::InvalidArgument, "--steps {} is not within 2 to {}",
                    arguments.options.steps, kMostSteps);
    }
    if (!arguments.movie.empty()) {
        if (const auto format = movieFormatOf(arguments.movie); !format) return passOn(format);
    }
    const auto session = readSession(arguments.session);
    if (!session) return passOn(session);
    if (arguments.show) show(*session);
    if (!arguments.latents.empty()) {
        if (auto status = writeLatents(arguments.latents, allFaces(*session)); !status)
            return status;
        std::cout << arguments.latents << '\n';
    }
    return drawAll(*session, arguments);
}

}  // namespace

void addSessionCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("session", "Show and draw what a session holds");
    command->add_option("session", arguments->session, "A .faceloom file")
        ->required()
        ->type_name("FILE");
    command
        ->add_option("--model", arguments->model, "The model, where it is no longer where it was")
        ->type_name("FILE");
    command->add_flag("--show", arguments->show, "Say what is in it");
    const std::array<std::pair<const char*, const char*>, 4> pictures = {
        {{"--grid", "Draw the 36 faces"},
         {"--arithmetic", "Draw the formula's sets and its result"},
         {"--edit", "Draw the edited face, before and after"},
         {"--strip", "Draw the path as a strip"}}};
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        command->add_option(pictures.at(i).first, arguments->pictures.at(i), pictures.at(i).second)
            ->type_name("PNG");
    }
    command
        ->add_option("--movie", arguments->movie,
                     "Draw the path: X.gif or X.mp4, X.png for all frames in one picture, or a "
                     "folder for a PNG each")
        ->type_name("FILE|FOLDER");
    command->add_option("--fps", arguments->frames_per_second,
                        "Frames per second of the movie, if not the session's");
    command
        ->add_option("--latents", arguments->latents,
                     "Write all its latents as a table, .csv or .npy")
        ->type_name("FILE");
    command->add_option("--steps", arguments->options.steps, "Faces in the strip")
        ->capture_default_str();
    command->add_option("--scale", arguments->options.scale, "1 to 8")->capture_default_str();
    command->add_flag("--captions", arguments->options.captions, "Signs and names in the pictures");
    command->callback([arguments, &outcome] { outcome.status = runSession(*arguments); });
}

}  // namespace faceloom
