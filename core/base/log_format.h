// Private to the log: how a line looks as text. Thread-safe: no shared state.
#pragma once

#include "core/base/log.h"

#include <spdlog/details/log_msg.h>

namespace faceloom {

inline constexpr const char* kLogPattern = "%Y-%m-%d %H:%M:%S.%e %-7l %v";

// Refers to the line's text.
[[nodiscard]] inline spdlog::details::log_msg messageOf(const LogLine& line) {
    const auto level = [&line] {
        switch (line.level) {
            case LogLevel::Debug:
                return spdlog::level::debug;
            case LogLevel::Info:
                return spdlog::level::info;
            case LogLevel::Warning:
                return spdlog::level::warn;
            case LogLevel::Error:
                break;
        }
        return spdlog::level::err;
    }();
    return {line.time, {}, {}, level, line.text};
}

}  // namespace faceloom
