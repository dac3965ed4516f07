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
constexpr std::size_t kHead = 8;           // bytes: a chunk's length and type, before its data
constexpr std::size_t kChecksumBytes = 4;  // after them
constexpr std::string_view kEnd("\0\0\0\0IEND", kHead);
constexpr std::string_view kCutShort = "the picture is cut short";
// Packed text that unpacks to the longest there may be, and its languages.
constexpr std::size_t kLongestChunk = kLongestPngText + kLongestPngText / 8;

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

Result<std::string> bytesAt(const RegularFile& file, std::uint64_t at, std::size_t length) {
    if (at > file.size() || length > file.size() - at)
        return fail(ErrorCode::BrokenFile, "{}", kCutShort);
    std::string bytes(length, '\0');
    if (auto status = file.readAt(at, std::as_writable_bytes(std::span(bytes))); !status)
        return passOn(status);
    return bytes;
}

// The text of the chunk whose data begin there, the first `keyword` of them being its keyword.
Result<std::string> textOfChunk(const RegularFile& file, std::uint64_t begin, std::size_t length,
                                std::size_t keyword) {
    if (length > kLongestChunk)
        return fail(ErrorCode::BrokenFile, "is longer than {} bytes", kLongestPngText);
    // With its type in front, which the checksum covers.
    const auto bytes = bytesAt(file, begin - 4, 4 + length + kChecksumBytes);
    if (!bytes) return passOn(bytes);
    const std::string_view checked = std::string_view(*bytes).substr(0, 4 + length);
    if (checksum(checked) != bigEndian(bytes->substr(checked.size())))
        return fail(ErrorCode::BrokenFile, "is damaged (checksum)");
    return textIn(checked.substr(0, 4), checked.substr(4 + keyword));
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
    const auto file = RegularFile::open(path);
    if (!file) return passOn(file);
    const auto refuse = [&path](std::string_view why) {
        return fail(ErrorCode::BrokenFile, "{}: {}", path.string(), why);
    };
    const auto signature = bytesAt(*file, 0, kSignature.size());
    if (!signature || *signature != kSignature) return refuse("not a PNG picture");
    for (std::uint64_t at = kSignature.size();;) {
        const auto frame = bytesAt(*file, at, kHead);
        if (!frame) return refuse(frame.error().message);
        if (*frame == kEnd) return std::nullopt;
        const std::size_t length = bigEndian(*frame);
        const std::string type = frame->substr(4);
        const std::uint64_t begin = at + kHead;
        at = begin + length + kChecksumBytes;
        if (at > file->size()) return refuse(kCutShort);
        if (type != "iTXt" && type != "tEXt" && type != "zTXt") continue;
        const auto start = bytesAt(*file, begin, std::min(length, keyword.size() + 1));
        if (!start) return refuse(start.error().message);
        if (*start != keyword + '\0') continue;
        auto text = textOfChunk(*file, begin, length, start->size());
        if (!text) return refuse(fmt::format("its text '{}' {}", keyword, text.error().message));
        return std::move(*text);
    }
}

bool looksLikePng(const fs::path& path) {
    return readStartOfFile(path, kSignature.size()) == std::string(kSignature);
}

}  // namespace faceloom
