#include "core/base/sha256.h"

#include "core/base/mapped_file.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <openssl/evp.h>

namespace faceloom {

std::string sha256Of(std::span<const std::byte> bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 is not available");
    std::string text;
    for (unsigned i = 0; i < length; ++i)
        text += fmt::format("{:02x}", digest.at(i));
    return text;
}

Result<std::string> sha256OfFile(const std::filesystem::path& path) {
    const auto file = MappedFile::open(path);
    if (!file) return passOn(file);
    return sha256Of(file->bytes());
}

bool isSha256(const std::string& text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string shortHash(const std::string& sha256) {
    return sha256.substr(0, 12);
}

}  // namespace faceloom
