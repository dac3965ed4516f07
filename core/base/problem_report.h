// A text that tells whoever looks into a problem what they would ask for. Thread-safe: no shared
// state.
#pragma once

#include "core/base/facts.h"
#include "core/base/log.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace faceloom {

inline constexpr std::size_t kReportedLogLines = 200;

struct ReportPart {
    std::string title;
    Facts facts;
    std::string text;  // below the facts, as it is
};

// The parts that hold anything, each under its title. The user's home folder is written as ~.
[[nodiscard]] std::string problemReport(std::span<const ReportPart> parts);

// The newest lines of this program's log.
[[nodiscard]] ReportPart logPart();

// Every path that begins with the folder begins with ~ instead. An empty folder and the root
// change nothing.
[[nodiscard]] std::string withHomeShortened(std::string text, const std::filesystem::path& home);

}  // namespace faceloom
