// What faceloom-cli is and runs on, for its log and for problem reports. Thread-safe.
#pragma once

#include "core/base/problem_report.h"

#include <vector>

namespace faceloom {

// The program, the machine, the libraries.
[[nodiscard]] std::vector<ReportPart> programParts();
// The words of the command line and, in one line, all of the above.
void logProgramStart(int argc, const char* const* argv);

}  // namespace faceloom
