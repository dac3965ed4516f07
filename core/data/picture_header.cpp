#include "core/data/picture_header.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <zlib.h>

namespace faceloom {
namespace {

using Bytes = std::span<const std::byte>;

std::uint32_t byteAt(Bytes file, std::size_t at) {
    return std::to_integer<std::uint32_t>(file[at]);
}

std::uint32_t big16(Bytes file, std::size_t at) {
    return byteAt(file, at) << 8U | byteAt(file, at + 1);
}
std::uint32_t big32(Bytes file, std::size_t at) {
    return big16(file, at) << 16U | big16(file, at + 2);
}
std::uint32_t little16(Bytes file, std::size_t at) {
    return byteAt(file, at + 1) << 8U | byteAt(file, at);
}
std::uint32_t little32(Bytes file, std::size_t at) {
    return little16(file, at + 2) << 16U | little16(file, at);
}

bool hasText(Bytes file, std::size_t at, std::string_view text) {
    if (file.size() < at + text.size()) return false;
    return std::ranges::equal(text, file.subspan(at, text.size()), {},
                              [](char c) { return static_cast<std::byte>(c); });
}

tl::unexpected<Error> truncated(std::string_view format, std::string_view what) {
    return fail(ErrorCode::BrokenFile, "truncated {}: {}", format, what);
}

// A size of any magnitude, judged once for all formats.
Result<PictureHeader> sized(PictureFormat format, std::int64_t width, std::int64_t height) {
    if (width < kSmallestPictureSide || height < kSmallestPictureSide) {
        return fail(ErrorCode::BrokenFile, "{} x {} pixels: smaller than {} a side", width, height,
                    kSmallestPictureSide);
    }
    if (width > kLargestPictureSide || height > kLargestPictureSide) {
        return fail(ErrorCode::BrokenFile, "{} x {} pixels: larger than {} a side", width, height,
                    kLargestPictureSide);
    }
    return PictureHeader{format, static_cast<int>(width), static_cast<int>(height)};
}

// The start-of-frame markers, which carry the size: C0..CF but for tables (C4, CC) and an extension
// (C8).
bool isFrameMarker(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// Markers with nothing after them: TEM and the restarts.
bool standsAlone(std::uint32_t marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
}

// From inside compressed data to the next marker's FF; stuffed zeros and restart markers belong to
// the data.
std::size_t skipEntropyData(Bytes file, std::size_t at) {
    while (at + 1 < file.size()) {
        const std::uint32_t next = byteAt(file, at + 1);
        const bool data = byteAt(file, at) != 0xFF || next == 0 || (next >= 0xD0 && next <= 0xD7);
        if (!data && next != 0xFF) return at;
        ++at;
    }
    return file.size();
}

Result<PictureHeader> inspectJpeg(Bytes file) {
    std::int64_t width = 0;
    std::int64_t height = 0;
    bool has_frame = false;
    bool has_scan = false;
    std::size_t at = 2;
    while (at + 1 < file.size()) {
        if (byteAt(file, at) != 0xFF) {
            return fail(ErrorCode::BrokenFile, "broken JPEG: no marker at byte {}", at);
        }
        const std::uint32_t marker = byteAt(file, at + 1);
        if (marker == 0xFF) {  // fill byte
            ++at;
            continue;
        }
        if (marker == 0xD9) {
            if (!has_scan) return fail(ErrorCode::BrokenFile, "broken JPEG: no picture in it");
            return sized(PictureFormat::Jpeg, width, height);
        }
        if (marker == 0xD8)
            return fail(ErrorCode::BrokenFile, "broken JPEG: begins again at byte {}", at);
        at += 2;
        if (standsAlone(marker)) continue;
        if (at + 2 > file.size()) break;
        const std::size_t length = big16(file, at);
        if (length < 2 || at + length > file.size()) break;
        // Decoders go by the first.
        if (isFrameMarker(marker) && length >= 8 && !has_frame) {
            height = big16(file, at + 3);
            width = big16(file, at + 5);
            has_frame = true;
        }
        at += length;
        if (marker == 0xDA) {
            has_scan = has_frame;
            at = skipEntropyData(file, at);
        }
    }
    return truncated("JPEG", "its end marker is missing");
}

// Of a chunk's name and data, against what the file says; what a reader may ignore is not checked.
bool checksumFits(Bytes file, std::size_t at, std::size_t length) {
    const bool ancillary = (byteAt(file, at + 4) & 0x20U) != 0;
    if (ancillary) return true;
    const auto* name = reinterpret_cast<const Bytef*>(file.data() + at + 4);
    return crc32_z(0, name, length + 4) == big32(file, at + 8 + length);
}

Result<PictureHeader> inspectPng(Bytes file) {
    constexpr std::size_t kSignature = 8;
    constexpr std::size_t kChunkFrame = 12;  // length, name, checksum
    if (!hasText(file, kSignature + 4, "IHDR") || file.size() < kSignature + kChunkFrame + 13) {
        return truncated("PNG", "its header is missing");
    }
    auto result = sized(PictureFormat::Png, big32(file, 16), big32(file, 20));
    if (!result) return result;
    std::size_t at = kSignature;
    while (file.size() - at >= kChunkFrame) {
        const std::size_t length = big32(file, at);
        if (length > file.size() - at - kChunkFrame) break;
        if (!checksumFits(file, at, length)) {
            return fail(ErrorCode::BrokenFile, "broken PNG: wrong checksum at byte {}", at);
        }
        if (hasText(file, at + 4, "IEND")) return result;
        at += length + kChunkFrame;
    }
    return truncated("PNG", "its IEND chunk is missing");
}

Result<PictureHeader> inspectBmp(Bytes file) {
    constexpr std::size_t kFileHeader = 14;
    constexpr std::uint32_t kCoreHeader = 12;  // OS/2's, with 16-bit sizes
    if (file.size() < kFileHeader + 4) return truncated("BMP", "its header is missing");
    const std::uint32_t header = little32(file, kFileHeader);
    if ((header != kCoreHeader && header < 40) || file.size() - kFileHeader < header) {
        return truncated("BMP", "its header is missing");
    }
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::uint32_t bits = 0;
    std::uint32_t compression = 0;
    if (header == kCoreHeader) {
        width = little16(file, 18);
        height = little16(file, 20);
        bits = little16(file, 24);
    } else {
        width = static_cast<std::int32_t>(little32(file, 18));
        height = std::abs(static_cast<std::int64_t>(static_cast<std::int32_t>(little32(file, 22))));
        bits = little16(file, 28);
        compression = little32(file, 30);
    }
    auto result = sized(PictureFormat::Bmp, width, height);
    if (!result) return result;
    // Some writers leave the length field at nonsense; for plain pixels the size tells what must be
    // there.
    const bool plain = compression == 0 || compression == 3;
    const std::uint64_t stride = (static_cast<std::uint64_t>(width) * bits + 31) / 32 * 4;
    const std::uint64_t needed =
        plain ? little32(file, 10) + stride * static_cast<std::uint64_t>(height)
              : little32(file, 2);
    if (file.size() < needed) {
        return truncated("BMP", fmt::format("{} bytes instead of {}", file.size(), needed));
    }
    return result;
}

Result<PictureHeader> inspectWebp(Bytes file) {
    const std::uint64_t needed = std::uint64_t{little32(file, 4)} + 8;
    if (file.size() < needed) {
        return truncated("WebP", fmt::format("{} bytes instead of {}", file.size(), needed));
    }
    if (file.size() < 30) return truncated("WebP", "its header is missing");
    if (hasText(file, 12, "VP8X")) {
        const std::int64_t width = (little32(file, 24) & 0xFFFFFFU) + 1;
        const std::int64_t height = (little32(file, 26) >> 8U) + 1;
        return sized(PictureFormat::Webp, width, height);
    }
    if (hasText(file, 12, "VP8L")) {
        const std::uint32_t packed = little32(file, 21);
        return sized(PictureFormat::Webp, (packed & 0x3FFFU) + 1, (packed >> 14U & 0x3FFFU) + 1);
    }
    if (hasText(file, 12, "VP8 ")) {
        return sized(PictureFormat::Webp, little16(file, 26) & 0x3FFFU,
                     little16(file, 28) & 0x3FFFU);
    }
    return fail(ErrorCode::BrokenFile, "broken WebP: no picture in it");
}

}  // namespace

Result<PictureHeader> inspectPicture(Bytes file) {
    if (file.empty()) return fail(ErrorCode::BrokenFile, "empty file");
    if (hasText(file, 0, "\xFF\xD8\xFF")) return inspectJpeg(file);
    if (hasText(file, 0, "\x89PNG\r\n\x1A\n")) return inspectPng(file);
    if (hasText(file, 0, "BM")) return inspectBmp(file);
    if (hasText(file, 0, "RIFF") && hasText(file, 8, "WEBP")) return inspectWebp(file);
    return fail(ErrorCode::BrokenFile, "not a JPEG, PNG, BMP or WebP picture");
}

bool hasPictureEnding(std::string_view file_name) {
    static constexpr std::array<std::string_view, 5> kEndings = {"jpg", "jpeg", "png", "bmp",
                                                                 "webp"};
    const std::size_t dot = file_name.rfind('.');
    if (dot == std::string_view::npos) return false;
    std::string ending(file_name.substr(dot + 1));
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::ranges::find(kEndings, ending) != kEndings.end();
}

}  // namespace faceloom
