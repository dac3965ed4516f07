// The network that reads attributes off faces.
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/networks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = faceloom::fuzz::safetensorsFrom({data, size});
    faceloom::fuzz::readAsAttributeReader(file.path());
    return 0;
}
