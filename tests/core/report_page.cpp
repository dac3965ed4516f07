#include "core/report/report_page.h"

#include "core/report/html_nodes.h"
#include "core/report/report_plot.h"
#include "tests/core/temp_folder.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

ModelReport smallReport() {
    ModelReport report;
    report.created = "2026-11-25 14:05";
    report.program = {{"Faceloom", "0.1.0"}};
    report.model.path = "some/<faces> & \"more\".safetensors";
    report.model.trained_on = "celeba";
    report.grid = {7, 0.5};
    report.faces.assign(36, RgbImage(8, 8, 90));
    return report;
}

ReportRun smallRun() {
    ReportRun run;
    run.timeline.folder = "runs/first";
    run.timeline.run.data_name = "celeba";
    run.timeline.run.data_count = 100;
    run.timeline.points = {{100, "a", 1, {}, 0.5, false, false},
                           {200, "b", 1, {}, 0.25, true, true}};
    for (int step = 1; step <= 1000; ++step)
        run.losses.push_back({step, 1, 0.5, 0.25, 0.125 * step, 0.5, 0.5, 10});
    run.measures = {{100, {{kKernelDistance, 0.5}, {kKernelDistanceError, 0.125}}},
                    {200,
                     {{kKernelDistance, 0.25},
                      {std::string(kKernelDistance) + kFloorSuffix, 0.0625},
                      {kRecall, 0.75}}}};
    run.moments = {{100, false, {36, RgbImage(8, 8, 10)}}, {200, true, {36, RgbImage(8, 8, 20)}}};
    return run;
}

