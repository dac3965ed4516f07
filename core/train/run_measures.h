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

// Columns. To real faces, of faces drawn by the generator of that step; lower is better.
inline constexpr const char* kKernelDistance = "kernel_distance";
inline constexpr const char* kKernelDistanceError = "kernel_distance_error";  // standard error
inline constexpr const char* kFrechetDistance = "frechet_distance";
// 1: of fewer pictures than features, and comparable only with others like it.
inline constexpr const char* kFrechetShrunk = "frechet_distance_shrunk";
inline constexpr const char* kPrecision = "precision";  // share of the faces that look real
inline constexpr const char* kRecall = "recall";        // share of real faces that can be made
inline constexpr const char* kVariety = "variety";      // see varietyOf in run_watch.h
// Median distance of a face to the nearest training picture, 0 to 2: small where they are copies.
inline constexpr const char* kNearestTraining = "nearest_training";
// How surely the discriminator gives a training picture more than one held out: 0.5 not at all, 1
// always, for then it knows them by heart.
inline constexpr const char* kSeparation = "separation";
// V(D, G) = E[log D(x)] + E[log(1 - D(G(z)))] (Goodfellow et al. 2014, equation 1), x held out.
inline constexpr const char* kGameValue = "game_value";
inline constexpr const char* kJudgedTraining = "d_training";    // mean D(x) of training pictures,
inline constexpr const char* kJudgedHeldOut = "d_held_out";     // of those held out,
inline constexpr const char* kJudgedGenerated = "d_generated";  // of generated faces
inline constexpr const char* kMeasuredFaces = "faces";          // drawn for it
// Added to a column's name: what real pictures have where generated faces stand.
inline constexpr const char* kFloorSuffix = "_floor";

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

// A file's text. Columns: step, then the others by name. Errors: InvalidArgument (a column's name
// that no header can hold, a value that is not finite).
[[nodiscard]] Result<std::string> measuresText(std::span<const RunMeasure> measures);

// Replaces the file, which appears whole or not at all. Errors: those of measuresText; WriteFailed.
[[nodiscard]] Status writeMeasures(const std::filesystem::path& path,
                                   std::span<const RunMeasure> measures);

// Adds a row to the file, made where it is not there; a row of that step that is there keeps what
// the new one does not say. Errors: those of readMeasures, and then nothing is written; those of
// writeMeasures.
[[nodiscard]] Status addMeasure(const std::filesystem::path& path, const RunMeasure& measure);

[[nodiscard]] std::optional<double> measureAt(std::span<const RunMeasure> measures,
                                              std::int64_t step, const std::string& column);
[[nodiscard]] std::optional<double> kernelDistanceAt(std::span<const RunMeasure> measures,
                                                     std::int64_t step);
// Of the steps in `among`, the one with the lowest kernel distance, the earliest of equals; none if
// none of them was measured.
[[nodiscard]] std::optional<std::int64_t> bestStep(std::span<const RunMeasure> measures,
                                                   std::span<const std::int64_t> among);

// "kernel distance 0.0123 ± 0.0004, Fréchet distance 12.3, precision 0.71, recall 0.35, …": what
// there is of it, for a log.
[[nodiscard]] std::string inOneLine(const RunMeasure& measure);

}  // namespace faceloom
