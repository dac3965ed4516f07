// A crop as typed, or as a packed data set names it.
#include "core/data/crop_rect.h"

#include "tests/fuzz/input_file.h"

using namespace faceloom;

namespace {

void requireInside(const CropRect& crop, int width, int height) {
    const auto rect = crop.scaledTo(width, height);
    if (!fuzz::read(rect)) return;
    fuzz::require(rect->x >= 0 && rect->y >= 0 && rect->width >= 1 && rect->height >= 1 &&
                      rect->x + rect->width <= width && rect->y + rect->height <= height,
                  "a crop lies inside its picture");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto crop = parseCropRect(fuzz::textOf({data, size}));
    if (!fuzz::read(crop)) return 0;
    const auto again = parseCropRect(crop->toString());
    fuzz::require(again && *again == *crop, "what is read can be written and read again");
    for (const int side : {8, 64, 177, 16384})
        requireInside(*crop, side, side * 2 / 3 + 3);
    return 0;
}
