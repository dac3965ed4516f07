// Faces by their number, as every picture command takes them. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/latent/latent_ops.h"

#include <string>
#include <vector>

namespace faceloom {

inline constexpr int kGridFaces = 36;

// "1,5,9": numbers 1 to 36, order and repetition kept. Errors: InvalidArgument naming the option,
// the text and the range.
[[nodiscard]] Result<std::vector<int>> parseFaceNumbers(const std::string& option,
                                                        const std::string& text);

// The latents of these faces of the grid. Numbers within 1 to the grid's size.
[[nodiscard]] std::vector<Latent> latentsOf(const std::vector<int>& numbers,
                                            const std::vector<Latent>& grid);

}  // namespace faceloom
