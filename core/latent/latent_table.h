// Latents as files for other programs: latents.csv, a header and a row a face, and NumPy's .npy.
// Treats its input as hostile. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/latent/explorer_types.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace faceloom {

using LatentTable = std::vector<LabelledLatent>;

inline constexpr std::size_t kLargestTableFile = std::size_t{64} << 20;  // bytes
inline constexpr std::size_t kMostTableRows = 100'000;

// By the name's ending, .csv or .npy. Errors: InvalidArgument (another ending), those below.
[[nodiscard]] Result<LatentTable> readLatents(const std::filesystem::path& path);
// The latents must be of one size, and at least one. Errors: InvalidArgument, WriteFailed.
[[nodiscard]] Status writeLatents(const std::filesystem::path& path, const LatentTable& table);

// "face,z0,z1,…" and rows such as "face 7,0.25,-1.5"; labels quoted where they have to be (RFC
// 4180); the fewest digits that give each float back to the bit. Errors: InvalidArgument,
// WriteFailed.
[[nodiscard]] Status writeLatentsCsv(const std::filesystem::path& path, const LatentTable& table);
// Errors: NotFound; BrokenFile, naming the line and what is wrong in it.
[[nodiscard]] Result<LatentTable> readLatentsCsv(const std::filesystem::path& path);

// Version 1.0, '<f4', C order, shape (faces, numbers); without the labels. Errors: as above.
[[nodiscard]] Status writeLatentsNpy(const std::filesystem::path& path, const LatentTable& table);
// Versions 1.0 and 2.0, '<f4' or '<f8', C order, two dimensions; anything else is refused with its
// name, Python objects (pickles) among it: nothing of them is read. Errors: NotFound, BrokenFile.
[[nodiscard]] Result<LatentTable> readLatentsNpy(const std::filesystem::path& path);

// What both writers ask for. Errors: InvalidArgument.
[[nodiscard]] Status checkTable(const std::filesystem::path& path, const LatentTable& table);

// A field of a CSV row (RFC 4180): quoted where it has to be.
[[nodiscard]] std::string csvField(const std::string& text);

}  // namespace faceloom
