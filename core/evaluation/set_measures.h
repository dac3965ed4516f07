// Everything that is measured between two sets of faces by their features alone. Standard-library
// types only. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/metrics/kernel_distance.h"

#include <map>
#include <span>
#include <stop_token>
#include <string>

namespace faceloom {

// By the columns of run_measures.h: kernel distance (of 20 faces a side at least) and its error,
// Fréchet distance, precision and recall (of four a side). What cannot be computed is left out, and
// so is what is not finite. Errors: InvalidArgument (fewer than two of a side, features of
// different lengths or not finite), Cancelled.
[[nodiscard]] Result<std::map<std::string, double>> measuresBetween(
    std::span<const Features> real, std::span<const Features> generated,
    const std::stop_token& stop);

}  // namespace faceloom
