// A generator as it ships: in half the space. No Torch header.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>

namespace faceloom {

// Reads a generator (a file or a run folder) and writes it with its weights in float16, to be
// widened again when it is opened: faces differ by a grey level or two.
//
// `truncation`, more than 0 to 1, is noted as ModelInfo::truncation: what grids are drawn at unless
// somebody chooses otherwise. The weights do not change with it. Nothing: as it was.
//
// Errors: those of readModelInfo and readGenerator; InvalidArgument (a truncation out of its
// range); NonFinite (a weight beyond float16's 65504); WriteFailed.
[[nodiscard]] Status writeHalfModel(const std::filesystem::path& model,
                                    const std::filesystem::path& out,
                                    std::optional<double> truncation = {});

}  // namespace faceloom
