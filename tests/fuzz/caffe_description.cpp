// Caffe's network description and mean picture, as far as they are read by ourselves.
#include "core/reading/caffe_files.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::InputFile file(fuzz::Bytes(data, size));
    if (const auto side = readInputSize(file.path()); fuzz::read(side))
        fuzz::require(*side >= 1 && *side <= 4096, "a side keeps to its bound");
    if (const auto mean = readCaffeMean(file.path()); fuzz::read(mean)) {
        const auto side = static_cast<std::size_t>(mean->side);
        fuzz::require(mean->bgr.size() == 3 * side * side, "a mean picture is whole");
    }
    return 0;
}
