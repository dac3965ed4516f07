#include "core/report/report_plot.h"

#include "core/report/html_nodes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace faceloom {

namespace {

// In the picture's own units.
constexpr double kWidth = 720, kHeight = 260, kLeft = 56, kRight = 32, kTop = 12, kBottom = 40;

struct Range {
    double from = std::numeric_limits<double>::infinity();
    double to = -std::numeric_limits<double>::infinity();

    void include(double value) {
        from = std::min(from, value);
        to = std::max(to, value);
    }
    [[nodiscard]] bool empty() const { return from > to; }
    void widen() {
        if (to - from < 1e-12 * std::max(1.0, std::abs(from))) {
            from -= 0.5;
            to += 0.5;
        }
    }
};

class Canvas {
public:
    Canvas(pugi::xml_node parent, const Plot& plot) : plot_(plot) {
        for (const PlotSeries& series : plot.series) {
            for (const PlotPoint& point : series.points) {
                x_.include(point.x);
                y_.include(point.y - point.error);
                y_.include(point.y + point.error);
            }
        }
        if (x_.empty()) return;
        x_.widen();
        y_.widen();
        svg_ = addElement(parent, "svg");
        setAttribute(svg_, "viewBox", fmt::format("0 0 {} {}", kWidth, kHeight));
        setAttribute(svg_, "role", "img");
        setAttribute(svg_, "aria-label", plot.title);
    }

    void draw() {
        if (!svg_) return;
        drawAxes();
        if (plot_.marked_x) drawMark(*plot_.marked_x);
        for (const PlotSeries& series : plot_.series)
            drawSeries(series);
    }

private:
    [[nodiscard]] double across(double x) const {
        return kLeft + (x - x_.from) / (x_.to - x_.from) * (kWidth - kLeft - kRight);
    }
    [[nodiscard]] double down(double y) const {
        return kHeight - kBottom - (y - y_.from) / (y_.to - y_.from) * (kHeight - kTop - kBottom);
    }

    pugi::xml_node line(double x1, double y1, double x2, double y2, const std::string& style) {
        const pugi::xml_node node = addElement(svg_, "path");
        setAttribute(node, "d", fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}", x1, y1, x2, y2));
        return setAttribute(node, "class", style);
    }

    void write(double x, double y, const char* anchor, const std::string& text) {
        const pugi::xml_node node = addElement(svg_, "text", text);
        setAttribute(node, "x", fmt::format("{:.1f}", x));
        setAttribute(node, "y", fmt::format("{:.1f}", y));
        setAttribute(node, "text-anchor", anchor);
    }

    void drawAxes() {
        for (const double y : tickPositions(y_.from, y_.to)) {
            line(kLeft, down(y), kWidth - kRight, down(y), "gridline");
            write(kLeft - 6, down(y) + 4, "end", fmt::format("{:.6g}", y));
        }
        for (const double x : tickPositions(x_.from, x_.to))
            write(across(x), kHeight - kBottom + 18, "middle", fmt::format("{:.10g}", x));
        write((kLeft + kWidth - kRight) / 2, kHeight - 4, "middle", plot_.x_title);
    }

    void drawMark(double x) {
        line(across(x), kTop, across(x), kHeight - kBottom, "mark");
        const bool right = across(x) < kWidth / 2;
        write(across(x) + (right ? 5 : -5), kTop + 10, right ? "start" : "end", plot_.mark);
    }

    void drawSeries(const PlotSeries& series) {
        if (series.points.empty()) return;
        std::string path;
        for (const PlotPoint& point : series.points) {
            path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? 'M' : 'L', across(point.x),
                                down(point.y));
        }
        const pugi::xml_node node = addElement(svg_, "path");
        setAttribute(node, "d", path);
        setAttribute(node, "class", series.style + (series.dashed ? " curve dashed" : " curve"));
        for (const PlotPoint& point : series.points) {
            if (point.error > 0) {
                line(across(point.x), down(point.y - point.error), across(point.x),
                     down(point.y + point.error), series.style + " bar");
            }
            if (!series.marked && series.points.size() > 1) continue;
            const pugi::xml_node dot = addElement(svg_, "circle");
            setAttribute(dot, "cx", fmt::format("{:.1f}", across(point.x)));
            setAttribute(dot, "cy", fmt::format("{:.1f}", down(point.y)));
            setAttribute(dot, "r", "3");
            setAttribute(dot, "class", series.style);
        }
    }

    const Plot& plot_;
    Range x_, y_;
    pugi::xml_node svg_;
};

void addLegend(pugi::xml_node parent, const Plot& plot) {
    const pugi::xml_node legend = setAttribute(addElement(parent, "p"), "class", "legend");
    for (const PlotSeries& series : plot.series) {
        if (series.points.empty()) continue;
        setAttribute(addElement(legend, "span", series.name), "class",
                     series.style + (series.dashed ? " key dashed" : " key"));
    }
}

}  // namespace

std::vector<double> tickPositions(double from, double to) {
    constexpr double kWanted = 5;
    constexpr int kMost = 20;           // by rounding alone there are never so many
    constexpr double kFarthest = 1e15;  // in steps; further out i and i + 1 become the same number
    std::vector<double> ticks;
    if (!(to > from) || !std::isfinite(to - from)) return ticks;
    const double raw = (to - from) / kWanted;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    const double share = raw / power;
    const double step = power * (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10);
    if (!(std::abs(from / step) <= kFarthest && std::abs(to / step) <= kFarthest)) return ticks;
    const double first = std::ceil(from / step);
    for (int k = 0; k < kMost && (first + k) * step <= to; ++k)
        ticks.push_back(first + k == 0 ? 0 : (first + k) * step);
    return ticks;
}

std::vector<PlotPoint> thinned(const std::vector<PlotPoint>& points, std::size_t most) {
    if (points.size() <= most) return points;
    std::vector<PlotPoint> result;
    for (std::size_t i = 0; i < most; ++i) {
        const std::size_t from = i * points.size() / most, to = (i + 1) * points.size() / most;
        PlotPoint mean;
        for (std::size_t j = from; j < to; ++j) {
            mean.x += points[j].x;
            mean.y += points[j].y;
        }
        const auto count = static_cast<double>(to - from);
        result.push_back({mean.x / count, mean.y / count, 0});
    }
    return result;
}

void addPlot(pugi::xml_node parent, const Plot& plot) {
    if (std::ranges::all_of(plot.series, [](const auto& series) { return series.points.empty(); }))
        return;
    const pugi::xml_node figure = setAttribute(addElement(parent, "figure"), "class", "plot");
    addElement(figure, "figcaption", plot.title);
    Canvas(figure, plot).draw();
    if (plot.series.size() > 1) addLegend(figure, plot);
}

}  // namespace faceloom
