// A line plot as SVG in the page. Internal to report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <pugixml.hpp>

namespace faceloom {

struct PlotPoint {
    double x = 0;
    double y = 0;
    double error = 0;  // drawn as a bar up and down
};

struct PlotSeries {
    std::string name;
    std::string style;  // class in the page's style sheet: "real", "fake", "generator", "measure"
    std::vector<PlotPoint> points;  // x ascending; finite
    bool dashed = false;
    bool marked = false;  // a dot a point
};

struct Plot {
    std::string title;
    std::string x_title;
    std::vector<PlotSeries> series;
    std::optional<double> marked_x;  // a vertical line
    std::string mark;                // what stands beside it
};

// Round positions, some five, within both: 1, 2 or 5 times a power of ten apart. None where
// numbers as large are too coarse for that.
[[nodiscard]] std::vector<double> tickPositions(double from, double to);

// At most `most` points: each the mean of a stretch of as many.
[[nodiscard]] std::vector<PlotPoint> thinned(const std::vector<PlotPoint>& points,
                                             std::size_t most);

// Without a single point nothing is drawn.
void addPlot(pugi::xml_node parent, const Plot& plot);

}  // namespace faceloom
