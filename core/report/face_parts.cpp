#include "core/report/html_nodes.h"
#include "core/report/report_parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace faceloom {

namespace {

std::string captionOf(const ModelReport& report, std::size_t face) {
    std::string caption = fmt::format("{}", face + 1);
    if (report.readings.empty()) return caption;
    const FaceReading& reading = report.readings[face];
    if (reading.attributes) caption += " · " + describe(*reading.attributes);
    if (reading.age) caption += " · " + labelOf(*reading.age);
    return caption;
}

std::string numbersOf(const std::vector<std::size_t>& positions) {
    std::vector<std::size_t> numbers;
    for (const std::size_t position : positions)
        numbers.push_back(position + 1);
    return fmt::format("{}{}", numbers.size() > 1 ? "mean of " : "", fmt::join(numbers, ", "));
}

void addTerm(pugi::xml_node parent, const RgbImage& face, const std::string& name,
             const std::string& what) {
    const pugi::xml_node figure = addElement(parent, "figure");
    addPicture(figure, face, name);
    const pugi::xml_node caption = addElement(figure, "figcaption");
    addElement(caption, "strong", name);
    addElement(caption, "br");
    addElement(caption, "span", what);
}

void addSign(pugi::xml_node parent, const char* sign) {
    setAttribute(addElement(parent, "span", sign), "class", "sign");
}

}  // namespace

void addGrid(pugi::xml_node body, const ModelReport& report) {
    addElement(body, "h2", "Faces");
    std::string about =
        fmt::format("The {} faces of seed {}", report.faces.size(), report.grid.seed);
    if (report.grid.truncation < 1)
        about += fmt::format(", drawn at truncation {}", report.grid.truncation);
    addElement(body, "p", about + ", not chosen.");
    const pugi::xml_node grid = setAttribute(addElement(body, "div"), "class", "faces");
    for (std::size_t i = 0; i < report.faces.size(); ++i) {
        const pugi::xml_node figure = addElement(grid, "figure");
        addPicture(figure, report.faces[i], fmt::format("face {}", i + 1));
        addElement(figure, "figcaption", captionOf(report, i));
    }
}

void addArithmetic(pugi::xml_node body, const ModelReport& report) {
    if (!report.arithmetic) return;
    const ReportArithmetic& sum = *report.arithmetic;
    addElement(body, "h2", "Arithmetic");
    addElement(body, "p",
               "The means of the faces that fit each set best, as the face reader sees "
               "them.");
    const pugi::xml_node row = setAttribute(addElement(body, "div"), "class", "sum");
    addTerm(row, sum.means[0], "smiling woman", numbersOf(sum.sets[0]));
    addSign(row, "−");
    addTerm(row, sum.means[1], "neutral woman", numbersOf(sum.sets[1]));
    addSign(row, "+");
    addTerm(row, sum.means[2], "neutral man", numbersOf(sum.sets[2]));
    addSign(row, "=");
    addTerm(row, sum.result, "result",
            fmt::format("reads as {} (smiling {:.0f} %, man {:.0f} %)", describe(sum.reading),
                        100 * sum.reading.of(FaceAttribute::Smiling),
                        100 * sum.reading.of(FaceAttribute::Male)));
}

void addAges(pugi::xml_node body, const ModelReport& report) {
    std::array<std::size_t, kAgeBuckets> counts{};
    std::size_t read = 0;
    for (const FaceReading& reading : report.readings) {
        if (!reading.age) continue;
        ++counts.at(reading.age->bucket());
        ++read;
    }
    if (read == 0) return;
    addElement(body, "h2", "Ages");
    addElement(body, "p", "What the age network takes these faces for, in years.");
    const pugi::xml_node table = setAttribute(addElement(body, "table"), "class", "bars");
    for (std::size_t i = 0; i < kAgeBuckets; ++i) {
        const pugi::xml_node row = addElement(table, "tr");
        addElement(row, "td", std::string(ageBuckets().at(i).name));
        setAttribute(addElement(row, "td", std::to_string(counts.at(i))), "class", "number");
        const pugi::xml_node back =
            setAttribute(addElement(addElement(row, "td"), "div"), "class", "bar-back");
        const pugi::xml_node bar = addElement(back, "div", "\u00a0");
        setAttribute(bar, "class", "bar-full");
        setAttribute(bar, "style",
                     fmt::format("width: {:.1f}%", 100.0 * static_cast<double>(counts.at(i)) /
                                                       static_cast<double>(read)));
    }
}

}  // namespace faceloom
