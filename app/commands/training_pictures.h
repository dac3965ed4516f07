// What `train --images` names: sketch faces, a prepared file, or a folder of photographs.
#pragma once

#include "app/commands/prepare_arguments.h"
#include "core/data/packed_dataset.h"

#include <stop_token>
#include <string>

namespace faceloom {

// Also sets what people call it. Without OpenCV in the build, a prepared file only. Errors: those
// of prepareCached and PackedDataset::open; Unavailable (not in this build).
[[nodiscard]] Result<PackedDataset> openTrainingPictures(const PrepareArguments& arguments,
                                                         std::string& data_name,
                                                         const std::stop_token& stop);

}  // namespace faceloom
