#include "core/base/log.h"
#include "core/base/log_file.h"
#include "core/base/one_line.h"
#include "tests/core/temp_folder.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <future>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> linesOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

bool anyHolds(const std::vector<std::string>& lines, const std::string& text) {
    return std::ranges::any_of(lines, [&](const auto& line) { return line.ends_with(text); });
}

TEST(Log, KeepsLevelsTextsAndNumbers) {
    const std::uint64_t before = lastLogNumber();
    const auto start = std::chrono::system_clock::now();
    logDebug("a {}", 1);
    logInfo("b {:.1f}", 2.25);
    logWarning("c {}", "d");
    logError("e");
    writeLog(LogLevel::Info, "{} stays as it is");
    const auto lines = logLines(before);
    ASSERT_EQ(lines.size(), 5U);
    const std::vector<std::string> texts{"a 1", "b 2.2", "c d", "e", "{} stays as it is"};
    const std::vector levels{LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error,
                             LogLevel::Info};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_EQ(lines[i].text, texts[i]);
        EXPECT_EQ(lines[i].level, levels[i]);
        EXPECT_EQ(lines[i].number, before + 1 + i);
        EXPECT_GE(lines[i].time, start);
        EXPECT_LE(lines[i].time, std::chrono::system_clock::now());
    }
    EXPECT_EQ(logLines(before, 2).front().text, "e");
    EXPECT_TRUE(logLines(lastLogNumber()).empty());
    EXPECT_TRUE(logLines(lastLogNumber() + 7).empty());
}

TEST(Log, ForgetsTheOldestLines) {
    const std::uint64_t before = lastLogNumber();
    for (std::size_t i = 0; i < kKeptLogLines + 30; ++i)
        logInfo("{}", i);
    const auto lines = logLines();
    ASSERT_EQ(lines.size(), kKeptLogLines);
    EXPECT_EQ(lines.front().text, "30");
    EXPECT_EQ(lines.front().number, before + 31);
    EXPECT_EQ(lines.back().number, lastLogNumber());
}

TEST(Log, ManyThreadsLoseNothingAndMixNoLines) {
    constexpr int kThreads = 8, kLines = 200;  // fewer than are kept
    const std::uint64_t before = lastLogNumber();
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < kThreads; ++thread)
            threads.emplace_back([thread] {
                for (int i = 0; i < kLines; ++i)
                    logInfo("{} {}", thread, i);
            });
    }
    const auto lines = logLines(before);
    ASSERT_EQ(lines.size(), static_cast<std::size_t>(kThreads * kLines));
    std::vector<int> next(kThreads, 0);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_EQ(lines[i].number, before + 1 + i);
        std::istringstream words(lines[i].text);
        std::size_t thread = 0;
        int count = -1;
        words >> thread >> count;
        EXPECT_EQ(count, next.at(thread)++) << lines[i].text;
    }
}

TEST(Log, StaysOnOneLineAndWithinItsLength) {
    EXPECT_EQ(escapedLine("a\nb\r\tc\x1b[31m\x7f"), "a\\nb\\r\\tc\\x1b[31m\\x7f");
    EXPECT_EQ(escapedLine(std::string_view("\0é", 3)), "\\x00é");
    EXPECT_EQ(escapedLine("a\xc2\x85z\xe2\x80\xa8z\xe2\x80\xaez"), "a\\x85z\\u2028z\\u202ez");
    EXPECT_EQ(escapedLine("“ä – 日本” {\"a\": 1}\\"), "“ä – 日本” {\"a\": 1}\\");
    EXPECT_EQ(escapedLine("cut \xe2\x80"), "cut \xe2\x80");

    const std::uint64_t before = lastLogNumber();
    logInfo("{}", "two\nlines");
    // The cut would fall into the middle of a character.
    logInfo("{}x", std::string(kLongestLogText - 1, 'y') + "é");
    const auto lines = logLines(before);
    EXPECT_EQ(lines[0].text, "two\\nlines");
    EXPECT_EQ(lines[1].text, std::string(kLongestLogText - 1, 'y') + "… (3 more bytes)");
}

TEST(Log, LinesCanBeWaitedFor) {
    const std::uint64_t before = lastLogNumber();
    std::stop_source stop;
    auto waiting =
        std::async(std::launch::async, [&] { return waitForLogLines(before, stop.get_token()); });
    logInfo("awaited");
    EXPECT_EQ(waiting.get().front().text, "awaited");
    auto stopped = std::async(std::launch::async,
                              [&] { return waitForLogLines(lastLogNumber(), stop.get_token()); });
    stop.request_stop();
    EXPECT_TRUE(stopped.get().empty());
}

