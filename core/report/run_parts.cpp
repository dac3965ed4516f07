#include "core/report/html_nodes.h"
#include "core/report/option_facts.h"
#include "core/report/report_parts.h"
#include "core/report/report_plot.h"

#include <algorithm>

#include <fmt/format.h>

namespace faceloom {

namespace {

constexpr std::size_t kMostPoints = 400;

// A measure as the page shows it.
struct ShownMeasure {
    const char* column;
    const char* error;  // another column, or null
    const char* name;
    const char* meaning;
};
constexpr ShownMeasure kDistances[] = {
    {kKernelDistance, kKernelDistanceError, "Kernel distance (KID)",
     "How far the generated faces are from real ones, as the face reader sees them: lower is "
     "better. Bars: the standard error."},
    {kFrechetDistance, nullptr, "Fréchet distance",
     "The same by means and covariances: lower is better."},
    {kPrecision, nullptr, "Precision", "Share of generated faces that look real, 0 to 1."},
    {kRecall, nullptr, "Recall", "Share of real faces that the generator can make, 0 to 1."},
    {kVariety, nullptr, "Variety", "How much the generated faces differ from one another."},
    {kNearestTraining, nullptr, "Distance to the nearest training picture",
     "Small where faces are copies of pictures."},
    {kSeparation, nullptr, "Training pictures told from others by the discriminator",
     "0.5: not at all. 1: it knows them by heart."},
    {kGameValue, nullptr, "Value of the game, V(D, G)",
     "E[log D(x)] + E[log(1 − D(G(z)))]; −2 log 2 = −1.386 where D cannot tell."},
};

PlotSeries lossSeries(const ReportRun& run, const char* name, const char* style,
                      double StepMetrics::*loss) {
    PlotSeries series{name, style, {}, false, false};
    series.points.reserve(run.losses.size());
    for (const StepMetrics& row : run.losses)
        series.points.push_back({static_cast<double>(row.step), row.*loss, 0});
    series.points = thinned(series.points, kMostPoints);
    return series;
}

PlotSeries measureSeries(const ReportRun& run, const std::string& column, const char* error,
                         const char* name) {
    PlotSeries series{name, "measure", {}, false, true};
    for (const RunMeasure& row : run.measures) {
        const auto value = row.values.find(column);
        if (value == row.values.end()) continue;
        const auto spread = error == nullptr ? row.values.end() : row.values.find(error);
        series.points.push_back({static_cast<double>(row.step), value->second,
                                 spread == row.values.end() ? 0 : spread->second});
    }
    return series;
}

const TimelinePoint* bestOf(const ReportRun& run) {
    const auto& points = run.timeline.points;
    const auto best = std::ranges::find_if(points, &TimelinePoint::best);
    return best == points.end() ? nullptr : &*best;
}

}  // namespace

void addOptions(pugi::xml_node body, const ReportRun& run) {
    addElement(body, "h2", "How it was trained");
    addFactTable(body, optionFacts(run.timeline.run));
}

void addLosses(pugi::xml_node body, const ReportRun& run) {
    if (run.losses.empty()) return;
    addElement(body, "h2", "Losses");
    Plot plot;
    plot.title = "Mean binary cross-entropies, in nats";
    plot.x_title = "step";
    plot.series = {
        lossSeries(run, "discriminator, real pictures", "real", &StepMetrics::d_loss_real),
        lossSeries(run, "discriminator, generated faces", "fake", &StepMetrics::d_loss_fake),
        lossSeries(run, "generator", "generator", &StepMetrics::g_loss)};
    addPlot(body, plot);
    if (run.losses.size() > kMostPoints) {
        setAttribute(addElement(body, "p",
                                fmt::format("Each point is the mean of some {} steps.",
                                            run.losses.size() / kMostPoints)),
                     "class", "quiet");
    }
}

void addMeasures(pugi::xml_node body, const ReportRun& run) {
    if (run.measures.empty()) return;
    addElement(body, "h2", "Measures");
    const TimelinePoint* best = bestOf(run);
    if (best != nullptr && best->kernel_distance) {
        addElement(body, "p",
                   fmt::format("The best checkpoint by kernel distance is that of step {}, with "
                               "{:.4f}.",
                               best->step, *best->kernel_distance));
    }
    for (const ShownMeasure& shown : kDistances) {
        Plot plot;
        plot.title = shown.name;
        plot.x_title = "step";
        plot.series = {measureSeries(run, shown.column, shown.error, "generated faces")};
        if (plot.series[0].points.empty()) continue;
        PlotSeries floor =
            measureSeries(run, std::string(shown.column) + kFloorSuffix, nullptr, "real pictures");
        floor.style = "real";
        floor.dashed = true;
        floor.marked = false;
        if (!floor.points.empty()) plot.series.push_back(std::move(floor));
        if (best != nullptr) {
            plot.marked_x = static_cast<double>(best->step);
            plot.mark = "best";
        }
        addPlot(body, plot);
        setAttribute(addElement(body, "p", shown.meaning), "class", "quiet");
    }
}

void addMoments(pugi::xml_node body, const ReportRun& run) {
    if (run.moments.empty()) return;
    addElement(body, "h2", "The same faces as training went on");
    const pugi::xml_node moments = setAttribute(addElement(body, "div"), "class", "moments");
    for (const ReportMoment& moment : run.moments) {
        const pugi::xml_node figure = addElement(moments, "figure");
        const pugi::xml_node faces = setAttribute(addElement(figure, "div"), "class", "moment");
        for (std::size_t i = 0; i < moment.faces.size(); ++i) {
            addPicture(faces, moment.faces[i],
                       fmt::format("face {} at step {}", i + 1, moment.step));
        }
        addElement(figure, "figcaption",
                   fmt::format("step {}{}", moment.step, moment.best ? ", the best" : ""));
    }
}

}  // namespace faceloom