std::size_t countOf(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

// Parsed as strictly as XML, which what is written here also is but for the document type.
std::string textOf(const std::string& page) {
    pugi::xml_document document;
    const auto read = document.load_string(page.c_str(), pugi::parse_default | pugi::parse_doctype);
    EXPECT_TRUE(read) << read.description() << " at " << read.offset;
    std::string text;
    struct Walker : pugi::xml_tree_walker {
        std::string* text = nullptr;
        bool for_each(pugi::xml_node& node) override {
            *text += node.value();
            return true;
        }
    } walker;
    walker.text = &text;
    document.traverse(walker);
    return text;
}

TEST(ReportPage, HoldsEveryFaceAndNeedsNoOtherFile) {
    const std::string page = reportPage(smallReport());
    EXPECT_EQ(page.find("<!DOCTYPE html>"), 0U);
    EXPECT_EQ(countOf(page, "src=\"data:image/png;base64,iVBOR"), 36U);
    EXPECT_EQ(countOf(page, "src="), 36U);
    EXPECT_EQ(countOf(page, "href="), 0U);
    EXPECT_EQ(countOf(page, "url("), 0U);
    EXPECT_EQ(countOf(page, "<script"), 0U);
    const std::string text = textOf(page);
    EXPECT_NE(text.find("seed 7, drawn at truncation 0.5"), std::string::npos);
    EXPECT_EQ(text.find("Losses"), std::string::npos);  // there is no run
}

TEST(ReportPage, WhatComesFromFilesStaysText) {
    ModelReport report = smallReport();
    report.model.trained_on = "<script>alert(1)</script>";
    report.missing = {"<img src=x> & so on"};
    report.card =
        "A *card* of <b>ours</b>.\n\n<script>alert(2)</script>\n\n"
        "[x](javascript:alert(3))\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n";
    const std::string page = reportPage(report);
    EXPECT_EQ(countOf(page, "<script"), 0U);
    EXPECT_EQ(countOf(page, "javascript:"), 0U);
    EXPECT_EQ(countOf(page, "<b>"), 0U);
    EXPECT_EQ(countOf(page, "<em>card</em>"), 1U);
    EXPECT_NE(page.find("<th>a</th>"), std::string::npos);
    const std::string text = textOf(page);
    EXPECT_NE(text.find("<faces> & \"more\".safetensors"), std::string::npos);
    EXPECT_NE(text.find("<script>alert(1)</script>"), std::string::npos);
    EXPECT_NE(text.find("<img src=x> & so on"), std::string::npos);
}

TEST(ReportPage, TellsOfTheRun) {
    ModelReport report = smallReport();
    report.run = smallRun();
    const std::string page = reportPage(report);
    const std::string text = textOf(page);
    EXPECT_NE(text.find("The best checkpoint by kernel distance is that of step 200, with 0.2500"),
              std::string::npos);
    for (const char* part : {"Losses", "Measures", "Kernel distance (KID)", "Recall",
                             "The same faces as training went on", "step 200, the best",
                             "How it was trained", "celeba: 100, of which 10 are held out"})
        EXPECT_NE(text.find(part), std::string::npos) << part;
    EXPECT_EQ(text.find("Fréchet"), std::string::npos);  // was not measured
    EXPECT_EQ(countOf(page, "<svg"), 3U);
    EXPECT_EQ(countOf(page, "measure bar"), 1U);
    EXPECT_EQ(countOf(page, "data:image/png"), 36U * 3);
}

TEST(ReportPage, TellsWhoCouldTellRealFromFake) {
    ModelReport report = smallReport();
    QuizTake take;
    take.taker = "Ann <3";
    take.plan.each = 2;
    take.held_out = true;
    take.answers = {{"a.jpg", 0, false, true, 900},
                    {"", 1, false, false, 1100},
                    {"b.jpg", 0, false, true, 1200},
                    {"", 2, false, true, 1300}};
    report.quiz = ReportQuiz{{take}, {{RgbImage(8, 8, 3), shareOf(1, 1)}}};
    const std::string page = reportPage(report);
    const std::string text = textOf(page);
    for (const char* part :
         {"Real or fake", "Ann <3", "3 of 4", "75 % (30 to 95)", "held out", "by 1 of 1"})
        EXPECT_NE(text.find(part), std::string::npos) << part;
    EXPECT_EQ(countOf(page, "data:image/png"), 37U);
}

TEST(ReportPage, AFewSpecialNumbersDoNotBreakThePlots) {
    ModelReport report = smallReport();
    report.run = smallRun();
    report.run->losses = {{1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 1}};              // one step
    report.run->measures = {{5, {{kRecall, 0.0}}}, {6, {{kRecall, 0.0}}}};  // a flat line
    const std::string page = reportPage(report);
    EXPECT_EQ(countOf(page, "nan"), 0U);
    EXPECT_EQ(countOf(page, "inf "), 0U);
}

TEST(ReportPage, IsWrittenWholeOrNotAtAll) {
    const TempFolder folder;
    ASSERT_TRUE(writeReport(folder.path() / "report.html", smallReport()));
    std::ifstream file(folder.path() / "report.html");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(text, reportPage(smallReport()));
    EXPECT_EQ(writeReport(folder.path() / "nowhere/report.html", smallReport()).error().code,
              ErrorCode::WriteFailed);
}

TEST(ReportPlot, TicksAreRoundAndInside) {
    EXPECT_EQ(tickPositions(0, 10), (std::vector<double>{0, 2, 4, 6, 8, 10}));
    EXPECT_EQ(tickPositions(-1, 1.4), (std::vector<double>{-1, -0.5, 0, 0.5, 1}));
    EXPECT_EQ(tickPositions(0, 31000),
              (std::vector<double>{0, 5000, 10000, 15000, 20000, 25000, 30000}));
    EXPECT_TRUE(tickPositions(3, 3).empty());
}

TEST(ReportPlot, NumbersTooCoarseForTicksHaveNone) {
    EXPECT_TRUE(tickPositions(4e15 - 0.5, 4e15 + 0.5).empty());
    EXPECT_TRUE(tickPositions(1e16, 1e16 + 2).empty());
    EXPECT_TRUE(tickPositions(-1e16 - 2, -1e16).empty());
    EXPECT_TRUE(tickPositions(0, 1e-323).empty());
    EXPECT_EQ(tickPositions(1e12, 1e12 + 2),
              (std::vector<double>{1e12, 1e12 + 0.5, 1e12 + 1, 1e12 + 1.5, 1e12 + 2}));
    pugi::xml_document page;
    Plot plot;
    plot.series = {{"kernel distance", "measure", {{100, 4e15}}}};
    addPlot(page.append_child("div"), plot);
    EXPECT_TRUE(page.find_node(
        [](const pugi::xml_node& node) { return std::string_view(node.name()) == "circle"; }));
}

TEST(ReportPlot, ThinningTakesMeans) {
    std::vector<PlotPoint> points;
    for (int i = 0; i < 10; ++i)
        points.push_back({double(i), double(i * 10), 0});
    const auto few = thinned(points, 5);
    ASSERT_EQ(few.size(), 5U);
    EXPECT_EQ(few[1].x, 2.5);
    EXPECT_EQ(few[1].y, 25);
    EXPECT_EQ(thinned(points, 10).size(), 10U);
}

TEST(ReportPlot, TheNumberOfTheLastStepIsNotCutOff) {
    pugi::xml_document page;
    Plot plot;
    plot.x_title = "step";
    plot.series = {{"D", "real", {{0, 0}, {1e6, 1}}}};
    addPlot(page.append_child("div"), plot);
    const pugi::xml_node svg = page.find_node(
        [](const pugi::xml_node& node) { return std::string_view(node.name()) == "svg"; });
    double farthest = 0;
    for (const pugi::xml_node text : svg.children("text")) {
        if (std::string_view(text.attribute("text-anchor").value()) != "middle") continue;
        constexpr double kDigit = 8;  // units, of 12 that letters are high
        farthest = std::max(
            farthest, text.attribute("x").as_double() +
                          kDigit * double(std::string_view(text.text().as_string()).size()) / 2);
    }
    EXPECT_GT(farthest, 600);
    EXPECT_LE(farthest, 720);
}

}  // namespace
}  // namespace faceloom
