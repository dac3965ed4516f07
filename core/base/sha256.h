// SHA-256 (FIPS 180-4) by OpenSSL. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace faceloom {

// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256Of(std::span<const std::byte> bytes);
// Of a whole file. Errors: those of MappedFile.
[[nodiscard]] Result<std::string> sha256OfFile(const std::filesystem::path& path);
[[nodiscard]] bool isSha256(const std::string& text);  // 64 lower-case hexadecimal digits
// The first digits, as people compare hashes.
[[nodiscard]] std::string shortHash(const std::string& sha256);

}  // namespace faceloom
