#include "core/base/problem_report.h"
#include "core/base/system_facts.h"
#include "core/base/user_folders.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

TEST(Facts, InOneLineAndInLines) {
    const Facts facts{{"LibTorch", "1.13.0"}, {"Qt", "6.4.2"}};
    EXPECT_EQ(inOneLine(facts), "LibTorch 1.13.0; Qt 6.4.2");
    EXPECT_EQ(inLines(facts), "LibTorch: 1.13.0\nQt:       6.4.2\n");
    EXPECT_EQ(inLines({}), "");
}

TEST(SystemFacts, NameTheProgramAndTheMachine) {
    EXPECT_EQ(programFact().name, "Faceloom");
    EXPECT_NE(programFact().value.find('.'), std::string::npos);
    const Facts facts = systemFacts();
    const auto value = [&facts](const std::string& name) {
        const auto found = std::ranges::find(facts, name, &Fact::name);
        return found != facts.end() ? found->value : "missing";
    };
    EXPECT_NE(value("system").find("Linux"), std::string::npos) << value("system");
    EXPECT_GE(std::stoi(value("cores")), 1);
    EXPECT_NE(value("memory").find("GiB"), std::string::npos) << value("memory");
    for (const Fact& fact : facts)
        EXPECT_FALSE(fact.value.empty()) << fact.name;
}

TEST(ProblemReport, TheHomeFolderIsWrittenAsATilde) {
    const auto shortened = [](const std::string& text) {
        return withHomeShortened(text, "/home/anna");
    };
    EXPECT_EQ(shortened("/home/anna/runs, \"/home/anna\""), "~/runs, \"~\"");
    EXPECT_EQ(shortened("/home/anna"), "~");
    EXPECT_EQ(shortened("file:///home/anna/a.png"), "file://~/a.png");
    EXPECT_EQ(shortened("/home/annabel/x /home/anna-2 /mnt/home/anna/x"),
              "/home/annabel/x /home/anna-2 /mnt/home/anna/x");
    EXPECT_EQ(withHomeShortened("/home/anna/x", "/home/anna/"), "~/x");
    for (const char* none : {"", "/", "."})
        EXPECT_EQ(withHomeShortened("/etc/x ./y", none), "/etc/x ./y");
}

TEST(ProblemReport, HoldsItsPartsAndTheNewestLinesOfTheLog) {
    const std::string home = userHomeFolder().string();
    for (std::size_t i = 0; i < kReportedLogLines; ++i)
        logInfo("line {} of {}/runs", i, home);
    logError("the last");
    const std::vector<ReportPart> parts{{"Program", {{"Faceloom", "0.1.0"}}, {}},
                                        {"Model", {}, {}},
                                        {"Run", {}, "{\n  \"batch\": 64\n}"},
                                        logPart()};
    const std::string report = problemReport(parts);
    EXPECT_TRUE(report.starts_with("Program\n-------\nFaceloom: 0.1.0\n\nRun\n---\n{\n")) << report;
    EXPECT_EQ(report.find("Model"), std::string::npos) << "it holds nothing";
    EXPECT_NE(report.find("}\n\nLog\n---\n"), std::string::npos);
    EXPECT_EQ(report.find("line 0 of"), std::string::npos);
    EXPECT_NE(report.find("line 1 of ~/runs"), std::string::npos);
    EXPECT_TRUE(report.ends_with("error   the last\n"));
    EXPECT_EQ(report.find(home), std::string::npos);
}

}  // namespace
}  // namespace faceloom
