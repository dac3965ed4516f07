// How good the faces of a checkpoint are, and how honest: everything that measures.csv holds of a
// step. Standard-library types only.
#pragma once

#include "core/base/result.h"
#include "core/evaluation/real_faces.h"
#include "core/train/run_measures.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>

namespace faceloom {

// Of the latents that faces are drawn from, the same for every checkpoint of every run.
inline constexpr std::uint64_t kMeasureSeed = 5'000'011;

// Draws real.faces() faces with the generator in a file (see readModelInfo; of a checkpoint with a
// weight average, the average's) and measures them against the real ones; of a checkpoint, asks its
// discriminator too. The floors stand beside what they belong to. Every value is finite; what
// cannot be computed is left out. The same file gives the same values; LibTorch's threads of the
// calling thread compute it. Errors: those of readModelInfo and readGenerator, InvalidArgument (the
// discriminator is for pictures of another size), Internal, Cancelled.
[[nodiscard]] Result<RunMeasure> measureCheckpoint(const std::filesystem::path& model,
                                                   const RealFaces& real,
                                                   const std::stop_token& stop);

}  // namespace faceloom
