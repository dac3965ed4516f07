#include "core/report/html_nodes.h"
#include "core/report/report_parts.h"

#include <fmt/format.h>

namespace faceloom {

namespace {

std::string sensitivity(const QuizScore& score) {
    return score.d_prime ? fmt::format("{:.2f}", *score.d_prime) : "–";
}

std::string medianTime(const QuizScore& score) {
    return score.median_ms ? fmt::format("{:.1f} s", *score.median_ms / 1000) : "–";
}

void addTake(pugi::xml_node table, const QuizTake& take) {
    const QuizScore score = scoreOf(take.answers);
    const pugi::xml_node row = addElement(table, "tr");
    addElement(row, "td", take.taker);
    addElement(row, "td", take.plan.form == QuizForm::Pairs ? "pairs" : "one at a time");
    addElement(row, "td", fmt::format("{} of {}", score.right.part, score.right.whole));
    addElement(row, "td",
               fmt::format("{:.0f} % ({:.0f} to {:.0f})", 100 * score.right.value,
                           100 * score.right.low, 100 * score.right.high));
    setAttribute(addElement(row, "td", sensitivity(score)), "class", "number");
    setAttribute(addElement(row, "td", medianTime(score)), "class", "number");
    addElement(row, "td", take.held_out ? "held out" : "may have been trained on");
}

}  // namespace

void addQuiz(pugi::xml_node body, const ModelReport& report) {
    if (!report.quiz) return;
    addElement(body, "h2", "Real or fake");
    addElement(body, "p",
               "Who was asked to tell this model's faces from real ones. Half right is what "
               "guessing gives; d′ is then 0.");
    const pugi::xml_node frame = setAttribute(addElement(body, "div"), "class", "scroll");
    const pugi::xml_node table = addElement(frame, "table");
    const pugi::xml_node head = addElement(table, "tr");
    for (const char* name :
         {"who", "asked", "right", "share (95 %)", "d′", "median time", "real pictures"})
        addElement(head, "th", name);
    for (const QuizTake& take : report.quiz->takes)
        addTake(table, take);
    if (report.quiz->foolings.empty()) return;
    addElement(body, "h3", "Taken for real most often");
    const pugi::xml_node faces = setAttribute(addElement(body, "div"), "class", "faces");
    for (const ReportQuiz::Fooling& fooling : report.quiz->foolings) {
        const pugi::xml_node figure = addElement(faces, "figure");
        addPicture(figure, fooling.face, "a generated face");
        addElement(figure, "figcaption",
                   fmt::format("by {} of {}", fooling.fooled.part, fooling.fooled.whole));
    }
}

}  // namespace faceloom
