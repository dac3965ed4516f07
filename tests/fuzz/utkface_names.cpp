// Ages and genders in UTKFace's file names.
#include "core/reading/utkface_names.h"

#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto face = readUtkFaceName(fuzz::textOf({data, size}));
    if (face) fuzz::require(face->years >= 0 && face->years <= 120, "an age is within 0 to 120");
    return 0;
}
