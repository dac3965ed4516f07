// The attribute reader as a file. Internal to core: includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/reading/face_network.h"

#include <filesystem>

namespace faceloom {

// Errors: WriteFailed.
[[nodiscard]] Status writeAttributeReader(const std::filesystem::path& path,
                                          const FaceNetwork& network);
// In evaluation mode, on the CPU. Errors: see AttributeReader::open.
[[nodiscard]] Result<FaceNetwork> readAttributeReader(const std::filesystem::path& path);

}  // namespace faceloom
