#include "app/commands/command.h"
#include "core/base/png_file.h"
#include "core/gan/model_export.h"
#include "core/imaging/contact_sheet.h"
#include "core/latent/latent_table.h"
#include "core/train/timeline.h"
#include "core/train/timeline_faces.h"

#include <algorithm>
#include <iostream>
#include <memory>

namespace faceloom {

namespace {

constexpr std::size_t kFacesARow = 8;

struct Arguments {
    std::string run;
    std::string sheet;
    std::int64_t step = -1;
    std::string exported;
};

void list(const RunTimeline& timeline) {
    std::cout << "step,file,bytes,best,kernel_distance\n";
    for (const TimelinePoint& point : timeline.points) {
        const std::string distance =
            point.kernel_distance ? fmt::format("{}", *point.kernel_distance) : "";
        std::cout << fmt::format("{},{},{},{},{}\n", point.step, csvField(point.file.string()),
                                 point.bytes, point.best ? 1 : 0, distance);
    }
}

// A row a point, the newest at the bottom; the step stands under its first face.
Status drawFaces(const RunTimeline& timeline, const std::string& out) {
    std::vector<SheetTile> tiles;
    for (const TimelinePoint& point : timeline.points) {
        auto faces = facesAt(point, timeline.run.options.seed);
        if (!faces) return passOn(faces);
        for (std::size_t i = 0; i < std::min(kFacesARow, faces->size()); ++i) {
            const std::string caption = fmt::format("{}{}", point.step, point.best ? " best" : "");
            tiles.push_back({std::move((*faces)[i]), i == 0 ? caption : "", ""});
        }
    }
    SheetStyle style;
    style.columns = static_cast<int>(kFacesARow);
    style.captions = true;
    return writePng(out, drawSheet(tiles, style));
}

Status runTimeline(const Arguments& arguments) {
    const auto timeline = readTimeline(RunFolder(arguments.run));
    if (!timeline) return passOn(timeline);
    if (timeline->points.empty())
        return fail(ErrorCode::NotFound, "{}: there are no checkpoints in it", arguments.run);
    if (!timeline->problem.empty()) std::cerr << timeline->problem << '\n';
    if (!arguments.exported.empty()) {
        const TimelinePoint* point = timeline->at(arguments.step);
        if (point == nullptr) {
            return fail(ErrorCode::NotFound, "{}: no checkpoint of step {}", arguments.run,
                        arguments.step);
        }
        if (auto status = exportGenerator(point->file, arguments.exported); !status) return status;
    }
    if (!arguments.sheet.empty()) {
        if (auto status = drawFaces(*timeline, arguments.sheet); !status) return status;
    }
    list(*timeline);
    return {};
}

}  // namespace

void addTimelineCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("timeline", "List the checkpoints that a run has kept, as CSV");
    command->add_option("run", arguments->run, "Run folder")->required()->type_name("RUN");
    command
        ->add_option("--sheet", arguments->sheet,
                     "Draw the faces over time as well: a row a checkpoint, the first eight faces")
        ->type_name("PNG");
    CLI::Option* step =
        command->add_option("--step", arguments->step, "The checkpoint that --export means");
    command
        ->add_option("--export", arguments->exported,
                     "Write the generator of that step as a model of its own")
        ->type_name("FILE")
        ->needs(step);
    command->callback([arguments, &outcome] { outcome.status = runTimeline(*arguments); });
}

}  // namespace faceloom
