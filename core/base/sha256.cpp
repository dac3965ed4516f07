#include "core/base/sha256.h"

#include "core/base/regular_file.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <openssl/evp.h>

namespace faceloom {

namespace {

void require(int good) {
    if (good != 1) throw std::runtime_error("SHA-256 is not available");
}

}  // namespace

struct Sha256::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    require(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}

Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::byte> bytes) {
    require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

void Sha256::add(const std::string& text) {
    add(std::as_bytes(std::span(text)));
}

std::string Sha256::digest() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    require(EVP_DigestFinal_ex(state_->context.get(), digest.data(), &length));
    std::string text;
    for (unsigned i = 0; i < length; ++i)
        text += fmt::format("{:02x}", digest.at(i));
    return text;
}

std::string sha256Of(std::span<const std::byte> bytes) {
    Sha256 sum;
    sum.add(bytes);
    return sum.digest();
}

Result<std::string> sha256OfFile(const std::filesystem::path& path) {
    const auto file = RegularFile::open(path);
    if (!file) return passOn(file);
    Sha256 sum;
    const auto read = file->readParts(0, file->size(),
                                      [&sum](std::span<const std::byte> part) { sum.add(part); });
    if (!read) return fail(read.error().code, "{}: {}", path.string(), read.error().message);
    return sum.digest();
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
