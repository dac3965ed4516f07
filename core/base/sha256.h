// SHA-256 (FIPS 180-4) by OpenSSL. Functions are thread-safe: no shared state.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace faceloom {

// Of what comes in parts. Not thread-safe.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::span<const std::byte> bytes);
    void add(const std::string& text);
    // 64 lower-case hexadecimal digits; once, at the end.
    [[nodiscard]] std::string digest();

private:
    struct State;
    std::unique_ptr<State> state_;
};

// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256Of(std::span<const std::byte> bytes);
// Of a whole file. Errors: those of RegularFile.
[[nodiscard]] Result<std::string> sha256OfFile(const std::filesystem::path& path);
[[nodiscard]] bool isSha256(const std::string& text);  // 64 lower-case hexadecimal digits
// The first digits, as people compare hashes.
[[nodiscard]] std::string shortHash(const std::string& sha256);

}  // namespace faceloom
