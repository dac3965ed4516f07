// Pictures as they are decoded: whole, reduced, and a part of a JPEG.
#include "core/base/png_file.h"
#include "core/data/picture_header.h"
#include "core/imaging/picture_decoder.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

namespace {

// Larger ones are the decoders' business, and slow; what bounds them is kLargestPictureSide.
constexpr int kMostPixels = 512 * 512;

void decode(fuzz::Bytes bytes) {
    const auto header = inspectPicture(std::as_bytes(bytes));
    if (!header || header->width * header->height > kMostPixels) return;
    const fuzz::InputFile file(bytes);
    if (header->format == PictureFormat::Png) (void)fuzz::read(readPng(file.path()));
    for (const int by : {1, 2, 8}) {
        const auto picture = decodePicture(file.path(), [by](int, int) { return by; });
        if (!fuzz::read(picture)) continue;
        fuzz::require(!picture->empty() &&
                          picture->rgb_u8.size() == std::size_t{3} *
                                                        static_cast<std::size_t>(picture->width) *
                                                        static_cast<std::size_t>(picture->height),
                      "a decoded picture is whole");
        fuzz::require(picture->width * picture->height <= header->width * header->height,
                      "a picture is no larger than its header says");
        const auto part = decodePictureRegion(file.path(), [by](int width, int height) {
            const int columns = (width + by - 1) / by, rows = (height + by - 1) / by;
            return JpegRegion{by, {columns / 3, rows / 4, (columns + 1) / 2, (rows + 1) / 2}};
        });
        if (part) fuzz::require(!part->empty(), "a part is a picture");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    decode({data, size});
    const std::string repaired = fuzz::withPngChecksums({data, size});
    if (repaired != fuzz::textOf({data, size}))
        decode({reinterpret_cast<const std::uint8_t*>(repaired.data()), repaired.size()});
    return 0;
}
