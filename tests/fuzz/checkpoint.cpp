// A run's state at one step, with and without an average of the weights.
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/networks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = faceloom::fuzz::safetensorsFrom({data, size});
    faceloom::fuzz::readAsCheckpoint(file.path());
    return 0;
}
