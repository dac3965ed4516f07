// losses.csv: step,epoch,d_loss_real,d_loss_fake,g_loss,d_real_mean,d_fake_mean,images_per_second;
// one row a step. No Torch here. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/train/train_types.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace faceloom {

[[nodiscard]] std::string lossHeader();                     // with its line feed
[[nodiscard]] std::string lossRow(const StepMetrics& row);  // with its line feed

// Errors: NotFound, BrokenFile (with the line's number; or no longer readable).
[[nodiscard]] Result<std::vector<StepMetrics>> readLosses(const std::filesystem::path& path);

// What can be read of a file that a crash or a power cut may have torn: the whole rows of steps up
// to `last_step`, in their order; what is no row is passed over. Empty if there is no file. Errors:
// BrokenFile (not a regular file, or the disk does not give it: what is missing may still be
// there).
[[nodiscard]] Result<std::vector<StepMetrics>> salvageLosses(const std::filesystem::path& path,
                                                             std::int64_t last_step);

}  // namespace faceloom
