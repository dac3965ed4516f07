// A report as one HTML page that needs no other file: pictures, curves and style stand in it.
// Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/report/model_report.h"

#include <filesystem>
#include <string>

namespace faceloom {

[[nodiscard]] std::string reportPage(const ModelReport& report);

// The file appears whole or not at all. Errors: WriteFailed.
[[nodiscard]] Status writeReport(const std::filesystem::path& path, const ModelReport& report);

}  // namespace faceloom
