#include "core/base/png_file.h"

#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <png.h>

namespace faceloom {

namespace {

// Bytes of a picture with sides up to `side`, were it not packed at all, and of the longest text.
std::uint64_t largestFile(std::uint64_t side) {
    constexpr std::uint64_t kMostBytesPerPixel = 8;  // four channels of 16 bits
    return std::min(side * side * kMostBytesPerPixel + kLongestPngText, kMostReadWhole);
}

}  // namespace

Result<std::vector<std::byte>> encodePng(const RgbImage& image) {
    const std::size_t expected = image.empty() ? 0
                                               : static_cast<std::size_t>(image.width) *
                                                     static_cast<std::size_t>(image.height) * 3;
    if (image.empty() || image.rgb_u8.size() != expected) {
        return fail(ErrorCode::InvalidArgument, "not a picture: {} x {} pixels in {} bytes",
                    image.width, image.height, image.rgb_u8.size());
    }
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    header.width = static_cast<png_uint_32>(image.width);
    header.height = static_cast<png_uint_32>(image.height);
    header.format = PNG_FORMAT_RGB;

    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(header);
    std::vector<std::byte> encoded(size);
    if (png_image_write_to_memory(&header, encoded.data(), &size, /*convert_to_8_bit=*/0,
                                  image.rgb_u8.data(), /*row_stride=*/0, nullptr) == 0) {
        return fail(ErrorCode::Internal, "cannot be encoded as PNG: {}", header.message);
    }
    encoded.resize(size);
    return encoded;
}

// Compressed in memory first: libpng's simplified writer has no error jumps through C++ frames, and
// a full disk then meets AtomicFile only.
// The texts' chunks are put in afterwards: that writer knows none.
Status writePng(const std::filesystem::path& path, const RgbImage& image,
                std::span<const PngText> texts) {
    constexpr std::size_t kHead = 33;  // bytes: the signature and the header chunk, always the same
    const auto encoded = encodePng(image);
    if (!encoded)
        return fail(encoded.error().code, "{}: {}", path.string(), encoded.error().message);
    std::string chunks;
    for (const PngText& text : texts) {
        const auto chunk = pngTextChunk(text);
        if (!chunk) return fail(chunk.error().code, "{}: {}", path.string(), chunk.error().message);
        chunks += *chunk;
    }
    auto file = AtomicFile::create(path);
    if (!file) return passOn(file);
    const std::span<const std::byte> whole = std::span(*encoded);
    for (const auto part :
         {whole.first(kHead), std::as_bytes(std::span<const char>(chunks)), whole.subspan(kHead)})
        if (auto written = file->write(part); !written) return written;
    return file->commit();
}

Result<RgbImage> readPng(const std::filesystem::path& path, int largest_side) {
    const auto most = static_cast<png_uint_32>(std::clamp(largest_side, 1, kLargestPngSide));
    const auto file = readRegularFile(path, largestFile(most));
    if (!file) return passOn(file);
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    const auto refuse = [&path](std::string_view why) {
        return fail(ErrorCode::BrokenFile, "{}: cannot be read as PNG: {}", path.string(), why);
    };
    if (png_image_begin_read_from_memory(&header, file->data(), file->size()) == 0)
        return refuse(header.message);
    // At one bit a pixel, and packed as deflate packs at best, 1032 to 1.
    constexpr std::size_t kMostPixelsPerByte = 8 * 1032;
    const std::size_t pixels = std::size_t{header.width} * header.height;
    if (header.width > most || header.height > most || pixels / kMostPixelsPerByte > file->size()) {
        const auto problem = fmt::format("{} x {} pixels of {} bytes, at most {} a side",
                                         header.width, header.height, file->size(), most);
        png_image_free(&header);
        return refuse(problem);
    }
    header.format = PNG_FORMAT_RGB;
    RgbImage image(static_cast<int>(header.width), static_cast<int>(header.height));
    const png_color white{255, 255, 255};  // under what is transparent
    if (png_image_finish_read(&header, &white, image.rgb_u8.data(), 0, nullptr) == 0)
        return refuse(header.message);
    return image;
}

}  // namespace faceloom
