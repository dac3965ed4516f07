#include "core/base/log.h"

#include "core/base/log_format.h"
#include "core/base/one_line.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>

namespace faceloom {

namespace {

constexpr std::array<std::string_view, 4> kLevelNames{"debug", "info", "warning", "error"};

struct Log {
    std::mutex mutex;
    std::condition_variable_any grown;
    std::deque<LogLine> lines;
    std::uint64_t last = 0;
    std::shared_ptr<spdlog::sinks::sink> on_stderr;  // none until it is asked for
    LogLevel least_on_stderr = LogLevel::Info;
};

// Never destroyed: threads may log for as long as the program lives.
Log& theLog() {
    static Log& log = *new Log;
    return log;
}

// Where a character begins, at or before `end`.
std::size_t characterBorder(std::string_view text, std::size_t end) {
    const auto goes_on = [&](std::size_t at) {
        return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    };
    std::size_t border = end;
    while (border > 0 && end - border < 4 && goes_on(border))
        --border;
    return border;
}

std::string cutLine(std::string_view text) {
    if (text.size() <= kLongestLogText) return escapedLine(text);
    const std::size_t kept = characterBorder(text, kLongestLogText);
    return escapedLine(text.substr(0, kept)) + fmt::format("… ({} more bytes)", text.size() - kept);
}

std::vector<LogLine> linesAfter(const Log& log, std::uint64_t after, std::size_t most) {
    if (after >= log.last) return {};
    const auto newer = static_cast<std::size_t>(log.last - after);
    const std::size_t count = std::min({newer, most, log.lines.size()});
    return {log.lines.end() - static_cast<std::ptrdiff_t>(count), log.lines.end()};
}

void add(LogLevel level, std::string text) {
    Log& log = theLog();
    LogLine line{0, std::chrono::system_clock::now(), level, std::move(text)};
    std::shared_ptr<spdlog::sinks::sink> shown;
    {
        const std::lock_guard lock(log.mutex);
        if (log.on_stderr && level >= log.least_on_stderr) shown = log.on_stderr;
        line.number = log.last + 1;
        log.lines.push_back(line);
        ++log.last;
        if (log.lines.size() > kKeptLogLines) log.lines.pop_front();
    }
    log.grown.notify_all();
    if (shown) shown->log(messageOf(line));
}

}  // namespace

void writeLog(LogLevel level, std::string_view text) noexcept {
    try {
        add(level, cutLine(text));
    } catch (...) {
        // No memory for it, or a stderr that is closed: the line is lost, the work goes on.
    }
}

void writeLog(LogLevel level, fmt::string_view format, fmt::format_args arguments) noexcept {
    try {
        add(level, cutLine(fmt::vformat(format, arguments)));
    } catch (...) {
        // As above.
    }
}

std::uint64_t lastLogNumber() {
    Log& log = theLog();
    const std::lock_guard lock(log.mutex);
    return log.last;
}

std::vector<LogLine> logLines(std::uint64_t after, std::size_t most) {
    Log& log = theLog();
    const std::lock_guard lock(log.mutex);
    return linesAfter(log, after, most);
}

std::vector<LogLine> waitForLogLines(std::uint64_t after, const std::stop_token& stop) {
    Log& log = theLog();
    std::unique_lock lock(log.mutex);
    log.grown.wait(lock, stop, [&log, after] { return log.last > after; });
    return linesAfter(log, after, kKeptLogLines);
}

void showLogOnStderr(LogLevel least) {
    auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    sink->set_pattern("%Y-%m-%d %H:%M:%S.%e %^%-7l%$ %v");
    Log& log = theLog();
    const std::lock_guard lock(log.mutex);
    for (const LogLine& line : log.lines)
        if (line.level >= least) sink->log(messageOf(line));
    log.on_stderr = std::move(sink);
    log.least_on_stderr = least;
}

std::string toText(const LogLine& line) {
    spdlog::pattern_formatter formatter(kLogPattern, spdlog::pattern_time_type::local, "");
    spdlog::memory_buf_t text;
    formatter.format(messageOf(line), text);
    return {text.data(), text.size()};
}

std::string_view nameOf(LogLevel level) {
    return kLevelNames.at(static_cast<std::size_t>(level));
}

Result<LogLevel> logLevelNamed(std::string_view name) {
    for (std::size_t i = 0; i < kLevelNames.size(); ++i)
        if (kLevelNames[i] == name) return static_cast<LogLevel>(i);
    return fail(ErrorCode::InvalidArgument, "log level '{}' is none of {}", name,
                fmt::join(kLevelNames, ", "));
}

}  // namespace faceloom
