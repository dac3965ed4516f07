// Safetensors files that carry a checksum of themselves, so that damage which leaves a file's
// layout sound is noticed too. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/base/safetensors.h"

#include <filesystem>
#include <span>

namespace faceloom {

// Where the checksum stands in the metadata: the SHA-256 of all other metadata and of every array's
// name, type, shape and bytes.
inline constexpr const char* kChecksumKey = "faceloom.sha256";

// Like writeSafetensors, with the checksum added. The file is read back and compared with it before
// it gets its name; what is compared may come from the system's cache, not from the disk. Errors:
// WriteFailed.
[[nodiscard]] Status writeCheckedSafetensors(const std::filesystem::path& path,
                                             std::span<const TensorView> tensors,
                                             Metadata metadata);

// Compares a file's content with its checksum. A file without one passes: it is older than
// checksums. Errors: BrokenFile.
[[nodiscard]] Status checkChecksum(const SafetensorsFile& file);

}  // namespace faceloom
