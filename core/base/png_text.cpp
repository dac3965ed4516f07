#include "core/base/png_text.h"

#include "core/base/regular_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include <zlib.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
constexpr std::size_t kFrame = 12;  // a chunk's length, type and checksum

std::uint32_t bigEndian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char byte : bytes.substr(0, 4))
        value = value << 8U | static_cast<unsigned char>(byte);
    return value;
}

std::string asBigEndian(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xffU);
    return bytes;
}

std::uint32_t checksum(std::string_view bytes) {
    return static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

bool isKeyword(std::string_view word) {
    return !word.empty() && word.size() <= 79 && word.front() != ' ' && word.back() != ' ' &&
           std::ranges::all_of(word, [](char c) { return c >= ' ' && c <= '~'; });
}

// Takes what stands before the next zero byte off the front, and the zero. Nothing without one.
std::optional<std::string_view> takeWord(std::string_view& from) {
    const auto zero = from.find('\0');
    if (zero == std::string_view::npos) return std::nullopt;
    const std::string_view word = from.substr(0, zero);
    from.remove_prefix(zero + 1);
    return word;
}

// At most kLongestPngText bytes; grows with what is really there, not with what is claimed.
Result<std::string> unpacked(std::string_view packed) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return fail(ErrorCode::Internal, "zlib cannot start");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string text;
    std::array<char, 65536> part{};
    int state = Z_OK;
    while (state == Z_OK && text.size() <= kLongestPngText) {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = part.size();
        state = inflate(&stream, Z_NO_FLUSH);
        text.append(part.data(), part.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (text.size() > kLongestPngText) {
        return fail(ErrorCode::BrokenFile, "is longer than {} bytes", kLongestPngText);
    }
    if (state != Z_STREAM_END) return fail(ErrorCode::BrokenFile, "cannot be unpacked");
    return text;
}

// The text of a chunk's data after the keyword.
Result<std::string> textIn(std::string_view type, std::string_view data) {
    bool packed = type == "zTXt";
    if (type == "iTXt") {
        if (data.size() < 2) return fail(ErrorCode::BrokenFile, "is cut short");
        packed = data[0] == 1;
        const bool method_known = data[0] == 0 || (packed && data[1] == 0);
        data.remove_prefix(2);
        if (!method_known || !takeWord(data) || !takeWord(data))  // language, translated keyword
            return fail(ErrorCode::BrokenFile, "is malformed");
    } else if (packed) {
        if (data.empty() || data[0] != 0) return fail(ErrorCode::BrokenFile, "is malformed");
        data.remove_prefix(1);
    }
    if (packed) return unpacked(data);
    if (data.size() > kLongestPngText)
        return fail(ErrorCode::BrokenFile, "is longer than {} bytes", kLongestPngText);
    return std::string(data);
}

}  // namespace

Result<std::string> pngTextChunk(const PngText& text) {
    if (!isKeyword(text.keyword) || text.text.size() > kLongestPngText ||
        text.text.find('\0') != std::string::npos) {
        return fail(ErrorCode::InvalidArgument,
                    "a text of {} bytes under '{}' is none that a PNG can hold", text.text.size(),
                    text.keyword);
    }
    uLongf size = compressBound(static_cast<uLong>(text.text.size()));
    std::string packed(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                  reinterpret_cast<const Bytef*>(text.text.data()),
                  static_cast<uLong>(text.text.size()), Z_BEST_COMPRESSION) != Z_OK) {
        return fail(ErrorCode::Internal, "a text of {} bytes cannot be packed", text.text.size());
    }
    packed.resize(size);
    using namespace std::string_literals;
    // Compressed, by zlib; no language, no translated keyword.
    const std::string body = "iTXt" + text.keyword + "\0\1\0\0\0"s + packed;
    return asBigEndian(static_cast<std::uint32_t>(body.size() - 4)) + body +
           asBigEndian(checksum(body));
}

Result<std::optional<std::string>> readPngText(const fs::path& path, const std::string& keyword) {
    const auto file = readRegularFile(path);
    if (!file) return passOn(file);
    std::string_view rest(*file);
    if (!rest.starts_with(kSignature))
        return fail(ErrorCode::BrokenFile, "{}: not a PNG picture", path.string());
    rest.remove_prefix(kSignature.size());
    while (!rest.starts_with(std::string_view("\0\0\0\0IEND", 8))) {
        if (rest.size() < kFrame || bigEndian(rest) > rest.size() - kFrame)
            return fail(ErrorCode::BrokenFile, "{}: the picture is cut short", path.string());
        const std::size_t length = bigEndian(rest);
        const std::string_view type = rest.substr(4, 4), checked = rest.substr(4, length + 4);
        std::string_view data = rest.substr(8, length);
        const std::uint32_t sum = bigEndian(rest.substr(8 + length));
        rest.remove_prefix(length + kFrame);
        if (type != "iTXt" && type != "tEXt" && type != "zTXt") continue;
        if (const auto word = takeWord(data); !word || *word != keyword) continue;
        if (checksum(checked) != sum) {
            return fail(ErrorCode::BrokenFile, "{}: its text '{}' is damaged (checksum)",
                        path.string(), keyword);
        }
        auto text = textIn(type, data);
        if (!text) {
            return fail(ErrorCode::BrokenFile, "{}: its text '{}' {}", path.string(), keyword,
                        text.error().message);
        }
        return std::move(*text);
    }
    return std::nullopt;
}

bool looksLikePng(const fs::path& path) {
    std::array<char, 8> start{};
    auto file = openRegularFile(path);
    return file && file->read(start.data(), start.size()) &&
           std::string_view(start.data(), start.size()) == kSignature;
}

}  // namespace faceloom
