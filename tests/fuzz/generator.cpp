// A generator, or a checkpoint opened as one.
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/networks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = faceloom::fuzz::safetensorsFrom({data, size});
    faceloom::fuzz::readAsGenerator(file.path());
    return 0;
}
