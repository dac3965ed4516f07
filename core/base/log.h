// What the program does, line by line: kept in memory for the window and for error reports, written
// to files by LogFile, shown on stderr where that is asked for. Thread-safe; writing never throws.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace faceloom {

enum class LogLevel { Debug, Info, Warning, Error };

struct LogLine {
    std::uint64_t number = 0;  // counted from 1 since the program began
    std::chrono::system_clock::time_point time;
    LogLevel level = LogLevel::Info;
    std::string text;  // one line: control characters are escaped, see escapedLine
    bool operator==(const LogLine&) const = default;
};

inline constexpr std::size_t kKeptLogLines = 2000;     // in memory; older ones are forgotten
inline constexpr std::size_t kLongestLogText = 16384;  // bytes; a longer one is cut

void writeLog(LogLevel level, std::string_view text) noexcept;
void writeLog(LogLevel level, fmt::string_view format, fmt::format_args arguments) noexcept;

template <class... Args>
void logDebug(fmt::format_string<Args...> format, Args&&... args) noexcept {
    writeLog(LogLevel::Debug, format, fmt::make_format_args(args...));
}
template <class... Args>
void logInfo(fmt::format_string<Args...> format, Args&&... args) noexcept {
    writeLog(LogLevel::Info, format, fmt::make_format_args(args...));
}
template <class... Args>
void logWarning(fmt::format_string<Args...> format, Args&&... args) noexcept {
    writeLog(LogLevel::Warning, format, fmt::make_format_args(args...));
}
template <class... Args>
void logError(fmt::format_string<Args...> format, Args&&... args) noexcept {
    writeLog(LogLevel::Error, format, fmt::make_format_args(args...));
}

// Of the newest line; 0 before the first.
[[nodiscard]] std::uint64_t lastLogNumber();
// The kept lines with greater numbers, oldest first, at most `most` of the newest.
[[nodiscard]] std::vector<LogLine> logLines(std::uint64_t after = 0,
                                            std::size_t most = kKeptLogLines);
// The same, once there are any; none when the token is triggered before.
[[nodiscard]] std::vector<LogLine> waitForLogLines(std::uint64_t after,
                                                   const std::stop_token& stop);

// The kept lines of this level and above, and from now on the new ones, also go to stderr.
void showLogOnStderr(LogLevel least);

// "2026-01-31 14:03:22.125 warning text", in local time.
[[nodiscard]] std::string toText(const LogLine& line);
[[nodiscard]] std::string_view nameOf(LogLevel level);  // "debug" | "info" | "warning" | "error"
// Errors: InvalidArgument, naming what was given and what there is.
[[nodiscard]] Result<LogLevel> logLevelNamed(std::string_view name);

}  // namespace faceloom