TEST(Log, ALineAsTextHasLocalTimeWithMilliseconds) {
    const char* zone = std::getenv("TZ");
    const std::string before = zone != nullptr ? zone : "";
    setenv("TZ", "XYZ-3", 1);  // three hours before Greenwich
    tzset();
    const LogLine line{7, std::chrono::system_clock::time_point(std::chrono::milliseconds(1'125)),
                       LogLevel::Warning, "50 % of {} done"};
    EXPECT_EQ(toText(line), "1970-01-01 03:00:01.125 warning 50 % of {} done");
    zone != nullptr ? setenv("TZ", before.c_str(), 1) : unsetenv("TZ");
    tzset();
}

TEST(Log, LevelsHaveNames) {
    for (const auto level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error})
        EXPECT_EQ(logLevelNamed(nameOf(level)).value(), level);
    const auto unknown = logLevelNamed("loud");
    ASSERT_FALSE(unknown.has_value());
    EXPECT_EQ(unknown.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(unknown.error().message, "log level 'loud' is none of debug, info, warning, error");
}

TEST(LogFile, HoldsWhatIsLoggedWhileItLivesAndWhatLedToIt) {
    const TempFolder folder;
    const fs::path path = folder.path() / "log.txt";
    logInfo("long before");
    const std::uint64_t before = lastLogNumber();
    logInfo("just before");
    {
        const LogFile file(path, before);
        logWarning("within");
    }
    logInfo("afterwards");
    const auto lines = linesOf(path);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_TRUE(lines[0].ends_with("info    just before")) << lines[0];
    EXPECT_TRUE(lines[1].ends_with("warning within")) << lines[1];
    EXPECT_EQ(lines[1], toText(logLines(lastLogNumber() - 2).front()));
}

TEST(LogFile, IsAppendedTo) {
    const TempFolder folder;
    const fs::path path = folder.path() / "log.txt";
    for (const char* text : {"first", "second"}) {
        const LogFile file(path);
        logInfo("{}", text);
    }
    const auto lines = linesOf(path);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_TRUE(lines[0].ends_with("first"));
    EXPECT_TRUE(lines[1].ends_with("second"));
}

TEST(LogFile, IsRotatedOnceItIsLarge) {
    constexpr std::size_t kMost = 2000;
    const TempFolder folder;
    {
        const LogFile file(folder.path() / "log.txt", lastLogNumber(), kMost);
        for (int i = 0; i < 200; ++i)
            logInfo("line {}", i);
    }
    EXPECT_LE(fs::file_size(folder.path() / "log.txt"), kMost);
    EXPECT_LE(fs::file_size(folder.path() / "log.1.txt"), kMost);
    EXPECT_FALSE(fs::exists(folder.path() / "log.2.txt"));
    EXPECT_TRUE(linesOf(folder.path() / "log.txt").back().ends_with("line 199"));
    const auto earlier = linesOf(folder.path() / "log.1.txt");
    EXPECT_GT(earlier.size(), 20U);
    EXPECT_FALSE(anyHolds(earlier, "line 199"));
}

TEST(LogFile, SaysHowManyLinesItHasNot) {
    const TempFolder folder;
    const std::uint64_t before = lastLogNumber();
    for (std::size_t i = 0; i < kKeptLogLines + 5; ++i)
        logInfo("{}", i);
    { const LogFile file(folder.path() / "log.txt", before); }
    const auto lines = linesOf(folder.path() / "log.txt");
    ASSERT_EQ(lines.size(), kKeptLogLines + 1);
    EXPECT_TRUE(lines[0].ends_with("5 lines came too fast to be written")) << lines[0];
    EXPECT_TRUE(lines[1].ends_with("info    5")) << lines[1];
}

TEST(LogFile, ThatCannotBeOpenedIsToldOnceAndHarmsNothing) {
    const TempFolder folder;
    const fs::path path = folder.path() / "missing" / "log.txt";
    const std::uint64_t before = lastLogNumber();
    {
        const LogFile file(path);
        logInfo("one");
        (void)waitForLogLines(before + 1, {});  // until the failure is told
        logInfo("two");
    }
    const auto lines = logLines(before);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[1].level, LogLevel::Warning);
    EXPECT_TRUE(lines[1].text.starts_with(path.string())) << lines[1].text;
    EXPECT_EQ(lines[2].text, "two");
    EXPECT_FALSE(fs::exists(path.parent_path())) << "nothing is made where a drive may return";
}

TEST(LogFile, APipeIsNotWaitedFor) {
    const TempFolder folder;
    const fs::path path = folder.path() / "log.txt";
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    const std::uint64_t before = lastLogNumber();
    {
        const LogFile file(path);
        logInfo("one");
        (void)waitForLogLines(before + 1, {});
    }
    EXPECT_EQ(logLines(before).back().level, LogLevel::Warning);
}

TEST(LogFile, ALinkIsNotFollowed) {
    const TempFolder folder;
    fs::create_symlink(folder.path() / "elsewhere.txt", folder.path() / "log.txt");
    {
        const LogFile file(folder.path() / "log.txt");
        logInfo("one");
    }
    EXPECT_FALSE(fs::exists(folder.path() / "elsewhere.txt"));
}

TEST(LogFile, ADiskThatIsFullIsTold) {
    if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
    const std::uint64_t before = lastLogNumber();
    {
        const LogFile file("/dev/full");
        logInfo("one");
        (void)waitForLogLines(before + 1, {});
    }
    EXPECT_TRUE(logLines(before).back().text.starts_with("/dev/full: the log cannot be written"));
}

}  // namespace
}  // namespace faceloom
