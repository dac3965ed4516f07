// What was measured of a run's checkpoints while it went on: measures.csv in its folder, a row a
// step. Treats its input as hostile. No Torch here. Functions keep no state; one writer a file.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace faceloom {

// To real faces, of faces drawn by the generator of that step; lower is better.
inline constexpr const char* kKernelDistance = "kernel_distance";

struct RunMeasure {
    std::int64_t step = 0;
    std::map<std::string, double> values;  // by column; finite
    bool operator==(const RunMeasure&) const = default;
};

// The header names the columns, `step` among them and in any order; an empty field was not
// measured; a last row without its line feed was cut off and does not count. Steps in ascending
// order, each once: of several rows the last holds. No file: no rows. Errors: BrokenFile, with the
// line's number (no header, a field that is no finite number, too long a file).
[[nodiscard]] Result<std::vector<RunMeasure>> readMeasures(const std::filesystem::path& path);

// Replaces the file, which appears whole or not at all. Columns: step, then the others by name.
// Errors: InvalidArgument (a column's name that no header can hold, a value that is not finite);
// WriteFailed.
[[nodiscard]] Status writeMeasures(const std::filesystem::path& path,
                                   std::span<const RunMeasure> measures);

// Adds a row to the file, made where it is not there; a row of that step that is there keeps what
// the new one does not say. Errors: those of readMeasures, and then nothing is written; those of
// writeMeasures.
[[nodiscard]] Status addMeasure(const std::filesystem::path& path, const RunMeasure& measure);

[[nodiscard]] std::optional<double> kernelDistanceAt(std::span<const RunMeasure> measures,
                                                     std::int64_t step);
// Of the steps in `among`, the one with the lowest kernel distance, the earliest of equals; none if
// none of them was measured.
[[nodiscard]] std::optional<std::int64_t> bestStep(std::span<const RunMeasure> measures,
                                                   std::span<const std::int64_t> among);

}  // namespace faceloom
