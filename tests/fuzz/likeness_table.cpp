// The table that the nearest pictures are looked up in.
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/networks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = faceloom::fuzz::safetensorsFrom({data, size});
    faceloom::fuzz::readAsLikenessTable(file.path());
    return 0;
}
