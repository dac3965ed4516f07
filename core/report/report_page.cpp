#include "core/report/report_page.h"

#include "core/base/atomic_file.h"
#include "core/gan/model_facts.h"
#include "core/report/html_nodes.h"
#include "core/report/report_parts.h"
#include "core/report/report_style.h"

#include <fmt/format.h>

namespace faceloom {

namespace {

std::string titleOf(const ModelReport& report) {
    return report.run ? report.run->timeline.folder.filename().string()
                      : report.model.path.filename().string();
}

void addHead(pugi::xml_node page, const std::string& title) {
    const pugi::xml_node head = addElement(page, "head");
    setAttribute(addElement(head, "meta"), "charset", "utf-8");
    const pugi::xml_node viewport = setAttribute(addElement(head, "meta"), "name", "viewport");
    setAttribute(viewport, "content", "width=device-width, initial-scale=1");
    addElement(head, "title", title + " · Faceloom");
    addElement(head, "style", kReportStyle);
}

void addCard(pugi::xml_node body, const ModelReport& report) {
    addElement(body, "h2", "Model");
    addFactTable(body, modelFacts(report.model));
    if (!report.card.empty()) addMarkdown(body, report.card);
}

void addMissing(pugi::xml_node body, const ModelReport& report) {
    if (report.missing.empty()) return;
    const pugi::xml_node box = setAttribute(addElement(body, "div"), "class", "missing");
    addElement(box, "p", "Left out, because it could not be read:");
    const pugi::xml_node list = addElement(box, "ul");
    for (const std::string& line : report.missing)
        addElement(list, "li", line);
}

}  // namespace

void addFactTable(pugi::xml_node parent, const Facts& facts) {
    const pugi::xml_node table = addElement(parent, "table");
    for (const Fact& fact : facts) {
        const pugi::xml_node row = addElement(table, "tr");
        addElement(row, "th", fact.name);
        addElement(row, "td", fact.value.empty() ? "–" : fact.value);
    }
}

std::string reportPage(const ModelReport& report) {
    pugi::xml_document page;
    const pugi::xml_node html = addElement(page, "html");
    setAttribute(html, "lang", "en");
    const std::string title = titleOf(report);
    addHead(html, title);
    const pugi::xml_node body = addElement(html, "body");
    addElement(body, "h1", title);
    setAttribute(addElement(body, "p", fmt::format("A report of Faceloom, {}.", report.created)),
                 "class", "quiet");
    addMissing(body, report);
    addGrid(body, report);
    addArithmetic(body, report);
    addAges(body, report);
    addQuiz(body, report);
    if (report.run) {
        addMeasures(body, *report.run);
        addLosses(body, *report.run);
        addMoments(body, *report.run);
        addOptions(body, *report.run);
    }
    addCard(body, report);
    addElement(body, "h2", "Program and machine");
    addFactTable(body, report.program);
    return writtenOut(page);
}

Status writeReport(const std::filesystem::path& path, const ModelReport& report) {
    return writeTextAtomically(path, reportPage(report));
}

}  // namespace faceloom
