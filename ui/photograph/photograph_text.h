// What is said of a photograph and the search for the face nearest to it. For the GUI thread.
#pragma once

#include <QString>

namespace faceloom {

struct PhotographProgress;
struct PhotographState;

// How near an error (root mean square, in levels of 0..255) is: "A likeness".
[[nodiscard]] QString likenessInWords(double error);

// What goes on, what was found or what is wrong: one line.
[[nodiscard]] QString titleOf(const PhotographState& state);
// What to do next, and how near the result is beside earlier ones.
[[nodiscard]] QString adviceOf(const PhotographState& state);
[[nodiscard]] QString adviceOf(const PhotographProgress& progress);
// The result's error in numbers; empty without a result of the open model.
[[nodiscard]] QString errorInFull(const PhotographState& state);

}  // namespace faceloom
