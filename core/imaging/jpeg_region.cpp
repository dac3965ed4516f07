#include "core/imaging/jpeg_region.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <vector>

#include <jpeglib.h>

namespace faceloom {
namespace {

constexpr char kExif[6] = {'E', 'x', 'i', 'f', 0, 0};

// libjpeg leaves by longjmp: nothing with a destructor may live between the jump and its target.
struct Decoder {
    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    std::jmp_buf failed{};

    Decoder() = default;
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder() { jpeg_destroy_decompress(&info); }

    // False: an error, or a picture to be decoded as a whole.
    bool begin(std::span<const std::byte> jpeg) {
        info.err = jpeg_std_error(&errors);
        errors.error_exit = [](j_common_ptr common) {
            std::longjmp(static_cast<Decoder*>(common->client_data)->failed, 1);
        };
        errors.emit_message = [](j_common_ptr, int) {};
        info.client_data = this;
        if (setjmp(failed) != 0) return false;
        jpeg_create_decompress(&info);
        jpeg_save_markers(&info, JPEG_APP0 + 1, sizeof(kExif));
        jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(jpeg.data()),
                     static_cast<unsigned long>(jpeg.size()));
        jpeg_read_header(&info, TRUE);
        info.out_color_space = JCS_RGB;
        return !hasExif() && info.jpeg_color_space != JCS_CMYK && info.jpeg_color_space != JCS_YCCK;
    }

    // `row` has room for a row of the whole reduced picture.
    bool decode(const JpegRegion& region, std::uint8_t* row, std::uint8_t* out) {
        if (setjmp(failed) != 0) return false;
        decodeRows(region, row, out);
        return true;
    }

private:
    // Apart from setjmp's own function, whose local variables a jump would spoil.
    void decodeRows(const JpegRegion& region, std::uint8_t* row, std::uint8_t* out) {
        info.scale_num = 1;
        info.scale_denom = static_cast<unsigned>(region.reduction);
        jpeg_start_decompress(&info);
        const PixelRect& rect = region.rect;
        // Chroma is smoothed across blocks: a block more on either side, or the edges would differ.
        const unsigned left = static_cast<unsigned>(std::max(rect.x - kMargin, 0));
        const unsigned right =
            std::min(static_cast<unsigned>(rect.x + rect.width + kMargin), info.output_width);
        JDIMENSION first = left;
        JDIMENSION width = right - left;
        jpeg_crop_scanline(&info, &first, &width);
        const int skipped = std::max(rect.y - kMargin, 0);
        if (skipped > 0) jpeg_skip_scanlines(&info, static_cast<JDIMENSION>(skipped));
        const std::size_t length = std::size_t{3} * static_cast<std::size_t>(rect.width);
        for (int y = skipped; y < rect.y + rect.height; ++y) {
            jpeg_read_scanlines(&info, &row, 1);
            if (y < rect.y) continue;
            std::memcpy(out, row + 3 * (static_cast<std::size_t>(rect.x) - first), length);
            out += length;
        }
    }

    static constexpr int kMargin = 16;  // pixels; the largest block with its chroma

    [[nodiscard]] bool hasExif() const {
        for (jpeg_saved_marker_ptr marker = info.marker_list; marker != nullptr;
             marker = marker->next) {
            if (marker->data_length == sizeof(kExif) &&
                std::memcmp(marker->data, kExif, sizeof(kExif)) == 0) {
                return true;
            }
        }
        return false;
    }
};

}  // namespace

std::optional<RgbImage> decodeJpegRegion(std::span<const std::byte> jpeg,
                                         const RegionChoice& choice) {
    Decoder decoder;
    if (!decoder.begin(jpeg)) return std::nullopt;
    const int width = static_cast<int>(decoder.info.image_width);
    const int height = static_cast<int>(decoder.info.image_height);
    const auto region = choice(width, height);
    if (!region) return std::nullopt;
    const PixelRect& rect = region->rect;
    const int reduced_width = (width + region->reduction - 1) / region->reduction;
    const int reduced_height = (height + region->reduction - 1) / region->reduction;
    if (rect.x < 0 || rect.y < 0 || rect.width < 1 || rect.height < 1 ||
        rect.x + rect.width > reduced_width || rect.y + rect.height > reduced_height) {
        return std::nullopt;
    }
    std::vector<std::uint8_t> row(std::size_t{3} * static_cast<std::size_t>(reduced_width));
    RgbImage image(rect.width, rect.height);
    if (!decoder.decode(*region, row.data(), image.rgb_u8.data())) return std::nullopt;
    return image;
}

}  // namespace faceloom
