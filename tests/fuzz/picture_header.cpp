// What a picture's file says of itself, before anything is decoded.
#include "core/data/picture_header.h"

#include "tests/fuzz/input_file.h"

using namespace faceloom;

namespace {

void inspect(fuzz::Bytes bytes) {
    const auto header = inspectPicture(std::as_bytes(bytes));
    if (!fuzz::read(header)) return;
    fuzz::require(header->width >= kSmallestPictureSide && header->width <= kLargestPictureSide &&
                      header->height >= kSmallestPictureSide &&
                      header->height <= kLargestPictureSide,
                  "a picture's sides keep to their bounds");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    inspect({data, size});
    const std::string repaired = fuzz::withPngChecksums({data, size});
    inspect({reinterpret_cast<const std::uint8_t*>(repaired.data()), repaired.size()});
    (void)hasPictureEnding(fuzz::textOf({data, size}));
    return 0;
}
